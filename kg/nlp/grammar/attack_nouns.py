"""Nouns for attacks, as keys of `word_keys`."""

from __future__ import annotations

_BARE = ["هجوم", "هجومين", "هجمه", "هجمات", "غاره", "غارتين", "غارات", "قصف", "ضربه", "ضربتين", "ضربات", "عدوان"]
_BARE += ["اعتداء", "اعتداءات"]
# Without the article, which makes a new one of what is told: «بعد هجوم».
INDEFINITE = frozenset(prefix + word for word in _BARE for prefix in ("", "و", "ف", "ب", "ك", "ل"))
_DEFINITE = [prefix + word for word in _BARE for prefix in ("ال", "وال", "فال", "بال", "كال", "لل")]
ATTACKS = INDEFINITE.union(_DEFINITE)
