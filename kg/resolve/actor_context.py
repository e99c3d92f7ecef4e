"""Which countries an article speaks of, and where: what decides between actors that share a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.arabic import match_key
from kg.resolve.actor_names import loose_word
from kg.resolve.actor_words import MISLEADING
from kg.resolve.knowledge import State

_WORD = re.compile(r"\w+")
_MISLEADING = frozenset(map(loose_word, MISLEADING))
_REACH = 150.0  # code points at which a country word counts half
_BACK = 20.0  # the same before a word like «قواتها», which goes back to the country named last
_AFTER = 0.6  # weight of what stands after the mention against what stands before it


@dataclass(slots=True)
class ArticleContext:
    """Country words of one article: (offset, ISO code, weight)."""

    hits: list[tuple[int, str, float]] = field(default_factory=list)

    def before(self, start: int) -> dict[str, float]:
        """How much each country is spoken of right before a mention: what «قواتها» goes back to."""
        out: dict[str, float] = {}
        for at, country, weight in self.hits:
            if at < start:
                out[country] = max(out.get(country, 0.0), weight / (1 + (start - at) / _BACK))
        return out

    def near(self, start: int, end: int) -> dict[str, float]:
        """How much each country is spoken of around a mention (code points), what stands in it left out."""
        out: dict[str, float] = {}
        for at, country, weight in self.hits:
            if start <= at < end:
                continue
            distance = start - at
            value = weight / (1 + abs(distance) / _REACH)
            out[country] = out.get(country, 0.0) + (value if distance >= 0 else value * _AFTER)
        return out


class CountryWords:
    """Finds names, nisba forms and capitals of states in text."""

    def __init__(self, states: Iterable[State]) -> None:
        self._words: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], str] = {}
        for state in states:
            for name in (state.ar, *state.nisba, *state.plural, *state.aliases):
                words = [loose_word(word) for word in match_key(name).split()]
                if len(words) == 1 and words[0] not in _MISLEADING:
                    self._words.setdefault(words[0], state.country)
                elif len(words) == 2:
                    self._pairs.setdefault((words[0], words[1]), state.country)
        self._of_word = lru_cache(maxsize=65536)(self._stem)

    def find(self, text: str) -> ArticleContext:
        """The country words of a text, with their offsets in it (code points)."""
        hits: list[tuple[int, str, float]] = []
        previous: tuple[str, str | None] = ("", None)
        for match in _WORD.finditer(text):
            stem, country = self._of_word(match.group())
            if pair := self._pairs.get((previous[0], stem)):
                if hits and previous[1] is not None:
                    hits.pop()  # «جنوب السودان» is not also «السودان».
                country = pair
            if country:
                hits.append((match.start(), country, 1.0))
            previous = (stem, country)
        return ArticleContext(hits)

    def of(self, text: str) -> str | None:
        """The one country that a short text names; None when it names none or several."""
        found = {country for _, country, _ in self.find(text).hits}
        return found.pop() if len(found) == 1 else None

    def _stem(self, word: str) -> tuple[str, str | None]:
        key = match_key(word)
        stem = loose_word(key)
        if country := self._words.get(stem):
            return stem, country
        for cut in (key[1:], "ال" + key[2:] if key.startswith("لل") else ""):
            if len(cut) > 3 and key[0] in "وفبلك" and (country := self._words.get(loose_word(cut))):
                return loose_word(cut), country
        return stem, None


def add_hits(context: ArticleContext, places: Mapping[int, str], weight: float = 1.0) -> None:
    """Count countries known from elsewhere (places, linked actors).

    places: offset (code points) → ISO code.
    """
    context.hits.extend((offset, country, weight) for offset, country in sorted(places.items()))
