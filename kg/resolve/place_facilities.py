"""«مينائها», «المطار»: the facility of the place that the article named last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.arabic import match_key
from kg.extraction import Entity, EntityType
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.geo import distance_km
from kg.resolve.place_candidates import Candidate
from kg.resolve.place_names import TAILS

# Of which a place has one at most that is called by its name. Keys as `match_key` gives them.
_ONE = {"مينا": "ميناء", "ميناء": "ميناء", "مرفا": "ميناء", "مطار": "مطار", "معبر": "معبر"}
_OWNERS = ("ها", "هم", "ه")
_SETTLED = frozenset({"city", "town", "village", "district", "governorate", "camp"})
_FURTHEST_KM = 60.0
_MENTIONS = 3  # mentions of places before it that may be meant


def facility_of_place(
    entity: Entity,
    places: Iterable[Entity],
    chosen: Mapping[str, Candidate],
    gazetteer: Gazetteer,
) -> Candidate | None:
    """The curated facility of that sort that is called after one of the places named last before the entity.

    places: the article's places, of which `chosen` has what each was taken for.
    """
    heads = {_head(match_key(mention.text)) for mention in entity.mentions}
    if entity.type is not EntityType.FACILITY or len(heads) != 1 or (head := heads.pop()) is None:
        return None
    first = min(mention.start for mention in entity.mentions)
    named = [
        (mention.start, place.id, match_key(mention.text))
        for place in places
        if place.id in chosen and chosen[place.id].place.kind in _SETTLED
        for mention in place.mentions
        if mention.start < first
    ]
    for _, place, key in sorted(named, reverse=True)[:_MENTIONS]:
        town = chosen[place].place
        for called in (key, match_key(town.name_ar or town.name)):
            for found, fit in gazetteer.find(f"{head} {called}"):
                away = distance_km(found.lat, found.lon, town.lat, town.lon)
                if found.curated and found.kind == "facility" and away <= _FURTHEST_KM:
                    return Candidate(found, None, fit - 0.1, "of")
    return None


def _head(key: str) -> str | None:
    """«ميناء» of «مينائها», «الميناء الاستراتيجي»; None of anything that has a name or is no such facility."""
    words = key.split()
    while len(words) > 1 and words[-1] in TAILS:
        words = words[:-1]
    if len(words) != 1:
        return None
    word = words[0]
    if word.startswith("ال"):
        return _ONE.get(word[2:])
    for owner in _OWNERS:
        if word.endswith(owner):
            return _ONE.get(word.removesuffix(owner).removesuffix("ي").removesuffix("ء"))
    return None
