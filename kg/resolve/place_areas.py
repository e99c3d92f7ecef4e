"""Areas that a text makes of a known place with a direction or «ريف»: never a point, always a centre with a radius."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kg.resolve.geo import shifted
from kg.resolve.place_names import HEADS, without_clitic

NORTH = {"شمال": 1, "شمالي": 1, "جنوب": -1, "جنوبي": -1}
EAST = {"شرق": 1, "شرقي": 1, "غرب": -1, "غربي": -1}
_MIDDLE = ("وسط", "اوسط")
_AROUND = {
    "ريف": "countryside",
    "ارياف": "countryside",
    "باديه": "desert",
    "ضواحي": "outskirts",
    "محيط": "outskirts",
    "اطراف": "outskirts",
    "مشارف": "outskirts",
    "تخوم": "outskirts",
    "جرود": "highlands",
    "مناطق": "",
    "اجزاء": "",
    "احياء": "",
}
# How far «قرب» reaches beyond a place.
_NEAR_KM = 5.0
_NAMES = {
    (1, 0): "Northern",
    (-1, 0): "Southern",
    (0, 1): "Eastern",
    (0, -1): "Western",
    (0, 0): "Central",
    (1, 1): "Northeastern",
    (1, -1): "Northwestern",
    (-1, 1): "Southeastern",
    (-1, -1): "Southwestern",
}
_SIDES = {side: name.removesuffix("ern").lower() for side, name in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a place or its surroundings.

    direction (tuple[int, int] | None): (north, east), each -1, 0 or 1; (0, 0) is the middle; None when not given.
    around (str): `countryside`, `outskirts`, `near` …, or empty.
    km (int | None): how far from the place, where the text says so.
    """

    direction: tuple[int, int] | None
    around: str
    km: int | None = None

    @property
    def label(self) -> str:
        """Stable text for identifiers."""
        return f"{self.direction}|{self.around}" + ("" if self.km is None else f"|{self.km}")

    def name(self, base: str) -> str:
        """English name of this part of `base`."""
        if self.km is not None:
            side = f"{_SIDES[self.direction]} of" if self.direction is not None else "from"
            return f"{self.km} km {side} {base}"
        if self.around == "near":
            return f"Near {base}"
        parts = [_NAMES[self.direction]] if self.direction is not None else []
        return " ".join([*parts, base, *([self.around] if self.around else [])])

    def locate(self, lat: float, lon: float, radius_km: float) -> tuple[float, float, float]:
        """Centre and radius of this part of a place of that centre and radius (degrees, kilometres).

        Countryside reaches further than its town; a side has its centre half way out and half the radius. A stated
        distance to a side moves the centre as far and is trusted to a third; without a side it may lie all around.
        """
        if self.km is not None and self.direction is not None:
            north, east = self.direction
            step = self.km / math.hypot(north, east)
            return *shifted(lat, lon, north * step, east * step), max(5.0, round(self.km / 3, 1))
        if self.around == "near":
            return lat, lon, round(radius_km + (self.km or _NEAR_KM), 1)
        reach = max(radius_km, 25.0) if self.around == "countryside" else max(radius_km, 8.0)
        if self.direction in (None, (0, 0)):
            return lat, lon, round(reach, 1)
        assert self.direction is not None
        north, east = self.direction
        step = 0.5 * reach / math.hypot(north, east)
        return *shifted(lat, lon, north * step, east * step), max(8.0, round(0.6 * reach, 1))


def read_areas(key: str) -> Iterator[tuple[Area, str]]:
    """(area, key of the place it is a part of) for each way to read a name; the place may be a nisba («الشمال السوري»).

    key (str): from `match_key`.
    """
    words = key.split()
    if len(words) < 2:
        return
    first = next((w for w in (words[0], *without_clitic(words[0])) if _bare(w) in _WORDS), None)
    around, direction = "", None
    start, end = 0, len(words)
    if first is not None:
        words[0] = first
    if _bare(words[0]) in _AROUND:
        around, start = _AROUND[_bare(words[0])], 1
        start, direction = _leading(words, start, end)
    else:
        start, direction = _leading(words, 0, end)
    if direction is None:
        end, direction = _trailing(words, start, end)
        if direction is not None and not around:
            around = "countryside" if start == 0 else around
    if (direction is None and start == 0) or start >= end:
        return
    yield Area(direction, around), " ".join(words[start:end])
    if _bare(words[start]) in HEADS and start + 1 < end:
        yield Area(direction, around), " ".join(words[start + 1 : end])


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


_WORDS = frozenset((*NORTH, *EAST, *_MIDDLE, *_AROUND))


def _leading(words: list[str], start: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """Reads direction words from the front: (where the rest begins, direction)."""
    north = east = 0
    at = start
    while at < end and at < start + 2:
        word = _bare(words[at])
        if word in NORTH and not north:
            north = NORTH[word]
        elif word in EAST and not east:
            east = EAST[word]
        elif word in _MIDDLE and at == start:
            return at + 1, (0, 0)
        else:
            break
        at += 1
    return (at, (north, east)) if at > start else (start, None)


def _trailing(words: list[str], start: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """Reads adjectives of direction from the back: (where the rest ends, direction)."""
    north = east = 0
    at = end
    while at - 1 > start and at > end - 2:
        word = words[at - 1]
        bare = _bare(word).removesuffix("ه")
        if not word.startswith("ال") or not bare.endswith("ي"):
            break
        if bare in NORTH and not north:
            north = NORTH[bare]
        elif bare in EAST and not east:
            east = EAST[bare]
        else:
            break
        at -= 1
    return (at, (north, east)) if at < end else (end, None)
