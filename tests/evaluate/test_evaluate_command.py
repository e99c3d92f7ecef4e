"""`kg evaluate`: what it prints and writes, and how it refuses."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from damaged import write_damaged
from scorer import SYNTH

from kg.article import Article
from kg.cli.evaluate import command
from kg.errors import InputError, KgError
from kg.evaluate.files import gold_files, read_gold
from kg.evaluate.reading import read_gold_articles
from kg.extraction import Extraction


@pytest.fixture
def system(tmp_path):
    return write_damaged(SYNTH, tmp_path / "system", 1)


def run(*arguments):
    return CliRunner(env={"COLUMNS": "140"}).invoke(command, [str(a) for a in arguments])


def refusal(*arguments):
    result = run(*arguments)
    assert isinstance(result.exception, KgError), result.output
    return str(result.exception)


def test_tables(system):
    result = run(SYNTH, "--system", system, "--boot", 20)
    assert result.exit_code == 0
    assert all(head in result.stdout for head in ("measure", "by type", "gold ↓ system →", "errors by kind", "95 %"))
    assert "incident.air_drone_strike" in result.stdout


def test_tables_without_intervals(system):
    assert "95 %" not in run(SYNTH, "--system", system, "--boot", 0).stdout


def test_json_and_page(system, tmp_path):
    page = tmp_path / "errors.html"
    result = run(SYNTH, "--system", system, "--boot", 20, "--json", "--html", page)
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["articles"] == 6
    graph = answer["figures"]["graph"]
    assert graph["low"] <= graph["f1"] <= graph["high"]
    assert (
        sum(row["count"] for row in answer["confusion"] if row["gold"] != "spurious")
        == answer["figures"]["incident"]["gold"]
    )
    # Gold damaged is gold still: it says nothing about how sure it is.
    assert answer["confidence"] == []
    assert set(answer["by_article"]) == {path.stem for path in gold_files(SYNTH)}
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_missing_and_superfluous_files_are_told(system):
    next(system.glob("*.json")).unlink()
    (system / "stranger.json").write_text("{}", encoding="utf-8")
    result = run(SYNTH, "--system", system, "--boot", 0)
    assert result.exit_code == 0
    assert "have nothing from the system" in result.stderr
    assert "stranger.json" in result.stderr


def test_a_system_need_not_repeat_the_text(tmp_path):
    for path in gold_files(SYNTH):
        data = json.loads(path.read_text(encoding="utf-8"))
        short = {key: data[key] for key in ("entities", "incidents", "relations", "incident_relations")}
        (tmp_path / path.name).write_text(json.dumps(short), encoding="utf-8")
    answer = json.loads(run(SYNTH, "--system", tmp_path, "--boot", 0, "--json").stdout)
    assert answer["figures"]["graph"]["f1"] == 1


def test_another_text_is_refused(system):
    path = sorted(system.glob("*.json"))[0]
    path.write_text(json.dumps({"id": "a", "title": "", "text": "نص آخر"}), encoding="utf-8")
    assert "not those of the gold article" in refusal(SYNTH, "--system", system)


@pytest.mark.parametrize(
    ("content", "cause"),
    [("{", "is not JSON"), ("[]", "no object"), ('{"entities": [{"id": "e1"}]}', "entities.0.type")],
)
def test_broken_files_are_refused_by_name(system, tmp_path, content, cause):
    path = sorted(system.glob("*.json"))[0]
    path.write_text(content, encoding="utf-8")
    message = refusal(SYNTH, "--system", system)
    assert str(path) in message
    assert cause in message
    assert "\n" not in message
    gold = shutil.copytree(SYNTH, tmp_path / "gold")
    (gold / path.name).write_text(content, encoding="utf-8")
    assert str(gold / path.name) in refusal(gold, "--system", SYNTH)


def test_refusals(system, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no gold files" in refusal(empty, "--system", system)
    assert "folder does not exist" in refusal(SYNTH, "--system", system, "--html", tmp_path / "no" / "page.html")
    both = run(SYNTH, "--system", system, "--model", tmp_path)
    assert both.exit_code == 2
    assert "exclude each other" in both.output
    assert "not a pipeline folder" in refusal(SYNTH, "--model", tmp_path)


@dataclass(frozen=True)
class EchoReader:
    """Factory of a reader that knows gold by heart, but fails on one article."""

    fails: str

    def __call__(self):
        known = {gold.id: gold for gold in map(read_gold, gold_files(SYNTH))}

        def read(article: Article) -> Extraction:
            if article.id == self.fails:
                raise ValueError("no such tensor")
            return known[article.id]

        return read


def test_articles_on_which_reading_fails_count_as_missed():
    gold = [read_gold(path) for path in gold_files(SYNTH)]
    told, read = [], []
    pairs = read_gold_articles(
        gold,
        reader_factory=EchoReader(gold[1].id),
        on_set_aside=told.append,
        on_article=lambda: read.append(1),
    )
    assert [system for _, system in pairs] == [gold[0], None, *gold[2:]]
    assert [item.where for item in told] == [gold[1].id]
    assert len(read) == len(gold) - 1


def test_two_gold_articles_of_one_id_are_refused():
    gold = read_gold(gold_files(SYNTH)[0])
    with pytest.raises(InputError, match="two gold files have this id"):
        read_gold_articles([gold, gold], reader_factory=EchoReader(""))
