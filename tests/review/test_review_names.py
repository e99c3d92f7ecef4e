"""`kg review name`: what people say of a name counts when its articles are loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plain_links import synth_extractions

from kg.cli import cli
from kg.errors import InputError
from kg.extraction import EntityType
from kg.store.connect import Store, open_store


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


@pytest.fixture
def store(embedded_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "judged.jsonl").touch()
    monkeypatch.setenv("KG_JUDGEMENTS", str(tmp_path / "own" / "judged.jsonl"))
    monkeypatch.setenv("KG_HOME", str(embedded_home.parent))
    with open_store(home=embedded_home) as opened:
        yield opened


def brought(store: Store, name: str) -> list[tuple[str, str]]:
    rows = store.read(
        "MATCH (:Article)-[b:BROUGHT]->(n:Actor) WHERE $name IN b.names RETURN n.id AS id, b.rule AS rule ORDER BY id",
        name=name,
    )
    return [(row["id"], row["rule"]) for row in rows]


def test_a_name_means_what_a_person_says_until_it_is_taken_back(store: Store, tmp_path: Path) -> None:
    extraction = synth_extractions()[0]
    group = next(entity for entity in extraction.entities if entity.type is EntityType.ARMED_GROUP)
    name = group.mentions[0].text
    path = tmp_path / "one.json"
    path.write_text(extraction.model_dump_json(by_alias=True), encoding="utf-8")
    kg("load", str(path))
    before = brought(store, name)
    assert before
    assert before[0][1] != "person"
    with pytest.raises(InputError, match="no such actor"):
        kg("review", "name", name, "--means", "actor/nobody-such", "--by", "maya")
    kg(
        "review",
        "name",
        name,
        "--means",
        "actor/hamas",
        "--by",
        "maya",
        "--note",
        "so it is",
        "--article",
        extraction.id,
    )
    assert [row["means"] for row in json.loads(kg("review", "names", "--json").output)] == ["actor/hamas"]
    assert "actor/hamas (by maya: so it is)" in kg("review", "names", "--bidi", "off").output
    kg("load", str(path))
    assert brought(store, name) == [("actor/hamas", "person")]
    kg("review", "name", name, "--undo", "--by", "maya", "--article", extraction.id)
    kg("load", str(path))
    assert brought(store, name) == before
    assert "nobody has judged" in kg("review", "names").output


def test_one_of_means_and_undo_is_asked_for(store: Store) -> None:
    assert kg("review", "name", "الحركة").exit_code == 2
    assert kg("review", "name", "الحركة", "--means", "nobody", "--undo").exit_code == 2


def test_a_file_that_means_somebody_unknown_stops_before_anything_is_read(store: Store, tmp_path: Path) -> None:
    line = {"name": "س", "means": "place/gone", "by": "x", "at": "2024-01-01T00:00:00Z"}
    (tmp_path / "own" / "judged-names.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    path = tmp_path / "one.json"
    path.write_text(synth_extractions()[0].model_dump_json(by_alias=True), encoding="utf-8")
    with pytest.raises(InputError, match="place/gone: no such place"):
        kg("load", str(path))
