"""What an article says about where it is: the countries that its words point at."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.arabic import match_key
from kg.errors import SchemaError
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.place_names import nisba_stems

# One-word country names that are common words or other places: they count only as entities, not wherever they stand.
_AMBIGUOUS = frozenset(["عمان", "مالي", "بنين", "جورجيا", "قطر", "قمري", "غاني", "بليز", "كوبي"])


class CountryHints:
    """Counts, in a text, the names, nisba forms and well-known actors of countries."""

    def __init__(self, gazetteer: Gazetteer, words: Path) -> None:
        """words (Path): CSV of word,country (`_` joins two words). RAISES SchemaError: where a line is not that."""
        self._country: dict[str, str] = {}
        for country in gazetteer.countries():
            code = country.place.country
            for key in country.keys:
                if code and 0 < key.count(" ") + 1 <= 2:
                    bare = key[2:] if key.startswith("ال") else key
                    if bare not in _AMBIGUOUS and key not in _AMBIGUOUS:
                        self._country.setdefault(bare, code)
        with words.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                if number == 1 or not row:
                    continue
                if len(row) != 2 or len(row[1]) != 2:
                    raise SchemaError("not a line of word,country", where=f"{words.name}:{number}", hint="two values")
                key = match_key(row[0].replace("_", " "))
                self._country.setdefault(key[2:] if key.startswith("ال") else key, row[1])
        self._first_words = frozenset(name.split()[0] for name in self._country if " " in name)
        self._of_word = lru_cache(maxsize=65_536)(self._find)

    def count(self, text: str) -> Counter[str]:
        """Country code → how often the text points at it.

        text (str): as written.
        """
        words = match_key(text).split()
        out: Counter[str] = Counter()
        previous = ""
        for word in words:
            pair = self._of_pair(previous, word) if previous else None
            code = pair or self._of_word(word)
            if code:
                out[code] += 1
            previous = word
        return out

    def of(self, keys: Iterable[str]) -> str | None:
        """The country that a nisba or name points at, the first of the given words that does."""
        return next((code for key in keys if (code := self._of_word(key))), None)

    def _of_pair(self, first: str, second: str) -> str | None:
        firsts = [stem for stem in nisba_stems(first) if stem in self._first_words]
        seconds = nisba_stems(second) if firsts else ()
        names = (f"{a} {ending}" for a in firsts for b in seconds for ending in (b, f"ال{b}"))
        return next((code for name in names if (code := self._country.get(name))), None)

    def _find(self, word: str) -> str | None:
        if len(word) < 3:
            return None
        return next((c for stem in nisba_stems(word) if (c := self._country.get(stem))), None)
