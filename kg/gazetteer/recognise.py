"""Of which kind a file of places is: by its first lines, whatever it is called."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import islice
from typing import Literal

from kg.errors import InputError
from kg.gazetteer import geonames
from kg.gazetteer.rows import LONGEST

Kind = Literal["geonames", "names", "codes", "table", "geojson"]
KINDS: dict[Kind, str] = {
    "geonames": "GeoNames dump",
    "names": "GeoNames alternate names",
    "codes": "GeoNames admin names",
    "table": "table",
    "geojson": "GeoJSON",
}
_CODE = re.compile(r"[A-Z]{2}\.[^\t.]+(\.[^\t]+)?\Z")
_LOOKED_AT = 50
# A dump whose lines were damaged is still one; below this many columns it is another table.
_LEAST_COLUMNS = 11


def recognise(stream: io.TextIOBase, where: str) -> Kind:
    """The kind of an opened file; reads its first lines.

    RAISES InputError: nothing in it is a line of a table.
    """
    lines = [line for line in islice(iter(lambda: stream.readline(LONGEST), ""), _LOOKED_AT) if line.strip()]
    if not lines:
        raise InputError("the file is empty", where=where, hint="download it again")
    if lines[0].lstrip("\ufeff\x1e \t")[:1] in ("{", "["):
        return "geojson"
    votes = Counter(_of_line(line.rstrip("\r\n").split("\t")) for line in lines)
    # Most, and of equals the stricter shape.
    return min(votes, key=lambda kind: (-votes[kind], list(KINDS).index(kind)))


def kind_name(kind: str) -> str:
    """A kind as people read it."""
    return {str(known): name for known, name in KINDS.items()}.get(kind, kind)


def _of_line(cells: list[str]) -> Kind:
    number = cells[0].lstrip("\ufeff").isdecimal()
    if number and len(cells) in (8, 10) and cells[1].isdecimal():
        return "names"
    if number and (len(cells) == geonames.COLUMNS or len(cells) >= _LEAST_COLUMNS):
        return "geonames"
    if len(cells) == 4 and _CODE.match(cells[0].lstrip("\ufeff")) and cells[3].isdecimal():
        return "codes"
    return "table"
