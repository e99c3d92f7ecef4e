"""Stores for tests: the same tests run on the embedded store and on a real Neo4j."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import hypothesis
import pytest
from neo4j_server import Neo4jServer, running_neo4j

from kg.store import embedded
from kg.store.connect import Store, open_store

# No test fails for a slow machine: speed is measured in benchmarks/.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# No test sees the places that whoever runs it has added; those that need some name a file of their own.
os.environ["KG_GAZETTEER"] = os.path.join(tempfile.gettempdir(), "isnad-no-gazetteer", "none.sqlite")

STORES = ("embedded", "neo4j")
StoreOpener = Callable[..., AbstractContextManager[Store]]


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """The server at NEO4J_TEST_URI (its graph is emptied by tests!), or one started for this run."""
    if uri := os.environ.get("NEO4J_TEST_URI"):
        username = os.environ.get("NEO4J_TEST_USERNAME", os.environ.get("NEO4J_TEST_USER", "neo4j"))
        yield Neo4jServer(uri, username, os.environ.get("NEO4J_TEST_PASSWORD", ""))
        return
    with running_neo4j() as server:
        yield server


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of an embedded store of this run's own; its server stops with the run."""
    home = tmp_path_factory.mktemp("embedded") / "graph"
    yield home
    embedded.stop(home)


@pytest.fixture(params=STORES)
def opener(request: pytest.FixtureRequest) -> StoreOpener:
    """A function that opens a store, once for each kind."""
    return store_opener(request, request.param)


@pytest.fixture
def store(opener: StoreOpener) -> Iterator[Store]:
    """An open store with an empty graph, once for each kind."""
    with opener() as graph:
        empty(graph)
        yield graph


@pytest.fixture
def both_stores(request: pytest.FixtureRequest) -> Iterator[list[Store]]:
    """The two kinds at once, with empty graphs."""
    with store_opener(request, "embedded")() as one, store_opener(request, "neo4j")() as other:
        empty(one)
        empty(other)
        yield [one, other]


def store_opener(request: pytest.FixtureRequest, kind: str) -> StoreOpener:
    """The opener of one kind; it takes `read_only`."""
    if kind == "embedded":
        home: Path = request.getfixturevalue("embedded_home")
        return lambda **options: open_store(home=home, **options)
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    return lambda **options: open_store(server.uri, server.username, server.password, **options)


def empty(store: Store) -> None:
    """Remove all nodes and relationships; constraints stay."""
    store.write("MATCH (n) DETACH DELETE n")
