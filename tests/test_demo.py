"""What `make demo` does, with the installation that runs the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sysconfig.get_path("scripts"))

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def printed(home: Path) -> str:
    done = subprocess.run(
        ["make", "run-demo", f"BIN={BIN}", f"DEMO={home}"], cwd=ROOT, capture_output=True, text=True, timeout=800
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ask(home: Path, *arguments: str) -> list[dict[str, Any]]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")} | {"KG_HOME": str(home)}
    command = [str(BIN / "kg"), *arguments, "--format", "json"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_it_prints_the_incidents_and_three_answers(printed: str) -> None:
    assert printed.count("$ kg query ") == 3
    for heading in ("who", "what", "where", "when", "toll", "source"):
        assert heading in printed


def test_every_example_article_is_in_the_graph(printed: str, home: Path) -> None:
    rows = ask(home, "cypher", "MATCH (a:Article) RETURN a.id AS id, a.source AS source")
    assert len(rows) == 15
    assert all("المثال" in row["source"] for row in rows)


def test_groups_of_the_revolutionary_guards_lead_to_the_strikes_and_their_places(printed: str, home: Path) -> None:
    rows = ask(home, "query", "group-strike-place", "--sponsor", "Islamic Revolutionary Guard Corps")
    assert rows
    assert any(row["place"] for row in rows)


def test_conflicting_tolls_are_those_that_the_articles_state(printed: str, home: Path) -> None:
    # Fighting in Tripoli; shelling of El Fasher; strikes in Yemen, on Khan Yunis, and near Al-Bukamal by three sources.
    stated = {(16, 23), (28, 35), (5, 8), (9, 14), (3, 9), (3, 12), (9, 12)}
    shown = {(row["lowest"], row["highest"]) for row in ask(home, "query", "conflicting-tolls")}
    assert shown
    assert shown <= stated


def test_an_answer_is_a_chain(printed: str, home: Path) -> None:
    assert ask(home, "query", "retaliation-chains")
