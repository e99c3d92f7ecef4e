"""Numbers in digits and words, and that any number written out in words is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_writer import Style, in_words

from kg.nlp.grammar.numbers import find_numbers

STYLES = st.builds(Style, st.booleans(), st.booleans(), hundred=st.sampled_from(["مئة", "مائة"]), apart=st.booleans())


@given(st.integers(1, 999_999_999), STYLES)
def test_a_number_in_words_is_read_back(number: int, style: Style) -> None:
    assert [n.value for n in find_numbers(in_words(number, style))] == [number]


@pytest.mark.parametrize("feminine", [False, True])
@pytest.mark.parametrize("nominative", [False, True])
def test_every_number_below_a_thousand_in_both_genders_and_cases(feminine: bool, nominative: bool) -> None:
    written = {number: in_words(number, Style(feminine, nominative)) for number in range(1, 1000)}
    read = {number: [n.value for n in find_numbers(words)] for number, words in written.items()}
    assert read == {number: [number] for number in written}


@given(st.integers(1, 999_999_999), STYLES, st.sampled_from(["ب", "ل", "وب", "و", "ف"]))
def test_proclitics_stay_outside_a_number(number: int, style: Style, proclitics: str) -> None:
    written = in_words(number, style)
    assert [(n.value, n.text) for n in find_numbers(proclitics + written)] == [(number, written)]


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
