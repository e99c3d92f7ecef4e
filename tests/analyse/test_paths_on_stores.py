"""Paths read from a real store: the same graph as the mapper's, its sentences, the command and the notebook."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient
from plain_links import plainly_resolved, synth_extractions

from kg.analyse.evidence import fetch_evidence
from kg.analyse.graph import fetch_graph, graph_of
from kg.analyse.lookup import find_node
from kg.analyse.paths import k_shortest_paths, with_evidence
from kg.cli import cli
from kg.errors import InputError
from kg.graph.mapper import map_extraction
from kg.store.connect import Store, open_store
from kg.store.loader import load_deltas

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "relationship_paths.ipynb"


def deltas() -> list:
    return [map_extraction(plainly_resolved(extraction)) for extraction in synth_extractions()]


@pytest.fixture
def loaded_home(embedded_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The embedded store of this run with three gold articles, as the one that commands find by themselves."""
    with open_store(home=embedded_home) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load_deltas(store, deltas())
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("KG_HOME", str(embedded_home.parent))
    return embedded_home


def test_the_store_gives_the_graph_that_the_mapper_made(store: Store) -> None:
    load_deltas(store, deltas())
    fetched, made = fetch_graph(store), graph_of(deltas())
    assert list(fetched) == list(made)
    assert list(fetched.edges) == list(made.edges)
    for edge in made.edges:
        assert fetched.edges[edge].get("claims") == made.edges[edge].get("claims")
    assert {fetched.nodes[node]["label"] for node in fetched} == {"Actor", "Place", "Incident"}


def test_every_relationship_but_those_of_the_gazetteer_has_its_sentences(store: Store) -> None:
    load_deltas(store, deltas())
    graph = fetch_graph(store)
    keys = {f"{kind}|{start}|{end}" for start, end, kind in graph.edges}
    evidence = fetch_evidence(store, keys)
    assert set(evidence) == keys
    articles = {extraction.id: extraction for extraction in synth_extractions()}
    for sentence in (sentence for found in evidence.values() for sentence in found):
        source = articles[sentence.article.removeprefix("article/")]
        assert source.content[sentence.start : sentence.end] == sentence.text
        assert sentence.date == source.date


def test_paths_carry_evidence(store: Store) -> None:
    load_deltas(store, deltas())
    graph = fetch_graph(store)
    ends = find_node(graph, "Islamic State"), find_node(graph, "United States")
    paths = with_evidence(k_shortest_paths(graph, *ends, 2), store)
    assert [len(path.hops) for path in paths] == [4, 4]
    assert all(link.evidence for path in paths for hop in path.hops for link in hop.links)


def test_the_command_prints_draws_and_writes(loaded_home: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "paths.html", tmp_path / "paths.png"
    arguments = ["paths", "islamic state", "United States", "-k", "2", "--html", str(page), "--png", str(picture)]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.startswith("Path 1 of 2: 4 hops\n  Islamic State")
    assert "«" in result.output
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in page.read_text(encoding="utf-8")
    result = CliRunner().invoke(cli, ["paths", "Islamic State", "United States", "--json"], catch_exceptions=False)
    assert len(json.loads(result.output)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Islamic State", "Nowhere Land"], "'Nowhere Land': nothing in the graph has this name"),
        (["Islamic State", "islamic state"], "both names mean the same"),
        (["Islamic State", "United States", "--max-hops", "1"], "no path of 1 hops or fewer"),
        (["Islamic State", "United States", "--max-hops", "1", "--min-confidence", "1"], "a lower --min-confidence"),
    ],
)
def test_the_command_explains_what_it_cannot_do(loaded_home: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        CliRunner().invoke(cli, ["paths", *arguments], catch_exceptions=False)


def test_the_notebook_runs_and_is_committed_without_outputs(loaded_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
    root = str(NOTEBOOK.parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))))
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": root}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("3 paths from actor/" in output.get("text", "") for output in outputs)
    shown = [output["data"] for output in outputs if "data" in output]
    assert any("<blockquote" in data.get("text/html", "") for data in shown)
    assert any(data.get("image/png") for data in shown)
