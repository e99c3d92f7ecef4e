"""The gazetteer: places by name, from an index that is built once a version into the user's cache folder."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.arabic import match_key
from kg.errors import InputError, SchemaError
from kg.gazetteer.current import build_current, joined_path
from kg.resolve.gazetteer_cache import default_path, hold, remove_older, shipped_path
from kg.resolve.gazetteer_index import build_index
from kg.resolve.place_names import exactness, loose_key
from kg.resources import resource

_LOG = logging.getLogger(__name__)
_COLUMNS = "row, id, name, name_ar, kind, lat, lon, radius_km, country, geonames, population, curated, parent"


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the gazetteer.

    id (str): `place/gn-<GeoNames id>` or `place/<key of the curated supplement>`.
    lat, lon (float): degrees, WGS 84; radius_km (float): how far from the point it reaches.
    population (int): 0 when unknown; parent (int | None): row of the place that contains it.
    """

    row: int
    id: str
    name: str
    name_ar: str | None
    kind: str
    lat: float
    lon: float
    radius_km: float
    country: str | None
    geonames: int | None
    population: int
    curated: bool
    parent: int | None


@dataclass(frozen=True, slots=True)
class Country:
    """A country with all keys of its names (nisba forms too) and its capital."""

    place: GazetteerPlace
    keys: tuple[str, ...]
    capital: GazetteerPlace | None


class Gazetteer:
    """Read-only lookups in an index file; safe to use from several processes and threads."""

    def __init__(self, path: Path) -> None:
        """path (Path): an index made by `build_index`. RAISES InputError: where it is none."""
        self.path = path
        try:
            self._held = hold(path)
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._base.execute("SELECT count(*) FROM problem").fetchone()
        except (OSError, sqlite3.Error) as error:
            hint = "delete it, then: kg gazetteer build"
            raise InputError(f"not an index of places: {error}", where=str(path), hint=hint) from error
        # Articles name the same few places again and again; the caches are bounded, so memory is too.
        self._by_loose = lru_cache(maxsize=20_000)(self._query)
        self._by_row = lru_cache(maxsize=20_000)(self._place)
        # The last row of what ships; None in an index without a user's sources.
        joined = self._base.execute("SELECT 1 FROM sqlite_master WHERE name = 'shipped'").fetchone()
        self._shipped: int | None = self._base.execute("SELECT last FROM shipped").fetchone()[0] if joined else None
        capitals = self._base.execute("SELECT capital FROM country WHERE capital IS NOT NULL")
        self.capitals = frozenset(int(row) for (row,) in capitals)

    @classmethod
    def default(cls, kept: Path | None = None) -> Gazetteer:
        """The gazetteer of this installation; builds the index first where the cache has none.

        kept (Path | None): the user's gazetteer (`kg.gazetteer.kept`), if not the usual one. RAISES InputError.
        """
        while True:
            path = default_path(kept)
            if not path.exists() and not join_sources(kept):
                for problem in rebuild(kept)[1]:
                    _LOG.warning("%s", problem)
            try:
                return cls(path)
            except InputError:
                # Another process may have removed it just before it was opened, or added places meanwhile.
                if path.exists():
                    raise

    def find(self, key: str) -> tuple[tuple[GazetteerPlace, float], ...]:
        """Places of which a name has the same loose key.

        key (str): from `match_key`.
        RETURNS: (place, fit of the name 0-1), best fit first, then curated before others, larger before smaller.
        """
        best: dict[int, float] = {}
        for name, row in self._by_loose(loose_key(key)):
            best[row] = max(best.get(row, 0.0), exactness(key, name))
        found = [(self._by_row(row), fit) for row, fit in best.items()]
        return tuple(sorted(found, key=lambda f: (-f[1], not f[0].curated, -f[0].population, f[0].row)))

    def search(self, name: str) -> tuple[tuple[GazetteerPlace, float], ...]:
        """`find` for a name as written."""
        return self.find(match_key(name))

    def by_id(self, place: str) -> GazetteerPlace | None:
        """The place with this id (`place/…`), None where there is none."""
        found = self._base.execute("SELECT row FROM place WHERE id = ?", (place,)).fetchone()
        return self._by_row(int(found[0])) if found else None

    def parents(self, place: GazetteerPlace) -> tuple[GazetteerPlace, ...]:
        """The places that contain a place, nearest first, ending with its country where that is known."""
        out: list[GazetteerPlace] = []
        row = place.parent
        while row is not None:
            out.append(self._by_row(row))
            row = out[-1].parent
        return tuple(out)

    def countries(self) -> tuple[Country, ...]:
        """Every country, in the order of rows."""
        found = self._base.execute("SELECT place, keys, capital FROM country ORDER BY place").fetchall()
        return tuple(
            Country(self._by_row(row), tuple(keys.split("\n")), None if capital is None else self._by_row(capital))
            for row, keys, capital in found
        )

    def sources(self, place: GazetteerPlace) -> tuple[str, ...]:
        """The user's sources that have a place, by name; of a place that ships also «shipped»."""
        if self._shipped is None:
            return ("shipped",)
        rows = self._base.execute("SELECT DISTINCT source FROM origin WHERE place = ? ORDER BY source", (place.row,))
        return (*(("shipped",) if place.row <= self._shipped else ()), *(str(source) for (source,) in rows))

    def problems(self) -> tuple[str, ...]:
        """One line for each curated row that was set aside when the index was built."""
        return tuple(line for (line,) in self._base.execute("SELECT line FROM problem ORDER BY rowid"))

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM place").fetchone()[0])

    def _query(self, loose: str) -> tuple[tuple[str, int], ...]:
        rows = self._base.execute("SELECT key, place FROM name WHERE loose = ? ORDER BY key, place", (loose,))
        return tuple((str(key), int(place)) for key, place in rows)

    def _place(self, row: int) -> GazetteerPlace:
        found = self._base.execute(f"SELECT {_COLUMNS} FROM place WHERE row = ?", (row,)).fetchone()
        values = list(found)
        values[11] = bool(values[11])
        return GazetteerPlace(*values)


def rebuild(kept: Path | None = None) -> tuple[Path, list[SchemaError]]:
    """Builds the index of this installation anew, whether there is one or not; those of older versions are removed.

    RETURNS: its path, and what is wrong with curated rows that were set aside. RAISES InputError.
    """
    path = shipped_path()
    problems = build_index(path, resource("schemas", "places"))
    remove_older(path)
    joined = join_sources(kept)
    return joined or path, problems


def join_sources(kept: Path | None = None, advance: Callable[[int, int], None] | None = None) -> Path | None:
    """Builds the index with a user's sources in it (`kg.gazetteer.current.build_current`); older ones are removed.

    The index of what ships is built first where there is none.
    """
    shipped = shipped_path()
    if joined_path(shipped, kept) is not None and not shipped.exists():
        for problem in build_index(shipped, resource("schemas", "places")):
            _LOG.warning("%s", problem)
        remove_older(shipped)
    path = build_current(shipped, kept, advance)
    if path:
        remove_older(path)
    return path
