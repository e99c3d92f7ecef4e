"""Which links of parts stand: dates, figures and countries that contradict them, second wholes, circles."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.annotations import Cluster, Link
from kg.nlp.components.parts import isnad_parts
from kg.nlp.grammar.dates import find_dates
from kg.nlp.grammar.tolls import find_tolls

PUBLISHED = dt.date(2023, 3, 15)


def parts(
    *links: tuple[int, int, float], dates: str = "", tolls: str = "", places: tuple[tuple[int, int], ...] = ()
) -> list[tuple[int, int]]:
    """(part, whole) of the links that stand.

    links: part, whole, confidence. dates, tolls: one word or figure for incidents 0, 1 …. places: incident, country.
    """
    doc = Doc(Vocab(), words=["قصف"])
    doc._.date_expressions = tuple(find_dates(dates, PUBLISHED))
    doc._.toll_expressions = tuple(find_tolls(tolls))
    doc._.date_links = tuple(Link("date", i, i, 0.9) for i in range(len(doc._.date_expressions)))
    doc._.toll_links = tuple(Link("toll", i, i, 0.9) for i in range(len(doc._.toll_expressions)))
    doc._.entity_clusters = tuple(Cluster((i,), "COUNTRY", 0.9) for i in range(2))
    doc._.roles = tuple(Link("place", i, country, 0.9) for i, country in places)
    doc._.incident_relations = tuple(Link("part_of", *link) for link in links)
    return [(link.source, link.target) for link in isnad_parts(doc)._.incident_relations]


def test_a_part_without_contradiction_stays() -> None:
    assert parts((0, 1, 0.6)) == [(0, 1)]
    assert parts((0, 1, 0.6), dates="الجمعة ثم الجمعة", tolls="مقتل 3 مدنيين. مقتل 9 مدنيين") == [(0, 1)]


@pytest.mark.parametrize(
    "stated",
    [
        {"dates": "الجمعة ثم الأحد"},
        {"dates": "عام 2014 ثم عام 2015"},
        {"tolls": "مقتل 9 مدنيين. مقتل 3 مدنيين"},
        {"places": ((0, 0), (1, 1))},
    ],
)
def test_a_part_of_another_time_toll_or_country_goes(stated: dict[str, str]) -> None:
    assert parts((0, 1, 0.99), **stated) == []  # type: ignore[arg-type]


def test_figures_of_wounded_and_unknown_figures_say_nothing() -> None:
    assert parts((0, 1, 0.6), tolls="إصابة 9 مدنيين. إصابة 3 مدنيين") == [(0, 1)]
    assert parts((0, 1, 0.6), tolls="مقتل 9 مدنيين. مقتل عشرات المدنيين") == [(0, 1)]


def test_a_part_has_its_likeliest_whole() -> None:
    assert parts((0, 1, 0.6), (0, 2, 0.8)) == [(0, 2)]
    assert parts((0, 2, 0.7), (1, 2, 0.6)) == [(0, 2), (1, 2)]


def test_no_circles() -> None:
    assert parts((0, 1, 0.6), (1, 0, 0.8)) == [(1, 0)]
    assert parts((0, 1, 0.9), (1, 2, 0.8), (2, 0, 0.7)) == [(0, 1), (1, 2)]


def test_other_relations_stay() -> None:
    doc = Doc(Vocab(), words=["قصف"])
    links = (Link("part_of", 0, 1, 0.7), Link("part_of", 0, 2, 0.6), Link("retaliation_for", 2, 0, 0.9))
    doc._.incident_relations = links
    assert isnad_parts(doc)._.incident_relations == (links[0], links[2])
