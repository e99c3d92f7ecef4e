"""Chooses among the candidates of all places of an article together: name, size, country, nearness to the others."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kg.extraction import Entity, EntityType
from kg.resolve.gazetteer import Gazetteer, GazetteerPlace
from kg.resolve.geo import distance_km
from kg.resolve.place_candidates import Candidate, Names
from kg.resolve.place_names import HEADS

# Weights, in units of the score; set on the training articles with benchmarks/geocoding.py.
_FIT = 5.0
_COUNTRY = 1.3
_KIND = 0.7
_NEAR = 1.2
_NEAR_KM = 80.0
_INSIDE = 2.0
# A place that nobody curated, in a country that the article does not speak of.
_STRANGE = 0.8
# Capitals are named in articles about other countries.
_CAPITAL = 1.0
_LEAST = -1.2
_ROUNDS = 2
# Candidates of an entity that are compared with the article's other places; «المنصورة» has more than a dozen.
_MOST = 40
# How likely a curated place of a kind is to be in the news, on the scale of `_size`.
_NEWS = {"country": 3.2, "region": 2.3, "governorate": 2.3, "city": 2.5, "district": 1.7, "town": 1.9, "water": 2.3}
_CURATED = 1.5

Choice = tuple[Candidate, float]


def choose(
    entities: Mapping[str, tuple[Entity, Names, list[Candidate]]],
    counts: Mapping[str, int],
    inside: set[tuple[str, str]],
    gazetteer: Gazetteer,
) -> dict[str, Choice | None]:
    """The best candidate of each entity and its score, or None where none is good enough.

    counts: country code → how often the article points at it; inside: pairs (entity, entity that contains it).
    """
    total = sum(counts.values())
    base: dict[str, list[Choice]] = {}
    for name, (entity, names, candidates) in entities.items():
        scored = [
            (c, _alone(entity, names, c, counts, total) + (_CAPITAL if c.place.row in gazetteer.capitals else 0.0))
            for c in candidates
        ]
        base[name] = sorted(scored, key=_order)
    chosen: dict[str, Choice | None] = {name: (found[0] if found else None) for name, found in base.items()}
    for _ in range(_ROUNDS):
        anchors = {name: c[0] for name, c in chosen.items() if c and c[1] > _LEAST and c[0].place.kind != "country"}
        containers = {a: [chosen[b] for x, b in sorted(inside) if x == a] for a, _ in inside}
        again: dict[str, Choice | None] = {}
        for name, found in base.items():
            holders = [h[0].place for h in containers.get(name, []) if h]
            others = [c.place for other, c in anchors.items() if other != name]
            scored = [(c, s + _together(c.place, others, holders, gazetteer)) for c, s in found[:_MOST]]
            again[name] = min(scored, key=_order) if scored else None
        if again == chosen:
            break
        chosen = again
    return {name: c if c and c[1] >= _LEAST else None for name, c in chosen.items()}


def _order(choice: Choice) -> tuple[float, int, str]:
    candidate, score = choice
    return -score, candidate.place.row, candidate.area.label if candidate.area else ""


def _alone(entity: Entity, names: Names, candidate: Candidate, counts: Mapping[str, int], total: int) -> float:
    """Score of a candidate by itself: fit of the name, size, country of the article, kind of thing."""
    place = candidate.place
    score = _FIT * (candidate.fit - 1) + _size(place)
    if place.country:
        share = (counts.get(place.country, 0) + 0.1) / (total + 1.0)
        score += _COUNTRY * math.log10(share)
        if total and not counts.get(place.country) and not place.curated:
            score -= _STRANGE
    else:
        score -= 0.3
    wanted = {kind for head in names.heads for kind in HEADS[head]}
    if wanted:
        score += _KIND * (0.5 if place.kind in wanted else -0.5)
        if "محافظه" in names.heads and place.kind == "governorate":
            score += _KIND
    if entity.type is EntityType.FACILITY:
        score += _KIND if place.kind in ("facility", "camp") else -_KIND
    elif entity.type is EntityType.PLACE:
        score -= _KIND if place.kind in ("facility", "country") and candidate.area is None else 0.0
    return score


def _size(place: GazetteerPlace) -> float:
    people = math.log10(place.population + 10) / 2.3
    return max(people, _NEWS.get(place.kind, _CURATED)) if place.curated else people


def _together(
    place: GazetteerPlace, others: list[GazetteerPlace], holders: list[GazetteerPlace], gazetteer: Gazetteer
) -> float:
    """What the other places of the article add: one close by helps, a container that it is not in hurts."""
    score = 0.0
    if others:
        away = [distance_km(place.lat, place.lon, o.lat, o.lon) for o in others if o.row != place.row]
        score += _NEAR * (sum(sorted((math.exp(-d / _NEAR_KM) for d in away), reverse=True)[:3]) / 3 if away else 0.0)
    for holder in holders:
        if holder.row == place.row:
            continue
        above = {p.row for p in gazetteer.parents(place)}
        near = distance_km(place.lat, place.lon, holder.lat, holder.lon) <= 1.3 * holder.radius_km + 15
        if holder.row in above or near:
            score += _INSIDE
        elif not any(p.row in above for p in gazetteer.parents(holder) if p.kind == "governorate"):
            # «في دير الزور» of a village far from the town means the governorate.
            score -= _INSIDE
    return score
