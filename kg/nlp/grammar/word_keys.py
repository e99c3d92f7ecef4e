"""The keys under which the grammars compare words."""

from __future__ import annotations

from functools import lru_cache

from kg.arabic import match_key


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """Match key of a token; a mark that has none is its own."""
    return match_key(word) or word
