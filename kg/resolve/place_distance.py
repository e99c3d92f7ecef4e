"""«قرب الميادين», «على بعد 15 كلم من الحديدة»: an area by its distance from a place, read from the words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.arabic import match_key
from kg.resolve.place_areas import EAST, NORTH, Area
from kg.resolve.place_names import HEADS

_REACH = 60  # code points before a mention in which such words may stand
_TENS = ["عشر", "عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
_UNITS = {"خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10, "ثلاثه": 3, "اربعه": 4, "مئه": 100}
_NUMBERS = _UNITS | {word: 10 * n for n, word in enumerate(_TENS, start=1)} | {"خمسه عشر": 15, "مايه": 100}
_SIDE = "|".join(sorted({*NORTH, *EAST}, key=lambda word: (-len(word), word)))
_NUMBER = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=lambda word: (-len(word), word)))
_DISTANCE = (
    rf"(?:(?:علي )?(?:بعد|مسافه) )?(?:نحو |حوالي |قرابه )?(?P<number>{_NUMBER}) (?:كلم|كم|كيلو\w*) "
    rf"(?:(?:الي )?(?:ال)?(?P<side>(?:{_SIDE})(?: (?:ال)?(?:{_SIDE}))?) )?(?:من |عن )?"
)
_NEAR = r"(?:(?:بال|ال)?قرب من |ب?قرب |قريبا من |(?:ال)?قريبه من |(?:ب|علي )?مقربه من |ب?جوار )"
_PHRASE = rf"(?:{_DISTANCE}|{_NEAR})"
_HEAD = "(?:(?:ال)?(?:" + "|".join(sorted(HEADS)) + ") )?"
_IN_NAME = re.compile(rf"{_PHRASE}(?P<rest>.+)")
_BEFORE = re.compile(rf"(?:^| )(?:و)?{_PHRASE}{_HEAD}$")


@dataclass(frozen=True, slots=True)
class Distance:
    """An area and, of a name that begins with it, the key of the place it is measured from."""

    area: Area
    rest: str


def in_name(key: str) -> Distance | None:
    """The distance that a mention begins with. key (str): from `match_key`."""
    match = _IN_NAME.fullmatch(key)
    return Distance(_area(match), match.group("rest")) if match else None


def before(content: str, start: int) -> Area | None:
    """The distance that stands right before a mention. content (str): as written; start: code points."""
    match = _BEFORE.search(match_key(content[max(0, start - _REACH) : start]) + " ")
    return _area(match) if match else None


def _area(match: re.Match[str]) -> Area:
    number, side = match.group("number"), match.group("side")
    if number is None:
        return Area(None, "near")
    north = east = 0
    for word in (side or "").split():
        bare = word.removeprefix("ال")
        north, east = north or NORTH.get(bare, 0), east or EAST.get(bare, 0)
    km = int(number) if number.isdigit() else _NUMBERS[number]
    return Area((north, east) if side else None, "near", km)
