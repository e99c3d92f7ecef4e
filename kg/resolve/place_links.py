"""Makes the links: known places, areas of known places, and nodes for what the gazetteer does not have."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from kg.arabic import match_key
from kg.extraction import Entity, EntityType
from kg.resolve.gazetteer import Gazetteer, GazetteerPlace
from kg.resolve.place_areas import Area
from kg.resolve.place_candidates import Candidate, Names
from kg.resolve.resolution import PlaceLink, Precision

_REGION = ("country", "region", "water")
_AREA = ("governorate", "district", "front")
# A place known only by what is around it gets that point when the place around is no larger than this.
_USABLE_KM = 150.0
# A facility named after a town is near it, not in its middle.
_BY_TOWN_KM = 15.0


class LinkMaker:
    """Turns choices into links."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._chain = lru_cache(maxsize=20_000)(self._link)

    def known(self, names: Names, choice: tuple[Candidate, float]) -> PlaceLink:
        """Link to a gazetteer place, or to an area that is a part of one."""
        candidate, score = choice
        link = self._chain(candidate.place, candidate.method, round(_unit(score), 3))
        area = candidate.area
        if area is None and names.near and link.kind not in _REGION and link.kind not in _AREA:
            area = names.near
        return link if area is None else self._part(area, link, names)

    def of(self, place: GazetteerPlace, method: str, score: float) -> PlaceLink:
        """Link to a place of the gazetteer, whatever the article calls it."""
        return self._chain(place, method, score)

    def unknown(
        self,
        entity: Entity,
        names: Names,
        article: str,
        parent: PlaceLink | None,
        anchor: Candidate | None,
        context: str | None,
    ) -> PlaceLink:
        """Link for what no gazetteer has.

        parent: link of the place that the article puts it in; anchor: the place in its own name; context: code of the
        country that the article is most about.
        """
        if anchor:
            parent = self._chain(anchor.place, anchor.method, round(anchor.fit, 3))
        country = parent.country if parent and parent.country else context
        named = entity.named and bool(names.keys)
        key = names.keys[0] if names.keys else match_key(names.text)
        node = _node(key, country or "") if named else _node("article", article, key, entity.id if not key else "")
        usable = parent is not None and parent.lat is not None and (parent.radius_km or 0.0) <= _USABLE_KM
        precision: Precision = "area" if usable else "unknown"
        return PlaceLink(
            node_id=node,
            name=entity.en or names.text,
            name_ar=names.text,
            kind="facility" if entity.type is EntityType.FACILITY else "place",
            resolved=False,
            precision=precision,
            lat=parent.lat if parent and usable else None,
            lon=parent.lon if parent and usable else None,
            radius_km=max(parent.radius_km or 0.0, _BY_TOWN_KM) if parent and usable else None,
            country=country,
            located_in=(parent, *parent.located_in) if parent else (),
            method=("inside" if anchor else "located_in") if parent else "none",
            score=0.3 if usable else 0.0,
        )

    def _part(self, area: Area, base: PlaceLink, names: Names) -> PlaceLink:
        assert base.lat is not None
        assert base.lon is not None
        lat, lon, radius = area.locate(base.lat, base.lon, base.radius_km or 0.0)
        return PlaceLink(
            node_id=_node("area", base.node_id, area.label),
            name=area.name(base.name),
            name_ar=names.text,
            kind="region",
            resolved=False,
            precision="region" if base.precision == "region" else "area",
            lat=lat,
            lon=lon,
            radius_km=radius,
            country=base.country,
            located_in=(base, *base.located_in),
            method="area",
            score=base.score,
        )

    def _link(self, place: GazetteerPlace, method: str, score: float) -> PlaceLink:
        above: tuple[PlaceLink, ...] = ()
        for parent in reversed(self._gazetteer.parents(place)):
            above = (_of(parent, above, "parent", 1.0), *above)
        return _of(place, above, method, score)


def _of(place: GazetteerPlace, above: tuple[PlaceLink, ...], method: str, score: float) -> PlaceLink:
    return PlaceLink(
        node_id=place.id,
        name=place.name,
        name_ar=place.name_ar,
        kind=place.kind,
        resolved=True,
        precision="region" if place.kind in _REGION else "area" if place.kind in _AREA else "point",
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        country=place.country,
        geonames=place.geonames,
        located_in=above,
        method=method,
        score=score,
    )


def _unit(score: float) -> float:
    """Score of the choice (about -1 to 6) on 0-1."""
    return min(1.0, max(0.05, (score + 1.2) / 5.0))


def _node(*parts: str) -> str:
    return f"place/~{hashlib.sha1(chr(31).join(parts).encode()).hexdigest()[:16]}"
