"""The figures are those of the scheme's scorer, as recorded from it on damaged copies of our own articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from damaged import write_damaged
from scorer import RECORD, ROUNDS, SEEDS, SYNTH

from kg.evaluate.evaluation import evaluate
from kg.evaluate.facts import family
from kg.evaluate.files import gold_files, read_pairs
from kg.evaluate.measures import MEASURES
from kg.evaluate.report import as_dict

SAID = json.loads(RECORD.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_and_intervals_are_those_recorded_from_the_scorer(tmp_path, seed):
    ours = figures(SYNTH, write_damaged(SYNTH, tmp_path, seed))
    for name, said in SAID[str(seed)].items():
        assert as_printed(ours[name], said) == said, name


def test_the_recorded_cases_are_hard_enough():
    for name in MEASURES:
        values = {case[name]["f1"] for case in SAID.values() if name in case}
        assert len(values) > 2, f"{name} is the same whatever is damaged"


def test_a_perfect_system_is_right_in_everything():
    evaluation = evaluate(read_pairs(gold_files(SYNTH), SYNTH), rounds=10)
    assert not evaluation.errors
    assert all(ours == theirs for ours, theirs in evaluation.confusion)
    assert {name for name in MEASURES if evaluation.counts[name].f1 < 1} <= {"incident_relation"}
    assert evaluation.intervals["graph"] == (1, 1)


def test_what_the_system_left_out_counts_as_missed(tmp_path):
    evaluation = evaluate(read_pairs(gold_files(SYNTH), tmp_path))
    assert len(evaluation.missing) == len(evaluation.articles)
    assert evaluation.counts["graph"].system == 0
    assert evaluation.counts["graph"].gold > 0
    assert evaluation.counts["graph"].recall == 0
    assert {theirs for _, theirs in evaluation.confusion} == {"missed"}
    assert evaluation.intervals == {}


def test_by_type_adds_up_to_the_whole(tmp_path):
    found = evaluate(read_pairs(gold_files(SYNTH), write_damaged(SYNTH, tmp_path, 3))).counts
    for name in ("mention", "entity", "incident", "casualties", "relation", "incident_relation"):
        parts = [counts for key, counts in found.items() if key.startswith(f"{name}.")]
        assert tuple(map(sum, zip(*parts, strict=True))) == found[name], name


def test_families_are_those_of_the_scheme():
    assert family("suicide_bombing") == "explosion"
    assert family("territory_captured") == "battle"


def figures(gold: Path, system: Path) -> dict[str, dict[str, float]]:
    return as_dict(evaluate(read_pairs(gold_files(gold), system), rounds=ROUNDS))["figures"]


def as_printed(ours: dict[str, float], said: dict[str, float]) -> dict[str, float]:
    """What the scorer says, ours: intervals to the three digits that it prints."""
    return {key: float(f"{ours[key]:.3f}") if key in ("low", "high") else ours[key] for key in said}
