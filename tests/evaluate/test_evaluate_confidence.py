"""Confidences against gold: every scored fact once, right where the measures say so."""

from __future__ import annotations

import pytest
from scorer import SYNTH

from kg.evaluate.confidence import Stated, Step, reliability, stated_facts
from kg.evaluate.evaluation import Evaluation, evaluate
from kg.evaluate.files import gold_files, read_gold
from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.selection import measure_pipeline


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return measure_pipeline(load_pipeline(), [read_gold(path) for path in gold_files(SYNTH)])


def test_as_many_facts_and_as_many_right_as_the_measures_count(evaluation):
    found = list(stated_facts(evaluation))
    measures = {"type": "incident", "entity": "entity", "date": "date", "casualties": "casualties"}
    measures |= {role: f"arg.{role}" for role in ("place", "reported_by")}
    measures |= {name: f"relation.{name}" for name in ("affiliated_with", "located_in", "leader_of")}
    for fact, measure in measures.items():
        counts = evaluation.counts[measure]
        of = [one for one in found if one.fact == fact]
        assert len(of) == counts.system > 0, fact
        assert sum(one.right for one in of) == counts.right, fact


def test_what_gold_itself_says_has_no_confidence():
    gold = read_gold(gold_files(SYNTH)[0])
    assert list(stated_facts(evaluate([(gold, gold)]))) == []


def test_rows_by_confidence():
    def fact(confidence, right):
        return Stated("place", confidence, 0.5, 0.5, right)

    facts = [fact(0.0, False), fact(0.49, True), fact(0.5, True), fact(0.95, True), fact(1.0, False)]
    assert reliability(facts) == [Step(0.0, 0.5, 2, 1), Step(0.5, 0.6, 1, 1), Step(0.9, 1.0, 2, 1)]
    assert reliability([]) == []
