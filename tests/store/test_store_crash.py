"""Loaders that are killed, and loaders that run at once: the graph ends the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from store_graphs import article, content

from kg.graph.schema import graph_schema
from kg.store import embedded
from kg.store.connect import open_store
from kg.store.ledger import is_current
from kg.store.loader import load_deltas

ARTICLES = 50
# Prints the number of each article after its transaction was acknowledged.
LOADER = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from store_graphs import article
from kg.store.connect import open_store
from kg.store.loader import load_deltas
options = json.loads(sys.argv[2])
if options.get("home"):
    options["home"] = Path(options["home"])
with open_store(**options) as store:
    numbers = [int(n) for n in sys.argv[3].split(",")]
    waiting = iter(numbers)
    deltas = (article(n, actors=(1 + n % 4, 2), place=n % 3, affiliated=n % 2 == 0) for n in numbers)
    load_deltas(store, deltas, batch_size=1, progress=lambda count: print(next(waiting), flush=True))
"""


def deltas() -> list[Any]:
    return [article(n, actors=(1 + n % 4, 2), place=n % 3, affiliated=n % 2 == 0) for n in range(ARTICLES)]


@pytest.fixture(params=["embedded", "neo4j"])
def options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Arguments of `open_store` as another process can be given them; the graph is empty."""
    if request.param == "embedded":
        given: dict[str, Any] = {"home": request.getfixturevalue("embedded_home")}
    else:
        server = request.getfixturevalue("neo4j_server")
        given = {"uri": server.uri, "username": server.username, "password": server.password}
    with open_store(**given) as store:
        store.write("MATCH (n) DETACH DELETE n")
    return given


def loader(options: dict[str, Any], numbers: list[int]) -> subprocess.Popen[str]:
    support = Path(__file__).parents[1] / "support"
    given = json.dumps({name: str(value) for name, value in options.items()})
    command = [sys.executable, "-c", LOADER, str(support), given, ",".join(map(str, numbers))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledged(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout
    return [process.stdout.readline().strip() for _ in range(count)]


def test_a_killed_loader_leaves_whole_articles_and_loading_again_completes(options: dict[str, Any]) -> None:
    process = loader(options, list(range(ARTICLES)))
    done = acknowledged(process, 7)
    process.kill()
    process.wait()
    with open_store(**options) as store:
        assert all(is_current(store, dict.fromkeys(done, "hash-1")).values())
        load_deltas(store, deltas())
        found = content(store)
        store.write("MATCH (n) DETACH DELETE n")
        load_deltas(store, deltas())
        assert found == content(store)


def test_two_loaders_at_once_make_the_same_graph(options: dict[str, Any]) -> None:
    numbers = list(range(ARTICLES))
    both = [loader(options, numbers), loader(options, numbers[::-1])]
    for process in both:
        process.communicate(timeout=200)
    assert [process.returncode for process in both] == [0, 0]
    with open_store(**options) as store:
        found = content(store)
        store.write("MATCH (n) DETACH DELETE n")
        load_deltas(store, deltas())
        assert found == content(store)


def test_a_killed_embedded_server_loses_nothing_acknowledged(tmp_path: Path) -> None:
    home = tmp_path / "graph"
    process = loader({"home": home}, list(range(ARTICLES)))
    try:
        done = acknowledged(process, 12)
        server = embedded.status(home)
        assert server
        os.kill(server.pid, signal.SIGKILL)
        # The loader either fails or finds no server; what it was told is done counts.
        done += [line.strip() for line in process.communicate(timeout=200)[0].splitlines()]
        deadline = time.monotonic() + 10
        while embedded.status(home) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert embedded.status(home) is None
        with open_store(home=home) as store:
            assert all(is_current(store, dict.fromkeys(done, "hash-1")).values())
            assert len(store.read("SHOW CONSTRAINTS")) == len(graph_schema().labels)
            load_deltas(store, deltas())
            found = content(store)
            store.write("MATCH (n) DETACH DELETE n")
            load_deltas(store, deltas())
            assert found == content(store)
    finally:
        process.kill()
        embedded.stop(home)
