"""The figures are those of the scheme's scorer, run beside ours on its own gold. Collected where the scorer is."""

from __future__ import annotations

import pytest
from damaged import write_damaged
from scorer import GOLD, SYNTH, run_scorer
from test_evaluate_figures import SAID, as_printed, figures


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_figures_and_intervals_on_all_of_dev(tmp_path, seed):
    system = write_damaged(GOLD / "dev", tmp_path / "system", seed)
    ours, said = figures(GOLD / "dev", system), run_scorer(GOLD / "dev", system, tmp_path)
    assert {name: as_printed(ours[name], said[name]) for name in said} == said


@pytest.mark.parametrize("seed", [5])
def test_what_was_recorded_is_what_it_says(tmp_path, seed):
    assert run_scorer(SYNTH, write_damaged(SYNTH, tmp_path / "system", seed), tmp_path) == SAID[str(seed)]
