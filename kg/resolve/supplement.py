"""The curated places of `schemas/places/*.csv`: what GeoNames lacks or does not know by its usual Arabic name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.arabic import match_key
from kg.errors import SchemaError

# kind → usual radius in kilometres, for rows that give none.
KINDS: dict[str, float] = {
    "country": 400.0,
    "region": 100.0,
    "governorate": 80.0,
    "district": 15.0,
    "city": 10.0,
    "town": 5.0,
    "village": 3.0,
    "neighbourhood": 2.0,
    "camp": 2.0,
    "front": 15.0,
    "water": 100.0,
    "facility": 2.0,
    "place": 10.0,
}
COLUMNS = ("key", "en", "ar", "aliases", "kind", "lat", "lon", "radius_km", "country", "parent", "admin1")
_REQUIRED = ("key", "en", "ar", "kind", "lat", "lon")


@dataclass(frozen=True, slots=True)
class CuratedPlace:
    """One row.

    key (str): unique; `place/<key>` is its node unless a GeoNames city is the same place.
    ar (str), aliases (tuple[str, ...]): Arabic names as written, the usual one first; nisba forms too for countries.
    lat, lon (float): degrees (WGS 84); an area's point is its seat where it has one, for its news is from there.
    radius_km (float): how far from the point the place reaches.
    parent (str | None): key of the place that contains it; admin1 (str | None): GeoNames code («SY.04»).
    """

    key: str
    en: str
    ar: str
    aliases: tuple[str, ...]
    kind: str
    lat: float
    lon: float
    radius_km: float
    country: str | None
    parent: str | None
    admin1: str | None
    where: str


def read_supplement(folder: Path) -> tuple[list[CuratedPlace], list[SchemaError]]:
    """All good rows of all files of a folder, in the order of file names and lines, and what is wrong with the others.

    folder (Path): holds `*.csv` files, UTF-8, with the columns of `COLUMNS`.
    RETURNS: the places, and one error for each row (or file) set aside, naming file and line, cause and way out.
    """
    places: dict[str, CuratedPlace] = {}
    problems: list[SchemaError] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            for place in _read_file(path, problems):
                if place.key in places:
                    first = places[place.key].where
                    problems.append(
                        SchemaError(
                            f"key {place.key!r} stands twice, first at {first}", where=place.where, hint="rename one"
                        )
                    )
                else:
                    places[place.key] = place
        except (UnicodeDecodeError, csv.Error) as error:
            problems.append(
                SchemaError(f"not a readable CSV file: {error}", where=path.name, hint="save it as UTF-8 CSV")
            )
    return list(_with_parents(places, problems)), problems


def _with_parents(places: dict[str, CuratedPlace], problems: list[SchemaError]) -> Iterator[CuratedPlace]:
    """Places whose chain of parents exists and ends."""
    for place in places.values():
        seen, above = {place.key}, place.parent
        while above and above in places and above not in seen:
            seen.add(above)
            above = places[above].parent
        if above:
            cause = (
                f"parent {above!r} is below itself" if above in places else f"no place has the key {above!r} (a parent)"
            )
            problems.append(
                SchemaError(cause, where=place.where, hint="name a key of these files, or leave parent empty")
            )
        else:
            yield place


def _read_file(path: Path, problems: list[SchemaError]) -> Iterator[CuratedPlace]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            hint = f"the first line must name {','.join(COLUMNS)}"
            problems.append(SchemaError(f"no column {', '.join(missing)}", where=f"{path.name}:1", hint=hint))
            return
        for row in reader:
            where = f"{path.name}:{reader.line_num}"
            try:
                yield _place(row, where)
            except SchemaError as error:
                problems.append(error)


def _place(row: dict[str, str | None], where: str) -> CuratedPlace:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if empty := [name for name in _REQUIRED if not cells[name]]:
        raise SchemaError(f"no value for {', '.join(empty)}", where=where, hint="fill it in, or count the commas")
    if None in row:
        raise SchemaError("more values than columns", where=where, hint="put quotes around a value that has a comma")
    if cells["kind"] not in KINDS:
        raise SchemaError(f"no kind {cells['kind']!r}", where=where, hint=f"there are: {', '.join(KINDS)}")
    if not match_key(cells["ar"]):
        raise SchemaError(f"no letter in the name {cells['ar']!r}", where=where, hint="give its Arabic name")
    country = cells["country"] or None
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise SchemaError(f"no country code {country!r}", where=where, hint="two capital letters (ISO 3166-1 alpha-2)")
    radius = _number(cells["radius_km"], 0.1, 7000, "radius_km", where) if cells["radius_km"] else KINDS[cells["kind"]]
    return CuratedPlace(
        key=cells["key"],
        en=cells["en"],
        ar=cells["ar"],
        aliases=tuple(alias.strip() for alias in cells["aliases"].split("|") if match_key(alias)),
        kind=cells["kind"],
        lat=_number(cells["lat"], -90, 90, "lat", where),
        lon=_number(cells["lon"], -180, 180, "lon", where),
        radius_km=radius,
        country=country,
        parent=cells["parent"] or None,
        admin1=cells["admin1"] or None,
        where=where,
    )


def _number(text: str, low: float, high: float, name: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise SchemaError(f"{name} is no number: {text!r}", where=where, hint="decimal degrees or kilometres") from None
    if not low <= value <= high:
        raise SchemaError(
            f"{name} {text} is outside {low:g} to {high:g}", where=where, hint="are lat and lon exchanged?"
        )
    return value
