"""From the mentions of one entity to the places that may be meant, each with how well the words fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.arabic import match_key
from kg.extraction import Entity, EntityType
from kg.resolve import place_distance as distance
from kg.resolve.gazetteer import Gazetteer, GazetteerPlace
from kg.resolve.place_areas import Area, read_areas
from kg.resolve.place_context import CountryHints
from kg.resolve.place_names import HEADS, is_generic, nisba_stems, without_clitic, without_heads, without_tails

_PRECEDING = 24
# «على بعد 650 كلم جنوب طرابلس» tells where another place is, which has a name of its own; kilometres.
_APART = 30
# What it costs to take the first letter for a particle.
_PARTICLE = 0.15


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the words of an entity may mean, or an area that is a part of it.

    fit (float): 0-1, how well the name fits; method (str): the rule that found it.
    """

    place: GazetteerPlace
    area: Area | None
    fit: float
    method: str


@dataclass(frozen=True, slots=True)
class Names:
    """What an entity is called.

    keys (tuple): match keys of the mentions that name it, generic ones left out, most frequent first.
    heads (frozenset): words like «محافظه» that stand directly before a mention or begin one.
    text (str): the mention to show, as written.
    near (Area | None): how far from the named place is meant, where the words before each mention say so.
    """

    keys: tuple[str, ...]
    heads: frozenset[str]
    text: str
    near: Area | None = None


class CandidateFinder:
    """Looks names up in a gazetteer in all the ways that a text may write them."""

    def __init__(self, gazetteer: Gazetteer, hints: CountryHints) -> None:
        self._gazetteer = gazetteer
        self._hints = hints
        countries = gazetteer.countries()
        self._countries = {c.place.country: c.place for c in countries}
        self._capitals = {c.place.country: c.capital for c in countries if c.capital}
        self._by_capital = {capital.row: self._countries[code] for code, capital in self._capitals.items()}

    def names(self, entity: Entity, content: str) -> Names:
        """What the mentions of an entity say. content (str): the article's annotated string."""
        counts: dict[str, int] = {}
        shown: dict[str, str] = {}
        heads: set[str] = set()
        for mention in sorted(entity.mentions, key=lambda m: (m.start, m.end)):
            key = match_key(mention.text)
            if not key or (is_generic(key) and not self._is_listed(key)):
                continue
            counts[key] = counts.get(key, 0) + 1
            shown.setdefault(key, mention.text)
            before = match_key(content[max(0, mention.start - _PRECEDING) : mention.start]).split()
            heads.update(_head_words(before[-1]) if before else ())
            heads.update(_head_words(key.split()[0]))
        keys = tuple(sorted(counts, key=lambda k: (-counts[k], list(counts).index(k))))
        first = shown[keys[0]] if keys else entity.mentions[0].text if entity.mentions else entity.en
        # Named once for itself, the place is meant itself.
        around = {distance.before(content, mention.start) for mention in entity.mentions}
        near = around.pop() if len(around) == 1 and entity.type is EntityType.PLACE else None
        if near and (near.km or 0) > _APART:
            near = None
        return Names(keys, frozenset(heads), first, near)

    def _is_listed(self, key: str) -> bool:
        """Whether generic words are together the name of a curated place («معبر المصنع»)."""
        return " " in key and any(place.curated and fit == 1 for place, fit in self._gazetteer.find(key))

    def find(self, entity: Entity, names: Names) -> list[Candidate]:
        """All candidates of an entity, the best reading of each place and area."""
        best: dict[tuple[int, str], Candidate] = {}
        for rank, key in enumerate(names.keys):
            found = self._country(key) if entity.type is EntityType.COUNTRY else self._readings(key)
            for candidate in found:
                # A later, rarer name of the entity counts a little less than its usual one.
                fit = candidate.fit - 0.02 * min(rank, 3)
                mark = candidate.place.row, candidate.area.label if candidate.area else ""
                if mark not in best or best[mark].fit < fit:
                    best[mark] = Candidate(candidate.place, candidate.area, fit, candidate.method)
        return list(best.values())

    def inside(self, key: str) -> list[Candidate]:
        """Places named at the end of a longer name: «مستشفى الثورة في تعز» → «تعز».

        key (str): from `match_key`. The longest ending that is a place is taken.
        """
        words = key.split()
        for at in range(1, len(words)):
            rest = " ".join(words[at:])
            found = [c for c in self._readings(rest) if c.area is None and c.place.kind != "facility"]
            if found and not is_generic(rest):
                return [Candidate(c.place, None, c.fit, "inside") for c in found]
        return []

    def _country(self, key: str) -> Iterator[Candidate]:
        for reading, cost in forms(key):
            for place, fit in self._gazetteer.find(reading):
                if place.kind == "country":
                    yield Candidate(place, None, fit - cost, "country")
                elif place.row in self._by_capital:
                    # A capital that is a COUNTRY stands for its government.
                    yield Candidate(self._by_capital[place.row], None, fit - cost - 0.1, "capital")
        words = [stem for word in reversed(key.split()) for stem in (word, *nisba_stems(word))]
        code = self._hints.of(words)
        if code in self._countries:
            yield Candidate(self._countries[code], None, 0.8, "nisba")

    def _readings(self, key: str) -> Iterator[Candidate]:
        words = key.split()
        if len(words) == 2 and words[0].endswith("عاصمه"):
            code = self._hints.of(nisba_stems(words[1]))
            if capital := self._capitals.get(code):
                yield Candidate(capital, None, 0.9, "capital")
        whole = False
        for reading, cost in forms(key):
            if whole and cost >= _PARTICLE:
                break
            for place, fit in self._gazetteer.find(reading):
                whole = whole or (cost < 0.1 and place.curated)
                yield Candidate(place, None, fit - cost, "name" if cost < 0.1 else "part")
        if whole:
            return
        if away := distance.in_name(key):
            for candidate in self._readings(away.rest):
                if candidate.area is None:
                    yield Candidate(candidate.place, away.area, candidate.fit - 0.05, "area")
            return
        for area, base in read_areas(key):
            if base in _SIDES:
                continue
            for reading, cost in forms(base):
                for place, fit in self._gazetteer.find(reading):
                    yield Candidate(place, area, fit - cost - 0.05, "area")
            code = self._hints.of(nisba_stems(base)) if " " not in base else None
            if code in self._countries:
                yield Candidate(self._countries[code], area, 0.9, "area")


