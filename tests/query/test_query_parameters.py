"""From typed text to values."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.query.parameters import coerce
from kg.query.template import Parameter, ParameterType


def parameter(kind: ParameterType, **more: object) -> Parameter:
    return Parameter("it", kind, "meaning", True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", " حلب ", "حلب"),
        ("integer", "12", 12),
        ("integer", "١٢", 12),
        ("float", "-3.5", -3.5),
        ("date", "2023-03-24", dt.date(2023, 3, 24)),
        ("date", dt.date(2023, 3, 24), dt.date(2023, 3, 24)),
        ("boolean", "No", False),
        ("list", "a، b,c", ["a", "b", "c"]),
        ("incident_type", "explosion, armed_clash", ["explosion", "armed_clash"]),
        ("place", "حلب", "حلب"),
    ],
)
def test_fits(kind: ParameterType, text: object, value: object) -> None:
    assert coerce(parameter(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("string", "  ", "'  ' is not text"),
        ("integer", "1.5", "'1.5' is not a whole number"),
        ("integer", "9" * 30, "is not a whole number"),
        ("integer", True, "True is not a whole number"),
        ("float", "nan", "'nan' is not a number"),
        ("date", "2023-02-30", "'2023-02-30' is not a date like 2023-03-24"),
        ("date", "24/3/2023", "is not a date like"),
        ("boolean", "maybe", "is not true or false"),
        ("list", ",", "is not words with commas between"),
        ("incident_type", "airstrike", "'airstrike' is not one of battle, explosion,"),
    ],
)
def test_does_not_fit(kind: ParameterType, text: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        coerce(parameter(kind), text, "query")
    assert str(caught.value).startswith("query: parameter it: ")
    assert said in str(caught.value)


def test_bounds_and_choices() -> None:
    assert coerce(parameter("integer", minimum=1, maximum=3), "3") == 3
    for value in ("0", "4"):
        with pytest.raises(InputError, match=r"at (least|most)"):
            coerce(parameter("integer", minimum=1, maximum=3), value)
    with pytest.raises(InputError, match="one of a, b"):
        coerce(parameter("list", choices=("a", "b")), "a,c")


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_come_back(number: int) -> None:
    assert coerce(parameter("integer"), str(number)) == number


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_dates_come_back(day: dt.date) -> None:
    assert coerce(parameter("date"), day.isoformat()) == day


@given(st.sampled_from(["integer", "float", "date", "boolean", "list"]), st.text())
def test_any_text_is_a_value_or_an_input_error(kind: ParameterType, text: str) -> None:
    with suppress(InputError):
        coerce(parameter(kind), text)
