"""Casualty figures: a table of sentences with all that must be found in each, spans, and properties over any string."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from number_writer import Style, counted

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


# Nouns that count people: feminine?, singular, dual, plural, accusative.
PEOPLE = [
    (False, "شخص", ("شخصان", "شخصين"), "أشخاص", "شخصا"),
    (False, "جندي", ("جنديان", "جنديين"), "جنود", "جنديا"),
    (False, "طفل", ("طفلان", "طفلين"), "أطفال", "طفلا"),
    (True, "طالبة", ("طالبتان", "طالبتين"), "طالبات", "طالبة"),
    (True, "سيدة", ("سيدتان", "سيدتين"), "سيدات", "سيدة"),
]
# Nouns that say themselves what happened: outcome, singular, dual, plural, accusative.
COUNT_NOUNS = [
    ("killed", "قتيل", ("قتيلان", "قتيلين"), "قتلى", "قتيلا"),
    ("wounded", "جريح", ("جريحان", "جريحين"), "جرحى", "جريحا"),
    ("captured", "أسير", ("أسيران", "أسيرين"), "أسرى", "أسيرا"),
]
# Sentences around a figure: outcome, text, whether the figure is in the nominative.
CASES_BEFORE = [
    ("killed", "مقتل {}", False),
    ("wounded", "إصابة {}", False),
    ("killed", "قتل {} في الهجوم", True),
    ("wounded", "أصيب {} بجروح", True),
    ("arrested", "اعتقلت الشرطة {}", False),
    ("abducted", "خطف {}", True),
    ("killed", "أدى الهجوم إلى مقتل {}", False),
]
HEDGES = [(None, "{}"), ("over", "أكثر من {}"), ("about", "نحو {}"), ("at_least", "ما لا يقل عن {}")]


@given(
    st.integers(1, 99_999),
    st.sampled_from(PEOPLE),
    st.sampled_from(CASES_BEFORE),
    st.sampled_from(HEDGES),
    st.booleans(),
)
def test_people_counted_in_words_are_read_with_what_happened_to_them(
    count: int,
    noun: tuple[bool, str, tuple[str, str], str, str],
    frame: tuple[str, str, bool],
    hedge: tuple[str | None, str],
    apart: bool,
) -> None:
    feminine, one, two, few, many = noun
    outcome, sentence, nominative = frame
    modifier, words = hedge if count > 2 else HEDGES[0]
    style = Style(feminine, nominative and modifier is None, apart=apart)
    text = sentence.format(words.format(counted(count, one, two, few, many, style)))
    assert [(t.outcome, t.count, t.modifier) for t in find_tolls(text)] == [(outcome, count, modifier)]


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(COUNT_NOUNS[1:]), st.booleans())
def test_nouns_that_say_what_happened_are_read_in_pairs(
    first: int, second: int, other: tuple[str, str, tuple[str, str], str, str], nominative: bool
) -> None:
    # «مئة قتيل وجريح» is one figure for both.
    assume(second > 1 or first < 3 or first % 100 > 2)
    style = Style(feminine=False, nominative=nominative)
    dead = counted(first, *COUNT_NOUNS[0][1:], style)
    rest = counted(second, *other[1:], style)
    found = {(t.outcome, t.count) for t in find_tolls(f"سقط {dead} و{rest} في القصف")}
    assert found == {("killed", first), (other[0], second)}


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
