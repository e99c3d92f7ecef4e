"""GeoNames files: country dumps (19 columns), alternate names (8 or 10), names of admin codes (4).

Columns: https://download.geonames.org/export/dump/readme.txt. No header, no quoting, UTF-8.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

from kg.gazetteer.record import (
    Area,
    NameRecord,
    PlaceRecord,
    RowError,
    checked_country,
    checked_point,
    is_arabic,
    split_names,
)
from kg.gazetteer.rows import tab_lines

COLUMNS = 19
# Feature classes that news names as places. Left out: R roads, U undersea, V forests.
CLASSES = "AHLPST"
# Feature codes of another kind, or size, than their class: (kind, radius in kilometres).
_FEATURES: dict[str, tuple[str, float]] = {
    "RGN": ("region", 50), "MILB": ("facility", 3), "AIRP": ("facility", 3), "AIRB": ("facility", 3),
    "SEA": ("water", 300), "GULF": ("water", 100), "LK": ("water", 10), "RSV": ("water", 10), "STM": ("water", 20),
    "WAD": ("water", 10), "CMPRF": ("camp", 2), "ISL": ("place", 10), "MTS": ("place", 20), "PLN": ("place", 20),
    "PPLX": ("neighbourhood", 2), "PPLF": ("village", 2), "DSRT": ("region", 80),
}  # fmt: skip
_CLASS: dict[str, tuple[str, float]] = {
    "H": ("water", 5), "L": ("place", 5), "S": ("facility", 2), "T": ("place", 5),
    "R": ("place", 10), "U": ("water", 50), "V": ("place", 10),
}  # fmt: skip
_LEVELS = {"ADM1": 1, "ADM2": 2, "ADM3": 3, "ADM4": 4}
_AREA_KM = {1: 60.0, 2: 20.0, 3: 10.0, 4: 5.0}
_NO_CODE = ("", "00")

Found = PlaceRecord | NameRecord | tuple[int, RowError] | None
"""What a line holds; None for one that is not wanted."""


def read_dump(stream: io.TextIOBase, name: str, classes: str = CLASSES) -> Iterator[Found]:
    """Places of a country dump. classes: letters of the feature classes to take."""
    for line, cells in tab_lines(stream):
        try:
            yield _place(cells, f"{name}:{line}", classes)
        except RowError as error:
            yield line, error


def read_names(stream: io.TextIOBase, name: str) -> Iterator[Found]:
    """The Arabic names of an alternate names file, colloquial and historic ones as well."""
    for line, cells in tab_lines(stream):
        if len(cells) not in (8, 10):
            yield line, _columns(cells, "8 or 10")
        elif cells[2] == "ar" and is_arabic(cells[3]):
            try:
                yield NameRecord(_number(cells[1]), _name(cells[3]), cells[4] == "1", f"{name}:{line}")
            except RowError as error:
                yield line, error
        else:
            yield None


def read_codes(stream: io.TextIOBase, name: str) -> Iterator[Found]:
    """The names in admin1CodesASCII.txt or admin2Codes.txt."""
    for line, cells in tab_lines(stream):
        if len(cells) != 4:
            yield line, _columns(cells, "4")
            continue
        try:
            yield NameRecord(_number(cells[3]), _name(cells[1]), False, f"{name}:{line}")
        except RowError as error:
            yield line, error


def size_of(population: int) -> tuple[str, float]:
    """Kind and radius in kilometres of a populated place by its people, as for the places that ship."""
    kind = "city" if population >= 50_000 else "town" if population >= 5_000 else "village"
    return kind, round(min(25.0, max(2.0, 1.5 * math.sqrt(max(population, 1) / 10_000))), 1)


def _place(cells: list[str], where: str, classes: str) -> PlaceRecord | None:
    if len(cells) != COLUMNS:
        raise _columns(cells, str(COLUMNS))
    geonames = _number(cells[0])
    feature_class, feature = cells[6], cells[7]
    # Codes that end in H are of what is no longer there.
    if feature_class not in classes or feature in ("ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "PCLH", "RGNH"):
        return None
    country = checked_country(cells[8])
    lat, lon = checked_point(cells[4], cells[5], country)
    population = int(cells[14]) if cells[14].isdecimal() else 0
    # Latin alternate names are codes and foreign spellings as well: a capital and plain letters, as for what ships.
    others = (text for text in cells[3].split(",") if is_arabic(text) or (text.isascii() and text[:1].isupper()))
    name, arabic, aliases = split_names((cells[1], cells[2], *others))
    level = _LEVELS.get(feature)
    if feature.startswith("PCL"):
        level = 0
    codes = [f"gn:{country}"]
    for code in cells[10:14]:
        if code in _NO_CODE or level == len(codes) - 1:
            break
        codes.append(f"{codes[-1]}.{code}")
    own = codes.pop() if level and len(codes) == level + 1 else None
    kind, radius = _kind(feature_class, feature, level, population)
    within = tuple(Area(code, (), depth) for depth, code in reversed(list(enumerate(codes))) if depth)
    return PlaceRecord(
        id=f"gn-{geonames}",
        name=name,
        name_ar=arabic,
        aliases=aliases,
        kind=kind,
        lat=lat,
        lon=lon,
        radius_km=radius,
        country=country,
        population=population,
        geonames=geonames,
        level=level,
        code=own,
        within=within,
        where=where,
    )


def _kind(feature_class: str, feature: str, level: int | None, population: int) -> tuple[str, float]:
    if level is not None:
        kind = "country" if level == 0 else "governorate" if level == 1 else "district"
        return kind, _AREA_KM.get(level, 400.0)
    if feature in _FEATURES:
        return _FEATURES[feature]
    if feature_class == "P":
        return size_of(population)
    return ("region", 20.0) if feature_class == "A" else _CLASS.get(feature_class, ("place", 5.0))


def _columns(cells: list[str], wanted: str) -> RowError:
    return RowError("columns", f"{len(cells)} columns where there must be {wanted}", "is the line cut off?")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:12]) < 1 << 40:
        raise RowError("bad id", f"no GeoNames id: {text!a:.40}", "a number; is it a GeoNames file?")
    return int(text)


def _name(text: str) -> str:
    return split_names((text,))[0]
