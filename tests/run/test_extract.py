"""Reading articles in this process and in workers: order, failures, deaths, memory; the command and its folder."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from kg.article import Article
from kg.cli.extract import command
from kg.errors import InputError, ModelError
from kg.extraction import Extraction
from kg.ingest import SetAside
from kg.ingest.ids import file_stem
from kg.run.extract import PipelineReader, extract_articles
from kg.run.output import ExtractionFolder

TEXT = "قصفت المدفعية تلة قرب القرية"


@dataclass(frozen=True)
class PlainReader:
    """Factory of a reader that finds nothing, and does to its process what an article's title says."""

    load: str = ""

    def __call__(self):
        if self.load == "fail":
            raise ModelError("not a pipeline", where="folder", hint="train one")
        if self.load == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return _read


def _read(article: Article) -> Extraction:
    if article.title == "fail":
        raise RuntimeError("no such tensor")
    if article.title == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.title == "exit":
        os._exit(3)
    if article.title == "slow":
        time.sleep(0.3)
    return Extraction(id=article.id, title=article.title, text=article.text)


def _articles(*titles):
    return [Article(id=str(n), title=title, text=TEXT) for n, title in enumerate(titles)]


def _run(articles, **options):
    aside: list[SetAside] = []
    options.setdefault("reader_factory", PlainReader())
    return [e.id for e in extract_articles(articles, on_set_aside=aside.append, **options)], aside


@pytest.mark.parametrize("workers", [1, 2])
def test_order_is_kept_and_a_failure_costs_one_article(workers):
    ids, aside = _run(_articles("slow", "", "fail", "", "slow", "", ""), workers=workers)
    assert ids == ["0", "1", "3", "4", "5", "6"]
    assert [(item.where, item.reason) for item in aside] == [("2", "reading failed")]
    assert "RuntimeError: no such tensor" in aside[0].cause


def test_a_worker_that_dies_costs_its_article_and_is_replaced():
    ids, aside = _run(_articles("", "die", "", "exit", "die", "", ""), workers=2)
    assert ids == ["0", "2", "5", "6"]
    assert [item.where for item in aside] == ["1", "3", "4"]
    assert {item.reason for item in aside} == {"worker died"}
    assert "SIGKILL" in aside[0].cause
    assert "exit code 3" in aside[1].cause


@pytest.mark.parametrize("workers", [1, 2])
def test_a_model_that_cannot_be_loaded_is_an_error_with_its_cause(workers):
    with pytest.raises(ModelError) as caught:
        _run(_articles("", ""), workers=workers, reader_factory=PlainReader("fail"))
    assert str(caught.value) == "folder: not a pipeline (train one)"


def test_a_worker_that_dies_while_loading_is_an_error_and_no_endless_restart():
    with pytest.raises(ModelError, match="SIGKILL"):
        _run(_articles("", ""), workers=2, reader_factory=PlainReader("die"))


@pytest.mark.parametrize("workers", [1, 3])
def test_no_articles_load_nothing(workers):
    assert _run([], workers=workers, reader_factory=PlainReader("fail")) == ([], [])


@pytest.mark.parametrize("workers", [1, 2])
def test_articles_are_taken_only_as_they_are_needed(workers):
    taken = itertools.count()

    def endless():
        while True:
            yield Article(id=str(next(taken)), text=TEXT)

    results = extract_articles(endless(), workers=workers, reader_factory=PlainReader())
    assert [next(results).id for _ in range(20)] == [str(n) for n in range(20)]
    results.close()
    assert next(taken) <= 20 + 8 * workers


def test_the_shipped_reader_says_what_is_missing(tmp_path):
    with pytest.raises(ModelError, match=r"meta\.json"):
        PipelineReader(str(tmp_path))()


