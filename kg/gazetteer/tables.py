"""Places of OCHA's administrative boundaries (COD-AB) and of any other table, from rows and the columns they are in."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.arabic import match_key
from kg.gazetteer.columns import Columns, Level, find_columns
from kg.gazetteer.record import (
    Area,
    PlaceRecord,
    RowError,
    checked_country,
    checked_id,
    checked_kind,
    checked_number,
    checked_point,
    country_code,
    split_names,
)
from kg.gazetteer.rows import Read, Row
from kg.resolve.supplement import KINDS

# OCHA's levels: the country, what it is divided into first, and so on; from the fourth on they are settlements.
_LEVEL_KINDS = ("country", "governorate", "district", "district", "village")
_LEVEL_KM = (400.0, 60.0, 20.0, 10.0, 3.0)


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What a user says of a table that it does not say itself.

    source (str): name of the source, part of the ids of its places. columns: target → header.
    kind, country: of rows that have none.
    """

    source: str
    columns: Mapping[str, str]
    kind: str | None = None
    country: str | None = None


def read_table(
    rows: Iterable[Read], name: str, options: TableOptions, *, located: bool = False
) -> Iterator[PlaceRecord | tuple[int, RowError]]:
    """Places of a table's rows.

    located: whether rows have a geometry (`@lat`, `@lon`). RAISES InputError: a column is missing.
    """
    columns: Columns | None = None
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        if columns is None:
            columns = find_columns(row.cells, options.columns, f"{name}:1", located=located)
        try:
            yield _place(row, columns, name, options)
        except RowError as error:
            yield row.line, error


def _place(row: Row, columns: Columns, name: str, options: TableOptions) -> PlaceRecord:
    where = f"{name}:{row.line}"
    if columns.levels:
        level = next((level for level in columns.levels if row.cells.get(level.pcode)), None)
        if level is None:
            raise RowError("no P-code", "no P-code", "the row needs one, or map other columns with --column")
        return _unit(row.cells, level, columns, where, options)
    return _listed(row.cells, columns, where, options)


def _unit(cells: Mapping[str, str], level: Level, columns: Columns, where: str, options: TableOptions) -> PlaceRecord:
    """An administrative unit, of the deepest level that its row has."""
    pcode = checked_id(cells[level.pcode])
    # P-codes begin with the country's code of two letters; some lists use the three-letter one.
    stated = columns.cell(cells, "country") or pcode
    country = country_code(stated) or country_code(pcode[:2]) or country_code(pcode[:3]) or options.country
    if country is None:
        raise RowError("unknown country", f"no country in P-code {pcode!r}", "give it: --country SY")
    latin, arabic, aliases = split_names(cells.get(name, "") for name in level.names)
    lat, lon = checked_point(columns.cell(cells, "lat"), columns.cell(cells, "lon"), country)
    at = min(level.number, len(_LEVEL_KINDS) - 1)
    above = [other for other in columns.levels if other.number < level.number and cells.get(other.pcode)]
    within = tuple(
        Area(
            f"pcode:{cells[other.pcode]}",
            tuple(text for name in other.names if (text := cells.get(name, ""))),
            other.number,
        )
        for other in above
        if other.number
    )
    return PlaceRecord(
        id=f"pcode:{pcode}",
        name=latin,
        name_ar=arabic,
        aliases=aliases,
        kind=options.kind or _LEVEL_KINDS[at],
        lat=lat,
        lon=lon,
        radius_km=_radius(cells, columns) or _LEVEL_KM[at],
        country=country,
        population=_population(cells, columns),
        geonames=None,
        level=level.number if level.number < len(_LEVEL_KINDS) - 1 else None,
        code=f"pcode:{pcode}",
        within=within,
        where=where,
    )


def _listed(cells: Mapping[str, str], columns: Columns, where: str, options: TableOptions) -> PlaceRecord:
    """A row of any other table."""
    country = checked_country(columns.cell(cells, "country")) or options.country
    texts = [columns.cell(cells, target) for target in ("name_en", "name_ar", "name")]
    aliases = columns.cell(cells, "aliases").replace(";", "|").replace("،", "|").split("|")
    latin, arabic, others = split_names((*texts, *aliases))
    lat, lon = checked_point(columns.cell(cells, "lat"), columns.cell(cells, "lon"), country)
    stated = columns.cell(cells, "kind")
    kind = checked_kind(stated) if stated else options.kind or "place"
    given = checked_id(columns.cell(cells, "id"))
    number = columns.cell(cells, "geonames")
    geonames = int(checked_number(number, "geonames", 1, 1 << 40)) if number else None
    parent = columns.cell(cells, "parent")
    own = f"gn-{geonames}" if geonames else f"{options.source}:{given}" if given else _digest(latin, lat, lon)
    return PlaceRecord(
        id=own,
        name=latin,
        name_ar=arabic,
        aliases=others,
        kind=kind,
        lat=lat,
        lon=lon,
        radius_km=_radius(cells, columns) or (KINDS[kind] if kind != "place" else 5.0),
        country=country,
        population=_population(cells, columns),
        geonames=geonames,
        level=None,
        code=f"{options.source}:{given}" if given else None,
        within=(Area(f"{options.source}:{parent}", (parent,), 0),) if parent else (),
        where=where,
    )


def _digest(name: str, lat: float, lon: float) -> str:
    """An id for a row without one: the same wherever the row stands, in whatever file."""
    text = "\x1f".join((match_key(name), f"{lat:.2f}", f"{lon:.2f}"))
    return f"x:{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]}"


def _radius(cells: Mapping[str, str], columns: Columns) -> float | None:
    if text := columns.cell(cells, "radius_km"):
        return round(max(0.1, checked_number(text, "radius_km", 0, 7000)), 1)
    if text := columns.cell(cells, "area_km2"):
        return round(max(0.1, math.sqrt(checked_number(text, "area_km2", 0, 1e8) / math.pi)), 1)
    return None


def _population(cells: Mapping[str, str], columns: Columns) -> int:
    text = columns.cell(cells, "population")
    return int(checked_number(text, "population", 0, 2e9)) if text else 0
