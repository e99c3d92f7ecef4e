"""`kg gold detach` and `attach`: annotations travel without their texts and come back whole."""

from __future__ import annotations

import json
import lzma

import pytest
from click.testing import CliRunner
from scorer import SYNTH

from kg.cli.gold import command
from kg.extraction import Extraction


def run(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments)])


def gold():
    return [Extraction.model_validate_json(p.read_text(encoding="utf-8")) for p in sorted(SYNTH.glob("*.json"))]


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        for g in reversed(gold()):
            fields = {"id": g.id, "title": g.title, "text": g.text, "date": g.date.isoformat() if g.date else None}
            stream.write(json.dumps(fields, ensure_ascii=False) + "\n")
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.xz", "a.jsonl.gz"])
def test_an_annotation_comes_back_whole(tmp_path, articles, name):
    assert run("detach", SYNTH, "-o", tmp_path / name).exit_code == 0
    result = run("attach", tmp_path / name, articles, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "6 written" in result.stderr
    for g in gold():
        again = Extraction.model_validate_json((tmp_path / "out" / f"{g.id}.json").read_text(encoding="utf-8"))
        assert again == g


def test_no_word_of_an_article_is_passed_on(tmp_path):
    run("detach", SYNTH, "-o", tmp_path / "a.jsonl")
    data = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in data.splitlines()]
    for g, record in zip(gold(), records, strict=True):
        assert "text" not in record
        assert "title" not in record
        names = [m.text for e in g.entities for m in e.mentions] + [t.text for i in g.incidents for t in i.triggers]
        weapons = " ".join(i.weapon or "" for i in g.incidents)
        assert not [n for n in names if n in json.dumps(record, ensure_ascii=False) and n not in weapons]


def test_another_text_and_a_missing_article_are_named(tmp_path, articles):
    run("detach", SYNTH, "-o", tmp_path / "a.jsonl")
    with lzma.open(articles, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    changed, missing, *rest = records
    changed["text"] += " ثم"
    path = tmp_path / "some.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in [changed, *rest]), encoding="utf-8")
    result = run("attach", tmp_path / "a.jsonl", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert f"article {changed['id']}: not the text that was annotated" in result.stderr
    assert f"article {missing['id']} is not among the articles" in result.stderr
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_a_line_that_is_no_record_is_named(tmp_path, articles):
    (tmp_path / "a.jsonl").write_text('{"id": "x"}\n{broken\n', encoding="utf-8")
    result = run("attach", tmp_path / "a.jsonl", articles, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "a.jsonl:2" in str(result.exception)


def test_nothing_put_together_is_an_error(tmp_path, articles):
    (tmp_path / "a.jsonl").write_text('{"id": "x", "content_hash": "y"}\n', encoding="utf-8")
    assert run("attach", tmp_path / "a.jsonl", articles, "-o", tmp_path / "out").exit_code == 1