def forms(key: str) -> Iterator[tuple[str, float]]:
    """(form to look up, cost) for every way to take a mention's words: as they are, without tail, head or particle."""
    seen = set()
    queue = [(key, 0.0)]
    queue += [(rest, 0.08) for rest in without_tails(key)]
    for form, cost in list(queue):
        queue += [
            (rest, cost + (0.05 if head in _SOFT else 0.22))
            for head, rest in without_heads(form)
            if _may_go(head, rest)
        ]
    for form, cost in list(queue):
        queue += [(rest, cost + _PARTICLE) for rest in without_clitic(form)]
    for form, cost in queue:
        if form not in seen and (form == key or not is_generic(form)):
            seen.add(form)
            yield form, cost


# «شارع بغداد» is not in Baghdad.
_NAMED_AFTER = frozenset(
    ["شارع", "طريق", "ساحه", "ميدان", "مبني", "مقر", "مسجد", "جامع", "كنيسه", "مستشفي", "مشفي", "قصر", "دوار", "جوله"]
)
_SIDES = frozenset(["الشرقيه", "الغربيه", "الشماليه", "الجنوبيه", "الوسطي"])
# Only behind these is a side a name: «محافظة الشرقية», «المنطقة الشرقية», but «الأحياء الشرقية», «الجبهة الغربية».
_NAMED_BY_SIDE = frozenset({"محافظه", "منطقه", "ولايه", "اقليم", "اماره", "مديريه"})


def _may_go(head: str, rest: str) -> bool:
    """Whether what is left without its head is the name of a place."""
    return head not in _NAMED_AFTER and (rest not in _SIDES or head in _NAMED_BY_SIDE)


# Heads that are never part of a name: «محافظة إدلب» is «إدلب». «جبل صبر» without its head may be another place.
_SOFT = frozenset(
    [
        "محافظه",
        "مدينه",
        "بلده",
        "قريه",
        "مديريه",
        "ولايه",
        "اقليم",
        "منطقه",
        "ناحيه",
        "قضاء",
        "حي",
        "مقاطعه",
        "ضاحيه",
        "عزله",
        "العاصمه",
        "عاصمه",
        "محور",
        "جبهه",
    ]
)


def _head_words(word: str) -> Iterator[str]:
    for form in (word, *without_clitic(word)):
        bare = form[2:] if form.startswith("ال") else form
        if bare in HEADS:
            yield bare
            return
