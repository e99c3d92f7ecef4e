"""A graph of five articles of our own writing, in both stores, whose answers were worked out by hand."""

from __future__ import annotations

import pytest
from plain_links import SYNTH, plainly_resolved

from kg.extraction import Extraction
from kg.graph.mapper import map_extraction
from kg.store.loader import load_deltas
from kg.store.session import Store

ARTICLES = ("synth-A-01", "synth-A-02", "synth-A-04", "synth-A-07", "synth-A-08")


@pytest.fixture
def graph(store: Store) -> Store:
    """A store that holds the five articles and nothing else; only what is not there already is loaded."""
    names = {row["id"] for row in store.read("MATCH (a:Article) RETURN a.id AS id")}
    if names != {f"article/{name}" for name in ARTICLES}:
        store.write("MATCH (n) DETACH DELETE n")
        texts = [(SYNTH / f"{name}.json").read_text(encoding="utf-8") for name in ARTICLES]
        load_deltas(store, [map_extraction(plainly_resolved(Extraction.model_validate_json(text))) for text in texts])
    return store
