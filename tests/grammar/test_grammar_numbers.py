"""Numbers in digits and words, and that any number written out in words is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.numbers import find_numbers

_UNITS = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة")
_TENS = ("", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مئة", "مئتان", *(f"{stem}مئة" for stem in ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    if 11 <= rest <= 19:
        below = ("أحد عشر", "اثنا عشر")[rest - 11] if rest < 13 else f"{_UNITS[units]} عشر"
    else:
        below = " و".join(filter(None, (_UNITS[units], _TENS[tens])))
    return " و".join(filter(None, (_HUNDREDS[hundreds], below)))


def _scaled(number: int, one: str, two: str, few: str, many: str) -> str:
    if number <= 2:
        return ("", one, two)[number]
    return f"{_below_thousand(number)} {few if 3 <= number % 100 <= 10 else many}"


def _in_words(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    thousands, below = divmod(rest, 1000)
    parts = (
        _scaled(millions, "مليون", "مليونان", "ملايين", "مليونا"),
        _scaled(thousands, "ألف", "ألفان", "آلاف", "ألفا"),
        _below_thousand(below),
    )
    return " و".join(filter(None, parts))


@given(st.integers(1, 999_999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert [n.value for n in find_numbers(_in_words(number))] == [number]


@given(
    st.integers(0, 999_999_999),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
    st.sampled_from(["", ",", "٬"]),
)
def test_a_number_in_digits_is_read_back(number: int, digits: str, separator: str) -> None:
    written = f"{number:,}".replace(",", separator).translate(str.maketrans("0123456789", digits))
    assert [n.value for n in find_numbers(written)] == [number]


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("وأصيب بثلاثة عشر", 13, "ثلاثة عشر"),
        ("سبع عشرة طالبة", 17, "سبع عشرة"),
        ("إحدى وعشرين", 21, "إحدى وعشرين"),
        ("30 ألفا", 30_000, "30 ألفا"),
        ("1.5 مليون", 1_500_000, "1.5 مليون"),
        ("مليون ونصف", 1_500_000, "مليون ونصف"),
        ("ثلاث مئة", 300, "ثلاث مئة"),
        ("ثلاثمائة وخمس وستين", 365, "ثلاثمائة وخمس وستين"),
        ("مائتي ألف", 200_000, "مائتي ألف"),
        ("خمسة آلاف ومئتي", 5200, "خمسة آلاف ومئتي"),
    ],
)
def test_cases_genders_and_clitics(text: str, value: int, written: str) -> None:
    assert [(n.value, n.text) for n in find_numbers(text)] == [(value, written)]


@given(st.text(max_size=80))
def test_any_string_is_read_without_error(content: str) -> None:
    for number in find_numbers(content):
        assert content[number.start : number.end] == number.text
