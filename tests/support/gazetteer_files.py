"""Small files of places in the documented formats, of our own invention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

CSV_HEAD = "id,name_en,name_ar,lat,lon,kind,country"
OCHA_HEAD = "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM0_EN,ADM0_PCODE,center_lat,center_lon,AREA_SQKM"


def geonames_line(
    number: int = 99000001,
    name: str = "Al Zaghfulah",
    others: Sequence[str] = ("الزغفولة",),
    *,
    lat: float | str = 34.61,
    lon: float | str = 40.85,
    feature: str = "P.PPL",
    country: str = "SY",
    codes: Sequence[str] = ("07",),
    people: int = 0,
) -> str:
    """A line of a country dump: 19 columns."""
    group, _, code = feature.partition(".")
    admin = [*codes, "", "", "", ""][:4]
    cells = [number, name, name, ",".join(others), lat, lon, group, code, country, "", *admin, people, "", 200]
    return "\t".join(map(str, [*cells, "Asia/Damascus", "2026-01-01"]))


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A text file of these lines."""
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
    return path
