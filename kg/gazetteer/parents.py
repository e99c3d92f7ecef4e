"""What contains what, once the places of all sources are known: by the areas' codes, else by their names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from kg.arabic import match_key
from kg.gazetteer.kept import Source
from kg.gazetteer.record import Area, read_areas
from kg.resolve.geo import distance_km
from kg.resolve.place_names import loose_key
from kg.resolve.supplement import read_supplement
from kg.resources import resource

_KINDS = {1: ("governorate", "region"), 2: ("district",), 3: ("district",)}
_FARTHEST_KM = 300.0


def set_parents(index: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Fill `place.parent` of the sources' places: the nearest area that is known, else the country.

    A place that was there already keeps its parent, unless that is only its country. No place gets into itself.
    index: as `kg.gazetteer.joining` has it: with the tables origin, temp.known and temp.code.
    """
    for admin1, key in ((p.admin1, p.key) for p in read_supplement(resource("schemas", "places"))[0] if p.admin1):
        row = index.execute("SELECT row FROM place WHERE id = ?", (f"place/{key}",)).fetchone()
        if row:
            index.execute("INSERT OR IGNORE INTO temp.code VALUES (?, ?)", (f"gn:{admin1}", row[0]))
    countries = dict(index.execute("SELECT country, row FROM place WHERE kind = 'country' AND curated").fetchall())
    finder = _Finder(index)
    for source in sources:
        index.execute("DROP TABLE IF EXISTS temp.todo")
        # Areas from the largest down, so that the chain above a place is settled when it is looked at.
        index.execute(
            "CREATE TEMP TABLE todo AS SELECT p.row, p.parent, p.country, p.lat, p.lon, r.within "
            "FROM kept.place r CROSS JOIN temp.known k ON k.id = r.id CROSS JOIN place p ON p.row = k.row "
            "LEFT JOIN place q ON q.row = p.parent "
            "WHERE r.source = ? AND p.kind <> 'country' AND (p.parent IS NULL OR q.kind = 'country') "
            "ORDER BY coalesce(r.level, 9), r.n",
            (source.key,),
        )
        for row, parent, country, lat, lon, within in index.execute("SELECT * FROM temp.todo ORDER BY rowid"):
            above = finder.first(within, country, lat, lon, row)
            if above is None:
                above = parent or countries.get(country)
            if above != parent and above != row:
                index.execute("UPDATE place SET parent = ? WHERE row = ?", (above, row))


class _Finder:
    """Looks areas up; the same few are asked for again and again."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._read = lru_cache(maxsize=10_000)(read_areas)
        self._by_code = lru_cache(maxsize=10_000)(self._coded)
        self._called = lru_cache(maxsize=10_000)(self._named)

    def first(self, within: str, country: str | None, lat: float, lon: float, row: int) -> int | None:
        """Row of the first area that is known and not below the place itself."""
        for area in self._read(within):
            above = self._by_code(area.code)
            if above is None and area.names:
                above = self._nearest(area, country, lat, lon)
            if above is not None and not self._is_below(above, row):
                return above
        return None

    def _coded(self, code: str) -> int | None:
        found = self._index.execute("SELECT row FROM temp.code WHERE code = ?", (code,)).fetchone()
        return int(found[0]) if found else None

    def _nearest(self, area: Area, country: str | None, lat: float, lon: float) -> int | None:
        kinds = _KINDS.get(area.level)
        away = (
            (distance_km(lat, lon, other_lat, other_lon), row)
            for row, kind, other_lat, other_lon in self._called(area.names, country)
            if kinds is None or kind in kinds
        )
        km, row = min(away, default=(_FARTHEST_KM, None))
        return row if km < _FARTHEST_KM else None

    def _named(self, names: tuple[str, ...], country: str | None) -> list[tuple[int, str, float, float]]:
        found: list[tuple[int, str, float, float]] = []
        for loose in sorted({loose_key(match_key(name)) for name in names}):
            found += self._index.execute(
                "SELECT p.row, p.kind, p.lat, p.lon FROM name CROSS JOIN place p ON p.row = name.place "
                "WHERE name.loose = ? AND p.country IS ? ORDER BY p.row",
                (loose, country),
            ).fetchall()
        return found

    def _is_below(self, above: int, row: int) -> bool:
        """Whether going up from one place comes to another."""
        at: int | None = above
        while at is not None:
            if at == row:
                return True
            found = self._index.execute("SELECT parent FROM place WHERE row = ?", (at,)).fetchone()
            at = found[0] if found else None
        return False
