"""Casualty figures: a table of sentences with all that must be found in each, spans, and properties over any string."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.dates import find_dates
from kg.nlp.grammar.toll_words import TOLLS
from kg.nlp.grammar.tolls import TollExpression, find_tolls

with (Path(__file__).parent / "toll_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = [(row["text"], row["expected"]) for row in csv.DictReader(file)]


def _written(toll: TollExpression) -> str:
    words = [toll.outcome, toll.count, toll.modifier, toll.subset and "subset", toll.implied and "implied"]
    return " ".join(str(word) for word in words if word)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[f"{n}-{text}" for n, (text, _) in enumerate(CASES)])
def test_all_figures_of_a_sentence(text: str, expected: str) -> None:
    assert sorted(map(_written, find_tolls(text))) == sorted(filter(None, expected.split("; ")))


def test_spans_of_figure_noun_and_trigger() -> None:
    content = "عنوان\n\nأعلن أن الغارة أدت لمقتل نحو 11 مقاتلاً موالياً لإيران أمس."
    [toll] = find_tolls(content)
    assert content[toll.start : toll.end] == toll.text == "نحو 11 مقاتلاً موالياً لإيران"
    assert content[toll.noun_start : toll.noun_end] == "مقاتلاً موالياً لإيران"
    assert content[toll.trigger_start : toll.trigger_end] == "مقتل"


def test_counted_noun_behind_of() -> None:
    content = "مقتل ثلاثة من عناصر الميليشيا في الكمين"
    [toll] = find_tolls(content)
    assert content[toll.noun_start : toll.noun_end] == "عناصر الميليشيا"


def test_a_figure_alone_has_an_empty_noun() -> None:
    [toll] = find_tolls("مقتل 20 في انفجار")
    assert toll.noun_start == toll.noun_end == toll.end


def test_triggers_do_not_reach_over_a_sentence_end() -> None:
    assert find_tolls("انتهى الحديث عن القتل. حضر الحفل 20 شخصا") == []


@given(st.integers(2, 5000).filter(lambda n: not 1900 <= n <= 2100))
def test_any_number_of_dead_is_read(count: int) -> None:
    assert [(t.outcome, t.count) for t in find_tolls(f"مقتل {count} شخصا في الهجوم")] == [("killed", count)]


KEYS = sorted(TOLLS.words())


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from([*KEYS, "5", "٣٠", "2018", "و", "من", "(", ")", "«", "»", "،", ".", "\n", "%", "/"]),
            max_size=14,
        ).map(" ".join),
    )
)
def test_any_string_is_read_without_error(content: str) -> None:
    for toll in find_tolls(content):
        assert content[toll.start : toll.end] == toll.text
        assert toll.start <= toll.noun_start <= toll.noun_end <= toll.end
        assert toll.trigger_start < toll.trigger_end <= len(content)


def test_time_grows_with_length_only() -> None:
    sentence = "مقتل 5 جنود وإصابة 10 آخرين الجمعة في هجوم بين 3 و5 مارس بينهم 3 ضباط، "

    def seconds(times: int) -> float:
        content = sentence * times
        began = time.process_time()
        find_tolls(content)
        find_dates(content, None)
        return time.process_time() - began

    seconds(50)
    assert seconds(4000) < 40 * max(seconds(200), 0.01)