def test_a_folder_holds_whole_files_under_safe_names(tmp_path):
    folder = ExtractionFolder(tmp_path / "new" / "out")
    for name in ["plain-1", "a/b", "..", "../up", "خبر", "x" * 300]:
        path = folder.write(Extraction(id=name, text=TEXT))
        assert path.parent == folder.path
        assert Extraction.model_validate_json(path.read_text(encoding="utf-8")).id == name
    assert (folder.path / "plain-1.json").is_file()
    assert len(list(folder.path.iterdir())) == 6


def test_what_a_killed_run_left_behind_is_replaced(tmp_path):
    folder = ExtractionFolder(tmp_path)
    (tmp_path / f".{file_stem('a')}.json.part").write_text('{"id": "a", "te')
    folder.write(Extraction(id="a", text=TEXT))
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be made"):
        ExtractionFolder(tmp_path / "file" / "out")


@pytest.fixture
def plain(monkeypatch):
    """The command with the plain reader in place of the model."""
    monkeypatch.setattr("kg.run.extract.PipelineReader", lambda *_: PlainReader())
    return CliRunner()


@pytest.fixture
def news(tmp_path):
    file = tmp_path / "news.jsonl"
    lines = [{"id": str(n), "text": f"{TEXT} {n}"} for n in range(3)]
    lines += [lines[0], {"id": "x"}, {"id": "d", "text": TEXT, "date": "?"}, {"id": "f", "text": TEXT, "title": "fail"}]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{\n")
    return file


def test_command_writes_a_folder_and_counts(plain, news, tmp_path):
    out = tmp_path / "out"
    result = plain.invoke(command, [str(news), "-o", str(out), "--date", "2023-03-24", "--json"])
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["0.json", "1.json", "2.json", "d.json"]
    assert result.stdout == ""
    *told, summary = result.stderr.splitlines()
    assert json.loads(summary) == {
        "read": 5,
        "written": 4,
        "kept": 0,
        "duplicates": 1,
        "skipped_files": 0,
        "set_aside": {"broken JSON": 1, "no text": 1, "reading failed": 1},
        "warnings": {"bad date": 1},
    }
    assert len(told) == 4
    assert f"kg: set aside: {news}:8: broken JSON" in result.stderr
    again = plain.invoke(command, [str(news), "-o", str(out)])
    assert "5 read, 4 written, 1 duplicates, 3 set aside (broken JSON 1, no text 1, reading failed 1)" in again.stderr


def test_command_writes_json_lines(plain, news, tmp_path):
    result = plain.invoke(command, [str(news)])
    found = [Extraction.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [e.id for e in found] == ["0", "1", "2", "d"]
    file = tmp_path / "out.jsonl"
    assert plain.invoke(command, [str(news), "--jsonl", str(file)]).stdout == ""
    assert file.read_text(encoding="utf-8") == result.stdout


def test_command_reads_stdin(plain):
    result = plain.invoke(command, ["-"], input=TEXT.encode("cp1256"))
    assert json.loads(result.stdout)["text"] == TEXT


def test_command_fails_only_where_nothing_could_be_read(plain, tmp_path):
    (tmp_path / "a.txt").write_text("English only", encoding="utf-8")
    result = plain.invoke(command, [str(tmp_path / "a.txt"), str(tmp_path / "no.txt")])
    assert result.exit_code == 1
    assert "0 read, 0 written, 0 duplicates, 2 set aside (no file 1, not Arabic 1)" in result.stderr


def test_help_imports_no_model():
    code = "import sys, kg.cli.extract; assert not {'torch', 'spacy', 'transformers'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "Examples:" in CliRunner().invoke(command, ["--help"]).output


def test_debug_shows_the_traceback_of_a_failed_article(plain, news, caplog):
    from kg.cli import cli

    result = plain.invoke(cli, ["extract", str(news)])
    assert "Traceback" not in result.stderr + caplog.text
    plain.invoke(cli, ["--debug", "extract", str(news)])
    assert "RuntimeError: no such tensor" in caplog.text
    assert "Traceback" in caplog.text
