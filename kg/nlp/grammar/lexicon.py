"""Word classes looked up through proclitics: how the grammars know their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.arabic import match_key
from kg.nlp.grammar.tokens import forms

Classes = Mapping[str, tuple[object, int]]
_CACHE_LIMIT = 200_000


class Lexicon:
    """Words by class. A class gives each of its words a value; a word may be of many classes.

    rows: class → ((value, words separated by spaces), …), written as in a newspaper. A word written with the article is
    only found with it, one without only without.
    """

    def __init__(self, rows: Mapping[str, tuple[tuple[object, str], ...]]) -> None:
        self._index: dict[str, dict[str, object]] = {}
        for name, values in rows.items():
            for value, words in values:
                for word in words.split():
                    self._index.setdefault(match_key(word), {})[name] = value
        self.classes: Callable[[str], Classes] = _Known(self._classes).__getitem__
        """Classes of one word by its match key: class → (value, letters of proclitics outside it)."""

    def words(self) -> frozenset[str]:
        """Match keys of all words."""
        return frozenset(self._index)

    def _classes(self, key: str) -> Classes:
        found: dict[str, tuple[object, int]] = {}
        for form in forms(key):
            outside = len(form.conjunction) + (
                0 if form.definite and form.preposition == "ل" else len(form.preposition)
            )
            written = f"ال{form.key}" if form.definite else form.key
            for name, value in self._index.get(written, {}).items():
                found.setdefault(name, (value, outside))
        return found


class _Known(dict[str, Classes]):
    """Words met before: grammars ask a hundred times as often as a new word comes."""

    def __init__(self, read: Callable[[str], Classes]) -> None:
        self._read = read

    def __missing__(self, key: str) -> Classes:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        found = self[key] = self._read(key)
        return found
