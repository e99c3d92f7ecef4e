"""The stories that several outlets tell, in the embedded store that commands find by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from told_stories import SCORER, load_told

from kg.resolve.incidents.scorer import PairScorer
from kg.store.connect import Store, open_store


@pytest.fixture
def told(embedded_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, dict[str, str]]]:
    """The store, and the report of each article; nobody has judged anything."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.delenv("KG_JUDGEMENTS", raising=False)
    monkeypatch.setenv("KG_HOME", str(embedded_home.parent))
    monkeypatch.setattr(PairScorer, "default", staticmethod(lambda: SCORER))
    with open_store(home=embedded_home) as store:
        assert store.judgements_file is not None
        store.judgements_file.unlink(missing_ok=True)
        yield store, load_told(store)
        store.judgements_file.unlink(missing_ok=True)
