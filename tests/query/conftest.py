"""A graph of five articles of our own writing, in both stores, whose answers were worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from plain_links import SYNTH, plainly_resolved

from kg.extraction import Extraction
from kg.graph.mapper import map_extraction
from kg.store.connect import open_store
from kg.store.loader import load_deltas
from kg.store.session import Store

ARTICLES = ("synth-A-01", "synth-A-02", "synth-A-04", "synth-A-07", "synth-A-08")


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def empty_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store that holds nothing, for the tests of a file."""
    if request.param == "embedded":
        opened = open_store(home=request.getfixturevalue("embedded_home"))
    else:
        server = request.getfixturevalue("neo4j_server")
        opened = open_store(server.uri, server.username, server.password)
    with opened as store:
        store.write("MATCH (n) DETACH DELETE n")
        yield store


@pytest.fixture(scope="module")
def graph(empty_store: Store) -> Store:
    """A store that holds the five articles and nothing else; loaded once for the tests of a file, which only read."""
    texts = [(SYNTH / f"{name}.json").read_text(encoding="utf-8") for name in ARTICLES]
    extractions = [Extraction.model_validate_json(text) for text in texts]
    load_deltas(empty_store, [map_extraction(plainly_resolved(extraction)) for extraction in extractions])
    return empty_store
