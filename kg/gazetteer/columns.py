"""Which column of a table says what: by the names that OCHA's and other tables use, or as the user maps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import InputError

# What a column can be mapped to → headers (lower case, letters and digits only) that mean it by themselves.
TARGETS: dict[str, tuple[str, ...]] = {
    "id": ("id", "key", "code", "pcode", "placeid", "uid", "objectid", "fid"),
    "name": ("name", "placename", "fullname", "label", "title", "location", "place"),
    "name_ar": ("namear", "ar", "arabic", "arabicname", "namearabic", "arname", "الاسم", "الاسمبالعربية"),
    "name_en": ("nameen", "en", "english", "englishname", "nameenglish", "enname", "asciiname"),
    "aliases": ("aliases", "alias", "alternatenames", "altnames", "othernames", "altname"),
    "lat": ("lat", "latitude", "y", "ycoord", "pointy", "centerlat", "centroidlat", "latdd", "latwgs84", "خطالعرض"),
    "lon": ("lon", "long", "lng", "longitude", "x", "xcoord", "pointx", "centerlon", "centroidlon", "londd", "lonwgs84",
            "longdd", "خطالطول"),
    "kind": ("kind", "type", "placetype", "featureclass", "feature", "fclass", "النوع"),
    "country": ("country", "countrycode", "iso", "iso2", "iso3", "cc", "adm0pcode", "admin0pcode"),
    "population": ("population", "pop", "people"),
    "radius_km": ("radiuskm", "radius"),
    "area_km2": ("areasqkm", "areakm2", "sqkm"),
    "geonames": ("geonames", "geonameid", "geonamesid"),
    "parent": ("parent", "parentid", "within", "locatedin"),
}  # fmt: skip
# ADM2_PCODE, admin2Pcode, adm2_pcode.
_PCODE = re.compile(r"^adm(?:in)?(\d)_?pcode$", re.I)
# ADM2_EN, ADM2_AR, ADM2ALT1AR, ADM2_REF, admin2Name_ar, admin2AltName1_en, admin2RefName, adm2_name, adm2_name1.
_NAME = re.compile(
    r"^adm(?:in)?(\d)_?(?:(?:alt|ref)?_?name_?\d?(?:_?[a-z]{2})?|(?:alt|ref)_?\d?_?(?:[a-z]{2})?|(?!id)[a-z]{2})$", re.I
)


@dataclass(frozen=True, slots=True)
class Level:
    """The columns of one administrative level: its P-code, and its names in the order of the table."""

    number: int
    pcode: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Target → header, of all that a table has; levels: of an OCHA table, the deepest first, else empty."""

    of: Mapping[str, str]
    levels: tuple[Level, ...]

    def cell(self, cells: Mapping[str, str], target: str) -> str:
        """The text of a row for a target; empty where the table has none."""
        header = self.of.get(target)
        return cells.get(header, "") if header is not None else ""


def find_columns(header: Iterable[str], mapping: Mapping[str, str], where: str, *, located: bool = False) -> Columns:
    """The columns of a table.

    header: its column names. mapping: target → column, as the user gave them; they go before what names suggest.
    located: whether the rows have a geometry that gives latitude and longitude.
    RAISES InputError: a mapped column is not there, or no column gives names, latitude or longitude.
    """
    names = [name for name in header if name]
    lower = {name.casefold(): name for name in reversed(names)}
    of: dict[str, str] = {}
    for target, column in mapping.items():
        if column.casefold() not in lower:
            raise InputError(f"no column {column!r} for {target}", where=where, hint=_there_are(names))
        of[target] = lower[column.casefold()]
    plain = {_plain(name): name for name in reversed(names)}
    for target, headers in TARGETS.items():
        found = next((plain[text] for text in headers if text in plain), None)
        if target not in of and found and found not in of.values():
            of[target] = found
    levels = () if {"id", "name", "name_ar", "name_en"} & mapping.keys() else _levels(names)
    if located:
        of = {target: name for target, name in of.items() if target not in ("lat", "lon") or target in mapping}
        of = {"lat": "@lat", "lon": "@lon", "radius_km": "@radius_km"} | of
    missing = [] if levels or {"name", "name_ar", "name_en"} & of.keys() else ["name"]
    missing += [target for target in ("lat", "lon") if target not in of]
    if missing:
        options = " ".join(f"--column {target}=COLUMN" for target in missing)
        raise InputError(
            f"no column for {', '.join(missing)}", where=where, hint=f"map it: {options}; {_there_are(names)}"
        )
    return Columns(of, levels)


def parse_mapping(texts: Iterable[str]) -> dict[str, str]:
    """`name=NAME_AR` … as target → column. RAISES InputError: not of that form, an unknown target, or one twice."""
    out: dict[str, str] = {}
    for text in texts:
        target, equals, column = (part.strip() for part in text.partition("="))
        if not equals or not column:
            raise InputError(f"not TARGET=COLUMN: {text!r}", where="--column", hint="--column name=NAME_AR")
        if target not in TARGETS:
            raise InputError(f"nothing is called {target!r}", where="--column", hint=f"there are: {', '.join(TARGETS)}")
        if target in out:
            raise InputError(f"{target} is mapped twice", where="--column", hint="once is enough")
        out[target] = column
    return out


def _levels(names: list[str]) -> tuple[Level, ...]:
    pcodes = {int(match[1]): name for name in names if (match := _PCODE.match(name))}
    called: dict[int, list[str]] = {number: [] for number in pcodes}
    for name in names:
        if (match := _NAME.match(name)) and int(match[1]) in called and name not in pcodes.values():
            called[int(match[1])].append(name)
    if not any(called.values()):
        return ()
    return tuple(Level(number, pcodes[number], tuple(called[number])) for number in sorted(pcodes, reverse=True))


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _there_are(names: list[str]) -> str:
    return f"the table has: {', '.join(names):.200}"
