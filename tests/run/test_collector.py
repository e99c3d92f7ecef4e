"""The garbage collector passes over what was there when reading began, and no longer once it has ended."""

from __future__ import annotations

import gc

from kg.run.collector import Settled


def test_what_is_there_is_passed_over_from_the_first_article_on() -> None:
    before = gc.get_freeze_count()
    with Settled() as collector:
        assert gc.get_freeze_count() == before
        collector.after_article()
        frozen = gc.get_freeze_count()
        assert frozen > before + 1000
        made_later = [[] for _ in range(5000)]
        collector.after_article()
        assert gc.get_freeze_count() <= frozen
        assert len(made_later) == 5000
    assert gc.get_freeze_count() == 0


def test_nothing_changes_without_articles() -> None:
    before = gc.get_freeze_count()
    with Settled():
        pass
    assert gc.get_freeze_count() == before
