"""`kg query`, `kg cypher` and `kg incidents` on both stores."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from opened_store import commands_find

from kg.cli import cli
from kg.errors import InputError, StoreError
from kg.store.session import Store


@pytest.fixture
def kg(graph: Store, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    return commands_find(graph, monkeypatch)


def test_lists_and_explains() -> None:
    listed = CliRunner().invoke(cli, ["query"]).output
    assert "strikes-near" in listed
    shown = CliRunner().invoke(cli, ["query", "strikes-near", "--help"]).output
    assert "--lat FLOAT" in shown
    assert "radius_km" in shown


def test_formats(kg: CliRunner) -> None:
    ask = ["query", "strikes-near", "--lat", "36.2", "--lon", "37.16", "--km", "10"]
    rows = json.loads(kg.invoke(cli, [*ask, "--format", "json"]).output)
    assert [row["place"] for row in rows] == ["Aleppo", "Aleppo", "Aleppo International Airport"]
    lines = list(csv.DictReader(io.StringIO(kg.invoke(cli, [*ask, "--format", "csv"]).output)))
    assert lines[0]["who"] == "Turkey; Turkish Air Force"
    assert "Aleppo International Airport" in kg.invoke(cli, ask).output


def test_incidents(kg: CliRunner) -> None:
    table = kg.invoke(cli, ["incidents", "--limit", "3"]).output
    assert all(word in table for word in ("who", "whom", "where", "toll", "Islamic Resistance in Iraq"))
    rows = json.loads(kg.invoke(cli, ["incidents", "--limit", "3", "--json"]).output)
    assert len(rows) == 3
    assert rows[0]["when"] == "2023-11-10"


def test_cypher(kg: CliRunner) -> None:
    ask = ["cypher", "UNWIND $n AS n RETURN n, $t AS t", "--param", "n=[1, 2]", "--param", "t=حلب", "--format", "json"]
    assert json.loads(kg.invoke(cli, ask).output) == [{"n": 1, "t": "حلب"}, {"n": 2, "t": "حلب"}]


@pytest.mark.parametrize("statement", ["CREATE (n:Bad {id: 'x'})", "MATCH (n:Actor) SET n.name = 'x' RETURN n"])
def test_cypher_refuses_to_write(kg: CliRunner, graph: Store, statement: str) -> None:
    assert isinstance(kg.invoke(cli, ["cypher", statement]).exception, StoreError)
    assert graph.read("MATCH (n) WHERE n:Bad OR n.name = 'x' RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "foo"], "no template 'foo'; there are: "),
        (["query", "strikes-near", "--lat", "x", "--lon", "1"], "parameter lat: 'x' is not a number"),
        (["query", "strikes-near", "--lat", "99", "--lon", "1"], "parameter lat: 99.0 is not at most 90"),
        (["query", "strikes-near"], "parameter lat is missing"),
        (["query", "incidents-by-place", "--place", "Alepo"], "no place 'Alepo' in the graph (did you mean Aleppo"),
        (["cypher", "RETURN 1", "--param", "x"], "--param: 'x' is not NAME=VALUE"),
        (["cypher", " "], "the statement is empty"),
    ],
)
def test_errors(kg: CliRunner, arguments: list[str], said: str) -> None:
    error = kg.invoke(cli, arguments).exception
    assert isinstance(error, InputError)
    assert said in str(error)
    assert "\n" not in str(error)
