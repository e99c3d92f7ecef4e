"""Word classes looked up through proclitics: how the grammars know their words."""

from __future__ import annotations

from collections.abc import Mapping

from kg.arabic import match_key
from kg.nlp.grammar.tokens import forms

_CACHE_LIMIT = 200_000


class Lexicon:
    """Words by class. A class gives each of its words a value; a word may be of many classes.

    rows: class → ((value, words separated by spaces), …), written as in a newspaper. A word written with the article is
    only found with it, one without only without.
    """

    def __init__(self, rows: Mapping[str, tuple[tuple[object, str], ...]]) -> None:
        self._index: dict[str, dict[str, object]] = {}
        self._cache: dict[str, dict[str, tuple[object, int]]] = {}
        for name, values in rows.items():
            for value, words in values:
                for word in words.split():
                    self._index.setdefault(match_key(word), {})[name] = value

    def words(self) -> frozenset[str]:
        """Match keys of all words."""
        return frozenset(self._index)

    def classes(self, key: str) -> Mapping[str, tuple[object, int]]:
        """Classes of one word by its match key: class → (value, letters of proclitics outside it)."""
        found = self._cache.get(key)
        if found is not None:
            return found
        found = {}
        for form in forms(key):
            outside = len(form.conjunction) + (
                0 if form.definite and form.preposition == "ل" else len(form.preposition)
            )
            written = f"ال{form.key}" if form.definite else form.key
            for name, value in self._index.get(written, {}).items():
                found.setdefault(name, (value, outside))
        if len(self._cache) >= _CACHE_LIMIT:
            self._cache.clear()
        self._cache[key] = found
        return found
