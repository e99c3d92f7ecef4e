"""The error browser: it stands alone, holds the whole text, and takes nothing of an article for markup."""

from __future__ import annotations

import json
import re

import pytest
from damaged import write_damaged
from hypothesis import given
from hypothesis import strategies as st
from scorer import SYNTH

from kg.evaluate.evaluation import evaluate
from kg.evaluate.files import gold_files, read_pairs
from kg.evaluate.page import page_data, to_html
from kg.extraction import Extraction

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> & «\u2028»"


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    system = write_damaged(SYNTH, tmp_path_factory.mktemp("system"), 1)
    return evaluate(read_pairs(gold_files(SYNTH), system), rounds=5)


def data_in(page: str):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    return json.loads(found)


def test_the_page_stands_alone(evaluation):
    page = to_html(evaluation, title="synth")
    assert not re.search(r"https?:|//[a-z]|\ssrc=|<link|@import|url\(|fetch\(|XMLHttp", page)
    assert "default-src 'none'" in page
    assert page.count("<script") == 2
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", page)
    assert not re.search(r"/\* (page\.|data)", page), "a part was not put in"


def test_the_same_evaluation_gives_the_same_page(evaluation):
    assert to_html(evaluation, title="a") == to_html(evaluation, title="a")


def test_pieces_make_up_the_article_and_marks_stand_on_their_words(evaluation):
    data = data_in(to_html(evaluation, title="synth"))
    assert len(data["articles"]) == len(evaluation.articles)
    for shown, article in zip(data["articles"], evaluation.articles, strict=True):
        assert "".join(text for text, _ in shown["segments"]) == article.gold.content
        for number, mark in enumerate(shown["marks"]):
            words = "".join(text for text, marks in shown["segments"] if number in marks)
            assert words == article.gold.content[mark["start"] : mark["end"]]
        spans = sum(len(e.mentions) for side in (article.gold, article.system) for e in side.entities)
        spans += sum(len(i.triggers) for side in (article.gold, article.system) for i in side.incidents)
        assert len(shown["marks"]) == spans


def test_filters_find_every_error(evaluation):
    data = page_data(evaluation, "synth")
    assert set(data["kinds"]) == set(evaluation.errors)
    for kind, count in evaluation.errors.items():
        assert sum(article["errors"].get(kind, 0) for article in data["articles"]) == count
        rows = sum(row["kinds"].count(kind) for article in data["articles"] for row in article["rows"])
        marks = [m for article in data["articles"] for m in article["marks"] if m["what"] == "mention"]
        per_mark = 2 if kind == "wrong mention type" else 1  # It is marked on both sides.
        assert rows + sum(mark["kind"] == kind for mark in marks) / per_mark == count, kind


def test_looks_tell_the_sides_apart_without_colour(evaluation):
    marks = [mark for article in page_data(evaluation, "")["articles"] for mark in article["marks"]]
    assert {mark["look"] for mark in marks} == {"both", "missed", "spurious", "differs"}
    assert all(mark["side"] == "gold" for mark in marks if mark["look"] == "missed")
    assert all(mark["side"] == "system" for mark in marks if mark["look"] == "spurious")


@given(st.text(min_size=1).filter(str.strip) | st.just(HOSTILE))
def test_no_text_of_an_article_becomes_markup(text):
    end = len(text) + 4
    span = {"start": 4, "end": end, "text": text}
    hostile = Extraction.model_validate(
        {
            "id": text,
            "title": "<b",
            "text": text,
            "entities": [{"id": "e", "type": "PLACE", "en": text, "mentions": [span]}],
            "incidents": [{"id": "i", "type": "riot", "triggers": [span], "place": ["e"]}],
        }
    )
    page = to_html(evaluate([(hostile, hostile)]), title=text)
    assert page.count("<script") == page.count("</script") == 2
    assert page.count("<!--") == 0
    (article,) = data_in(page)["articles"]
    assert article["id"] == text
    assert article["rows"][0]["facts"][0]["gold"] == [text, text]
