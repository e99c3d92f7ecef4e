"""What a name by itself stands for, and why in that order: the look-up of resolution without an article."""

from __future__ import annotations

from dataclasses import dataclass

from kg.arabic import match_key
from kg.resolve.gazetteer import Gazetteer, GazetteerPlace
from kg.resolve.place_candidates import forms


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a name may mean. fit (float): 0-1, how well the name fits; why (str): what decides its rank."""

    place: GazetteerPlace
    fit: float
    why: str


def look_up(gazetteer: Gazetteer, name: str) -> tuple[Hit, ...]:
    """Places that a name stands for: as it is written, and without a head word («مدينة»), a tail or a particle.

    name (str): as written, Arabic or Latin. RETURNS: best fit first, then curated before others, larger before smaller.
    """
    key = match_key(name)
    best: dict[int, tuple[float, float, str, GazetteerPlace]] = {}
    for form, cost in ((key, 0.0), *forms(key)):
        for place, fit in gazetteer.find(form):
            if place.row not in best or best[place.row][0] < fit - cost:
                best[place.row] = (fit - cost, fit, form, place)
    hits = [
        Hit(place, round(worth, 3), _why(fit, form if form != key else None, place))
        for worth, fit, form, place in best.values()
    ]
    return tuple(sorted(hits, key=lambda h: (-h.fit, not h.place.curated, -h.place.population, h.place.row)))


def _why(fit: float, form: str | None, place: GazetteerPlace) -> str:
    spelling = "same name" if fit == 1 else "same but for spaces" if fit > 0.9 else "same but for «ال» or a hamza"
    parts = [f"{spelling} as «{form}»" if form else spelling]
    parts.append("curated" if place.curated else "not curated")
    if place.population:
        parts.append(f"{place.population:,} people")
    return "; ".join(parts)
