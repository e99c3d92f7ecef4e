"""Rows of tables as streams: lines of tab-separated columns, CSV under a header, features of GeoJSON."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from kg.gazetteer.record import RowError
from kg.resolve.geo import distance_km

# Longest line and CSV field, and longest feature of GeoJSON (a coast in full detail has some millions), characters.
LONGEST = 4 << 20
LONGEST_FEATURE = 256 << 20
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Row:
    """A row under column names, as text.

    line (int): where it begins in the file, from 1; of GeoJSON the number of the feature.
    """

    line: int
    cells: dict[str, str]


Read = Row | tuple[int, RowError]
"""A row, or the line at which something is none, and why."""


def tab_lines(stream: io.TextIOBase) -> Iterator[tuple[int, list[str]]]:
    """(line number, columns) of tab-separated lines without quoting, as GeoNames writes them; blank lines left out."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if line.strip():
            yield number, line.rstrip("\r\n").split("\t")


def csv_rows(stream: io.TextIOBase) -> Iterator[Read]:
    """Rows under the header; separator comma, semicolon, tab or bar. Lines of HXL tags (`#adm1+code`) are no rows."""
    if csv.field_size_limit() < LONGEST:
        csv.field_size_limit(LONGEST)
    first = stream.readline(LONGEST)
    start = 1
    if first.lower().startswith("sep="):  # What Excel writes where the separator is not the locale's own.
        delimiter, first, start = first[4:5], stream.readline(LONGEST), 2
    else:
        delimiter = max(",;\t|", key=first.count)
    lines = chain([first], iter(lambda: stream.readline(LONGEST), ""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        line = start + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, RowError("broken CSV", f"broken CSV: {error}", 'double the quotes inside "…"')
            continue
        if header is None:
            header = [name.strip().lstrip("\ufeff") for name in cells]
        elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            cause = f"{len(cells)} values where the header has {len(header)}"
            yield line, RowError("broken CSV", cause, f"put quotes around values that hold {delimiter!r}")
        elif any(cell.strip() for cell in cells) and not all(c.lstrip().startswith("#") for c in cells if c.strip()):
            yield Row(
                line, {name: cell.strip() for name, cell in zip_longest(header, cells[: len(header)], fillvalue="")}
            )


def geojson_rows(stream: io.TextIOBase) -> Iterator[Read]:
    """Properties of every feature, with the middle of its geometry as `@lat`, `@lon` and the area's `@radius_km`.

    A feature at a time: memory grows with the largest one. Also GeoJSON sequences (a feature a line).
    """
    number = 0
    try:
        for feature in _features(stream):
            number += 1
            if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
                yield number, RowError("no feature", "a feature without properties", "see RFC 7946 for the format")
                continue
            cells = {str(name): _text(value) for name, value in feature["properties"].items()}
            if "id" in feature:
                cells.setdefault("id", _text(feature["id"]))
            yield Row(number, cells | _middle(feature.get("geometry")))
    except ValueError as error:
        yield (
            number + 1,
            RowError("broken JSON", f"broken JSON: {error}", "the rest is lost; download the file again"),
        )


def _text(value: object) -> str:
    return "" if value is None else value.strip() if isinstance(value, str) else str(value)


def _features(stream: io.TextIOBase) -> Iterator[Any]:
    """The items of the first list named "features", or the values that stand one after the other."""
    decoder = json.JSONDecoder()
    buffer = stream.read(_CHUNK).lstrip("\ufeff \t\r\n\x1e")
    # A whole collection begins with its type, name and crs; a sequence begins with a feature.
    mark = buffer.find('"features"')
    feature = buffer.find('"Feature"')
    at = buffer.find("[", mark) + 1 if mark >= 0 and (feature < 0 or mark < feature) else 0
    listed = at > 0
    step, ended = _CHUNK, False
    while True:
        while at < len(buffer) and buffer[at] in ", \t\r\n\x1e":
            at += 1
        if at < len(buffer) and listed and buffer[at] == "]":
            return
        try:
            if at >= len(buffer):
                raise ValueError("it ends within the list of features")
            value, at = decoder.raw_decode(buffer, at)
        except (ValueError, RecursionError) as error:
            if ended:
                if listed or buffer[at:].strip():
                    raise ValueError(str(error)) from error
                return
            if len(buffer) - at > LONGEST_FEATURE:
                raise ValueError(f"no whole feature in {LONGEST_FEATURE} characters") from error
            # Growing steps: a large feature is tried a few times, not once a chunk.
            more = stream.read(step)
            ended, step = not more, step * 2
            buffer, at = buffer[at:] + more, 0
            continue
        step = _CHUNK
        yield value
        if at > _CHUNK:
            buffer, at = buffer[at:], 0


def _middle(geometry: Any) -> dict[str, str]:
    """A point; of areas the centroid of the largest ring and the radius of a circle as large as all of them."""
    try:
        kind, coordinates = geometry["type"], geometry["coordinates"]
        if kind == "Point":
            return {"@lat": str(float(coordinates[1])), "@lon": str(float(coordinates[0]))}
        if kind == "MultiPoint":
            return {"@lat": str(float(coordinates[0][1])), "@lon": str(float(coordinates[0][0]))}
        parts = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else []
        measured = [_centroid([(float(p[0]), float(p[1])) for p in part[0]]) for part in parts]
        area, lon, lat = max(measured)
        if area <= 0:
            return {}
        per_degree = distance_km(lat - 0.5, lon, lat + 0.5, lon) * distance_km(lat, lon - 0.5, lat, lon + 0.5)
        radius = math.sqrt(sum(m[0] for m in measured) * per_degree / math.pi)
        return {"@lat": str(lat), "@lon": str(lon), "@radius_km": f"{radius:.1f}"}
    except (KeyError, IndexError, TypeError, ValueError):
        return {}


def _centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """(area in square degrees, x, y) of a closed ring."""
    # Relative to its first point: far from the origin the products would lose digits.
    x0, y0 = ring[0]
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        twice += cross
        x += (ax + bx - 2 * x0) * cross
        y += (ay + by - 2 * y0) * cross
    if not math.isfinite(twice) or twice == 0:
        return 0.0, x0, y0
    return abs(twice) / 2, x0 + x / (3 * twice), y0 + y / (3 * twice)
