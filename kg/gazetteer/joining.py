"""The index that resolution reads, with a user's places in it: those of the index that ships, joined with the sources'.

A place that is there already gets further names, never another id: one with the same id or GeoNames id, else the
nearest of the same name, country and sort within a few kilometres. Sources are joined in the order in which they were
first added, each with what the others before it have brought. The same inputs give the same index.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.arabic import match_key
from kg.errors import InputError
from kg.gazetteer.kept import Source, kept_digest, sources_in
from kg.gazetteer.parents import set_parents
from kg.resolve.geo import distance_km
from kg.resolve.place_names import loose_key

# Part of the index's name: to be raised with any change of what is made here.
LAYOUT = "1"
_SCHEMA = """
CREATE TABLE shipped AS SELECT max(row) AS last FROM place;
CREATE TABLE origin (place INTEGER NOT NULL, source TEXT NOT NULL, record TEXT NOT NULL, joined INTEGER NOT NULL,
  PRIMARY KEY (place, source, record)) WITHOUT ROWID;
CREATE INDEX place_geonames ON place (geonames) WHERE geonames IS NOT NULL;
CREATE TEMP TABLE known (id TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE level (row INTEGER PRIMARY KEY, level INTEGER NOT NULL);
CREATE TEMP TABLE code (code TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE keyed (n INTEGER NOT NULL, loose TEXT NOT NULL, key TEXT NOT NULL);
CREATE TEMP TABLE assigned (n INTEGER PRIMARY KEY, row INTEGER NOT NULL, joined INTEGER NOT NULL);
CREATE TEMP TABLE pair (km REAL NOT NULL, n INTEGER NOT NULL, row INTEGER NOT NULL,
  PRIMARY KEY (km, n, row)) WITHOUT ROWID;
CREATE TEMP TABLE taken (row INTEGER PRIMARY KEY);
"""
_SETTLEMENTS = frozenset(("city", "town", "village", "neighbourhood", "camp", "place"))
# Sorts of things: a name joins two places only within one of them.
_SORTS = (
    _SETTLEMENTS,
    frozenset(("facility", "camp", "place")),
    frozenset(("region", "front", "place")),
    frozenset(("water",)),
    frozenset(("governorate",)),
    frozenset(("district",)),
)
_AREAS = frozenset(("governorate", "district", "region", "water", "front"))
_NAMES = ("names", "codes")
_NEAR_KM = 5.0
_FARTHEST_KM = 100.0
_FARTHEST_GOVERNORATE_KM = 600.0
_PREFIXES = frozenset(("محافظه", "ولايه", "اقليم", "منطقه"))


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of a source's rows: places that were there already, and new ones. Of names: places that got one."""

    joined: int
    new: int


def build_joined(
    target: Path, base: Path, kept: Path, digest: str, *, advance: Callable[[int, int], None] | None = None
) -> bool:
    """Write the index.

    target (Path): the file to make, in one step; its folder is made too. base: index of what ships.
    kept: a user's gazetteer (`kg.gazetteer.kept`), in the state that `digest` (its `kept_digest`) is of.
    advance: called with (rows done, rows in all).
    RETURNS: False where the gazetteer has changed meanwhile, and nothing was written.
    RAISES InputError: the gazetteer cannot be read, or the folder not written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        try:
            shutil.copyfile(base, name)
            with closing(sqlite3.connect(f"{Path(name).as_uri()}", uri=True, isolation_level=None)) as index:
                _join(index, kept, advance or (lambda done, total: None))
            # Under the name of one state there is never another.
            if kept_digest(kept) != digest:
                return False
            os.replace(name, target)
        finally:
            for left in target.parent.glob(f"{Path(name).name}*"):
                left.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        hint = "set XDG_CACHE_HOME to a folder that can be written and has room"
        cause = f"cannot write the index of places: {getattr(error, 'strerror', None) or error}"
        raise InputError(cause, where=str(target.parent), hint=hint) from error
    return True


def joined_counts(path: Path) -> dict[str, Joined]:
    """Source → what became of its rows, from an index that `build_joined` has made."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as index:
        rows = index.execute("SELECT source, sum(joined), sum(NOT joined) FROM origin GROUP BY source")
        return {source: Joined(joined, new) for source, joined, new in rows}


def _join(index: sqlite3.Connection, kept: Path, advance: Callable[[int, int], None]) -> None:
    # The file is thrown away where anything fails, so it needs no journal. Temporary tables may be large: to the disk.
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = FILE"):
        index.execute(f"PRAGMA {setting}")
    index.execute("ATTACH ? AS kept", (f"{kept.as_uri()}?mode=ro&immutable=1",))
    index.executescript(_SCHEMA)
    index.execute("BEGIN")
    sources = sources_in(index)
    places = [source for source in sources if source.kind not in _NAMES]
    total = sum(source.rows for source in sources)
    done = 0
    for source in places:

        def step(rows: int, before: int = done) -> None:
            advance(before + rows, total)

        _join_source(index, source, step)
        done += source.rows
    # When all places are there, whichever source they are from.
    for source in sources:
        if source.kind in _NAMES:
            _add_extra_names(index, source)
            done += source.rows
            advance(done, total)
    set_parents(index, places)
    index.execute("COMMIT")
    index.execute("DETACH kept")


def _join_source(index: sqlite3.Connection, source: Source, step: Callable[[int], None]) -> None:
    for table in ("keyed", "assigned", "pair", "taken"):
        index.execute(f"DELETE FROM temp.{table}")
    _make_keys(index, source, step)
    _assign_by_id(index, source)
    _assign_by_name(index, source)
    _fill_gaps(index, source)
    _insert_new(index, source)
    index.execute(
        "INSERT OR IGNORE INTO name "
        "SELECT loose, key, row FROM temp.keyed CROSS JOIN temp.assigned USING (n) ORDER BY loose, key, row"
    )
    for statement in (
        "INSERT OR IGNORE INTO origin SELECT a.row, :name, r.id, a.joined FROM {rows}",
        "INSERT OR IGNORE INTO temp.known SELECT r.id, a.row FROM {rows}",
        "INSERT OR IGNORE INTO temp.level SELECT a.row, r.level FROM {rows} WHERE r.level IS NOT NULL",
        "INSERT OR IGNORE INTO temp.code SELECT r.code, a.row FROM {rows} WHERE r.code IS NOT NULL",
    ):
        rows = "temp.assigned a CROSS JOIN kept.place r ON r.source = :key AND r.n = a.n"
        index.execute(statement.format(rows=rows), {"name": source.name, "key": source.key})


def _make_keys(index: sqlite3.Connection, source: Source, step: Callable[[int], None]) -> None:
    def keys() -> Iterator[tuple[int, str, str]]:
        rows = index.execute(
            "SELECT n, name, name_ar, aliases, kind FROM kept.place WHERE source = ? ORDER BY n", (source.key,)
        )
        for count, (n, name, name_ar, aliases, kind) in enumerate(rows, start=1):
            for key in {key for text in (name, name_ar or "", *aliases.split("\n")) for key in _keys(text, kind)}:
                yield n, loose_key(key), key
            if count % 1000 == 0:
                step(count)
        step(source.rows)

    index.executemany("INSERT INTO temp.keyed VALUES (?, ?, ?)", keys())


def _keys(text: str, kind: str) -> Iterator[str]:
    key = match_key(text)
    if key:
        yield key
        first, _, rest = key.partition(" ")
        if kind == "governorate" and rest and first in _PREFIXES:
            yield rest


def _assign_by_id(index: sqlite3.Connection, source: Source) -> None:
    """Rows with a known id: the node's, the GeoNames id, one that an earlier source had, a country's code."""
    for condition in (
        "CROSS JOIN place p ON p.id = 'place/' || r.id",
        "CROSS JOIN place p ON p.geonames = r.geonames",
        "CROSS JOIN temp.known k ON k.id = r.id CROSS JOIN place p ON p.row = k.row",
        "CROSS JOIN (SELECT row, country FROM place WHERE kind = 'country') p "
        "ON r.kind = 'country' AND p.country = r.country",
    ):
        index.execute(
            f"INSERT OR IGNORE INTO temp.assigned SELECT r.n, p.row, 1 FROM kept.place r {condition} "
            "WHERE r.source = ? ORDER BY r.n, p.row",
            (source.key,),
        )


def _assign_by_name(index: sqlite3.Connection, source: Source) -> None:
    """The other rows: each to the nearest place of its name, country and sort, and no two rows to one place."""
    areas = ", ".join(f"'{kind}'" for kind in sorted(_AREAS))
    found = index.execute(
        "SELECT r.n, r.kind, r.lat, r.lon, r.radius_km, p.row, p.kind, p.lat, p.lon, p.radius_km "
        # CROSS: in this order, each step by a key. SQLite knows nothing of the tables' sizes and may take any other.
        "FROM (SELECT DISTINCT n, loose FROM temp.keyed) k CROSS JOIN kept.place r ON r.source = ? AND r.n = k.n "
        "CROSS JOIN name ON name.loose = k.loose CROSS JOIN place p ON p.row = name.place "
        "LEFT JOIN temp.level l ON l.row = p.row "
        "WHERE r.n NOT IN (SELECT n FROM temp.assigned) AND p.country IS r.country "
        # Degrees that no reach exceeds (to 60° north): most places of a name are elsewhere, and need no distance.
        f"AND abs(p.lat - r.lat) < iif(r.kind IN ({areas}) AND p.kind IN ({areas}), 6, 0.25) "
        f"AND abs(p.lon - r.lon) < iif(r.kind IN ({areas}) AND p.kind IN ({areas}), 10, 0.5) "
        "AND (r.geonames IS NULL OR p.geonames IS NULL) AND (r.level IS NULL OR l.level IS NULL OR r.level = l.level)",
        (source.key,),
    )
    index.executemany(
        "INSERT OR IGNORE INTO temp.pair VALUES (?, ?, ?)",
        (
            (km, n, row)
            for n, kind, lat, lon, radius, row, other_kind, other_lat, other_lon, other_radius in found
            if _same_sort(kind, other_kind)
            and (km := distance_km(lat, lon, other_lat, other_lon)) <= _reach(kind, radius, other_kind, other_radius)
        ),
    )
    index.execute("INSERT OR IGNORE INTO temp.taken SELECT row FROM temp.assigned")
    for _, n, row in index.execute("SELECT km, n, row FROM temp.pair ORDER BY km, n, row"):
        if index.execute("SELECT 1 FROM temp.taken WHERE row = ?", (row,)).fetchone():
            continue
        if index.execute("INSERT OR IGNORE INTO temp.assigned VALUES (?, ?, 1)", (n, row)).rowcount:
            index.execute("INSERT INTO temp.taken VALUES (?)", (row,))


def _same_sort(kind: str, other: str) -> bool:
    return any(kind in sort and other in sort for sort in _SORTS)


def _reach(kind: str, radius: float, other: str, other_radius: float) -> float:
    """How far apart, in kilometres, two places of one name may be and be one.

    Points of an area are its middle or its seat, so they may be as far apart as it is large; a country has no two
    governorates of one name, and desert ones have their seat at the edge. Of settlements a few
    kilometres, and no farther than a large one reaches: two villages of one name are often ten kilometres apart.
    """
    if kind == other == "governorate":
        return _FARTHEST_GOVERNORATE_KM
    if kind in _AREAS and other in _AREAS:
        return min(_FARTHEST_KM, max(2 * _NEAR_KM, radius, other_radius))
    return max(_NEAR_KM, min(radius, other_radius))


def _fill_gaps(index: sqlite3.Connection, source: Source) -> None:
    """What a place that is there already lacked: GeoNames id, Arabic name, number of people."""
    index.execute(
        "UPDATE place SET geonames = coalesce(place.geonames, r.geonames), "
        "name_ar = coalesce(place.name_ar, r.name_ar), "
        "population = iif(place.population = 0 AND place.kind IN ('city', 'town', 'village'), "
        "r.population, place.population) "
        "FROM temp.assigned a CROSS JOIN kept.place r ON r.source = ? AND r.n = a.n WHERE place.row = a.row",
        (source.key,),
    )


def _insert_new(index: sqlite3.Connection, source: Source) -> None:
    (last,) = index.execute("SELECT max(row) FROM place").fetchone()
    index.execute(
        "INSERT INTO temp.assigned SELECT n, ? + row_number() OVER (ORDER BY n), 0 FROM kept.place "
        "WHERE source = ? AND n NOT IN (SELECT n FROM temp.assigned)",
        (last or 0, source.key),
    )
    index.execute(
        "INSERT INTO place SELECT a.row, 'place/' || r.id, r.name, r.name_ar, r.kind, r.lat, r.lon, r.radius_km, "
        "r.country, r.geonames, "
        # Of what people live in, so that an area does not outweigh the town that it is named after.
        "iif(r.kind IN ('governorate', 'district', 'region'), 0, r.population), 0, NULL "
        "FROM temp.assigned a CROSS JOIN kept.place r ON r.source = ? AND r.n = a.n "
        "WHERE NOT a.joined ORDER BY a.row",
        (source.key,),
    )


def _add_extra_names(index: sqlite3.Connection, source: Source) -> None:
    """Further names of places that have a GeoNames id."""
    index.execute("DROP TABLE IF EXISTS temp.named")
    index.execute(
        "CREATE TEMP TABLE named AS SELECT p.row, e.name, e.preferred AND NOT p.curated AS preferred "
        "FROM kept.extra e CROSS JOIN place p ON p.geonames = e.geonames WHERE e.source = ? ORDER BY e.n",
        (source.key,),
    )
    for row, name, preferred in index.execute("SELECT row, name, preferred FROM temp.named ORDER BY rowid"):
        key = match_key(name)
        index.execute("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", (loose_key(key), key, row))
        if source.kind == "names":
            change = "name_ar = ?" if preferred else "name_ar = coalesce(name_ar, ?)"
            index.execute(f"UPDATE place SET {change} WHERE row = ?", (name, row))
    index.execute("INSERT INTO origin SELECT DISTINCT row, ?, 'names', 1 FROM temp.named ORDER BY row", (source.name,))
