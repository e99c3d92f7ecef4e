"""Arabic numbers written out in words, in either gender and case, for round trips through the grammars."""

from __future__ import annotations

from dataclasses import dataclass

_FEMININE_COUNTED = ("", "واحدة", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_MASCULINE_COUNTED = ("", "واحد", "", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_TENS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")


@dataclass(frozen=True)
class Style:
    """How a number is written.

    feminine (bool): what is counted is feminine. nominative (bool): «ون», «ان»; else «ين».
    hundred (str): spelling of one hundred. apart (bool): «ثلاث مئة», not «ثلاثمئة».
    """

    feminine: bool
    nominative: bool
    hundred: str = "مئة"
    apart: bool = False


def in_words(number: int, style: Style) -> str:
    """A whole number from 1 to 999,999,999 in words."""
    millions, rest = divmod(number, 1_000_000)
    thousands, below = divmod(rest, 1000)
    parts = (
        _scaled(millions, style, ("مليون", "مليون", "ملايين", "مليونا")),
        _scaled(thousands, style, ("ألف", "ألف", "آلاف", "ألفا")),
        _below_thousand(below, style),
    )
    return " و".join(part for part in parts if part)


def counted(number: int, one: str, two: tuple[str, str], few: str, many: str, style: Style) -> str:
    """A number with its counted noun: «رجلان», «ثلاثة رجال», «أحد عشر رجلا», «مئة رجل».

    two: the dual in the nominative and in the other cases. few, many: plural, and singular in the accusative.
    """
    if number == 1:
        return one
    if number == 2:
        return two[0] if style.nominative else two[1]
    last = number % 100
    noun = few if 3 <= last <= 10 else many if last >= 11 else one
    return f"{in_words(number, style)} {noun}"


def _scaled(number: int, style: Style, names: tuple[str, str, str, str]) -> str:
    if number == 0:
        return ""
    of_scale = Style(False, style.nominative, style.hundred, style.apart)
    one, hundredth, few, many = names
    if number == 1:
        return one
    if number == 2:
        return one + ("ان" if style.nominative else "ين")
    last = number % 100
    words = _below_thousand(number, of_scale)
    # Before its noun the dual of hundred loses its «ن».
    if number == 200:
        words = words[:-1]
    return f"{words} {few if 3 <= last <= 10 else hundredth if last == 0 else many}"


def _below_thousand(number: int, style: Style) -> str:
    hundreds, rest = divmod(number, 100)
    return " و".join(part for part in (_hundreds(hundreds, style), _below_hundred(rest, style)) if part)


def _hundreds(number: int, style: Style) -> str:
    if number <= 1:
        return style.hundred if number else ""
    if number == 2:
        return style.hundred[:-1] + ("تان" if style.nominative else "تين")
    stem = _FEMININE_COUNTED[number]
    if style.apart:
        return f"{stem} {style.hundred}"
    return stem.removesuffix("ي") + style.hundred


def _below_hundred(number: int, style: Style) -> str:
    tens, units = divmod(number, 10)
    names = _FEMININE_COUNTED if style.feminine else _MASCULINE_COUNTED
    if number == 2:
        return _two(style, "ن")
    if number <= 10:
        return names[number]
    if tens == 1:
        ten = "عشرة" if style.feminine else "عشر"
        first = _eleventh(style) if units == 1 else _two(style, "") if units == 2 else names[units]
        return f"{first} {ten}"
    ten = _TENS[tens] + ("ون" if style.nominative else "ين")
    if units == 0:
        return ten
    one = "إحدى" if style.feminine else "واحد"
    return f"{one if units == 1 else _two(style, 'ن') if units == 2 else names[units]} و{ten}"


def _eleventh(style: Style) -> str:
    return "إحدى" if style.feminine else "أحد"


def _two(style: Style, ending: str) -> str:
    return ("اثنت" if style.feminine else "اثن") + ("ا" if style.nominative else "ي") + ending
