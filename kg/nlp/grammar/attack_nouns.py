"""Nouns for attacks, and the keys under which a grammar compares words."""

from __future__ import annotations

from functools import lru_cache

from kg.arabic import match_key

_BARE = ["هجوم", "هجومين", "هجمه", "هجمات", "غاره", "غارتين", "غارات", "قصف", "ضربه", "ضربتين", "ضربات", "عدوان"]
_BARE += ["اعتداء", "اعتداءات"]
# Without the article, which makes a new one of what is told: «بعد هجوم».
INDEFINITE = frozenset(prefix + word for word in _BARE for prefix in ("", "و", "ف", "ب", "ك", "ل"))
_DEFINITE = [prefix + word for word in _BARE for prefix in ("ال", "وال", "فال", "بال", "كال", "لل")]
ATTACKS = INDEFINITE.union(_DEFINITE)


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """Match key of a token; a mark that has none is its own."""
    return match_key(word) or word
