"""What became of people is read from the figure's own words and from the kind of incident that it belongs to."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.tokens import Span as DocSpan

from kg.article import Article
from kg.extraction import Extraction
from kg.nlp.annotations import Cluster, Link
from kg.nlp.reading import extraction_of
from kg.nlp.training.assemble import blank_pipeline
from kg.nlp.training.examples import make_example

TEXT = "احتجز مسلحون 12 عاملا قرب المدينة"
DATE = dt.date(2023, 3, 15)


def gold(incident_type: str, outcome: str) -> Extraction:
    trigger = {"start": 2, "end": 7, "text": "احتجز"}
    casualty = {"outcome": outcome, "count": 12, "modifier": None, "victim": None, "source": None}
    incident = {
        "id": "i1",
        "type": incident_type,
        "modality": "actual",
        "triggers": [trigger],
        "casualties": [casualty],
    }
    return Extraction.model_validate(
        {"id": "a", "title": "", "text": TEXT, "date": DATE, "entities": [], "incidents": [incident], "relations": []}
    )


@pytest.mark.parametrize(
    ("incident_type", "outcome"), [("abduction", "abducted"), ("arrest", "arrested"), ("armed_attack", "arrested")]
)
def test_the_held_are_abducted_in_an_abduction(incident_type: str, outcome: str) -> None:
    doc = blank_pipeline().make_doc("\n\n" + TEXT)
    doc._.published = DATE
    doc = blank_pipeline()(doc)
    doc.spans["mentions"] = []
    doc.spans["mentions"].attrs["clitic"] = []
    at = next(t.i for t in doc if t.text == "احتجز")
    doc.spans["triggers"] = [DocSpan(doc, at, at + 1, label=incident_type)]
    doc.spans["triggers"].attrs["clitic"] = [0]
    doc._.incident_clusters = (Cluster((0,), incident_type, 0.9),)
    doc._.toll_links = (Link("toll", 0, 0, 0.9),)
    read = extraction_of(doc, Article(id="a", title="", text=TEXT, date=DATE))
    assert [(c.outcome, c.count) for c in read.incidents[0].casualties] == [(outcome, 12)]


@pytest.mark.parametrize(("outcome", "linked"), [("abducted", 1.0), ("killed", 0.0)])
def test_the_trainer_links_the_held_to_an_abduction(outcome: str, linked: float) -> None:
    targets = make_example(gold("abduction", outcome), blank_pipeline()).targets
    assert targets.tolls.flatten().tolist() == [linked]
