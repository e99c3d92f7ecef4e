"""Judging on both stores: the graph follows at once, and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from store_graphs import content
from told_stories import SCORER, load_told

from kg.errors import StoreError
from kg.review.filters import pairs_to_review
from kg.review.judge import Judge
from kg.store.connect import Store

StoreOpener = Callable[..., AbstractContextManager[Store]]


def test_judged_restored_and_applied(opener: StoreOpener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "judgements.jsonl"
    file.touch()
    monkeypatch.setenv("KG_JUDGEMENTS", str(file))
    with opener() as store:
        reports = load_told(store)
        before = content(store)
        judge = Judge(store, "maya", SCORER)
        same = judge.judge(reports["3"], reports["4"], "same", "one night")
        assert same.incidents[0] == same.incidents[1]
        assert same.earlier is None
        different = judge.judge(reports["4"], reports["3"], "different")
        assert different.incidents[0] != different.incidents[1]
        assert different.earlier is not None
        [back] = judge.restore([different])
        assert back.verdict == "same"
        assert back.incidents == same.incidents
        omar = Judge(store, "omar", SCORER)
        omar.restore([omar.judge(reports["3"], reports["4"], "different")])
        assert [(pair.person, pair.note) for pair in pairs_to_review(store, "people")] == [("maya", "one night")]
        after = content(store)
        assert judge.apply() == 1
        assert content(store) == after
        judge.judge(reports["3"], reports["4"], "undone")
        assert content(store) == before


def test_what_the_graph_could_not_take_is_kept(
    opener: StoreOpener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "judgements.jsonl"
    file.touch()
    monkeypatch.setenv("KG_JUDGEMENTS", str(file))
    with opener() as store:
        reports = load_told(store)
    with opener(read_only=True) as store, pytest.raises(StoreError, match=r"is kept in .*; kg review apply brings it"):
        Judge(store, "maya", SCORER).judge(reports["1"], reports["3"], "same")
    with opener() as store:
        judge = Judge(store, "maya", SCORER)
        assert judge.apply() == 1
        assert [pair.joined for pair in pairs_to_review(store, "people")] == [True]
