"""`kg extract -o FOLDER` a second time: what is kept, what is read again, how a killed run ends."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.article import Article
from kg.cli.extract import command
from kg.extraction import Extraction
from kg.ingest.ids import file_stem
from kg.run import extract, output
from kg.run.fingerprint import reader_fingerprint
from kg.run.resume import resume

TEXT = "قصفت المدفعية تلة قرب القرية"


class Reader:
    """Stands for the pipeline: finds nothing, and notes what it has read."""

    def __init__(self, on_read: Callable[[int], None] | None = None) -> None:
        self.read: list[str] = []
        self._on_read = on_read

    def __call__(self) -> Callable[[Article], Extraction]:
        return self._extraction

    def _extraction(self, article: Article) -> Extraction:
        if self._on_read:
            self._on_read(len(self.read))
        self.read.append(article.id)
        fields = article.model_dump(exclude={"language"})
        return Extraction(**fields, content_hash=article.content_hash)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(extract, "PipelineReader", lambda *_: made)
    return made


def _news(folder: Path, **changed: dict[str, str]) -> Path:
    """Six articles; those named in changed with other fields."""
    file = folder / "news.jsonl"
    articles = [{"id": f"a{n}", "text": f"{TEXT} {n}"} | changed.get(f"a{n}", {}) for n in range(6)]
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file


def _run(*arguments: object) -> Result:
    result = CliRunner().invoke(command, [*map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    return result


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _summary(result: Result) -> tuple[int, int, int]:
    counts = json.loads(result.stderr.splitlines()[-1])
    return counts["read"], counts["written"], counts["kept"]


def test_what_is_there_is_not_read_again(reader: Reader, tmp_path: Path) -> None:
    news, out = _news(tmp_path), tmp_path / "out"
    assert _summary(_run(news, "-o", out)) == (6, 6, 0)
    before = _files(out)
    assert _summary(_run(news, "-o", out)) == (6, 0, 6)
    assert (len(reader.read), _files(out)) == (6, before)
    assert "6 read, 0 written, 6 kept as they were" in CliRunner().invoke(command, [str(news), "-o", str(out)]).stderr
    assert _summary(_run(news, "-o", out, "--force")) == (6, 6, 0)
    assert (len(reader.read), _files(out)) == (12, before)


@pytest.mark.parametrize(
    "change",
    [{"text": TEXT}, {"title": "قصف"}, {"date": "2023-03-24"}, {"source": "وكالة"}, {"url": "https://example.org"}],
)
def test_an_article_that_has_changed_is_read_again(reader: Reader, tmp_path: Path, change: dict[str, str]) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    _run(_news(tmp_path), "-o", out)
    reader.read.clear()
    news = _news(tmp_path, a2=change)
    _run(news, "-o", out)
    assert reader.read == ["a2"]
    _run(news, "-o", whole)
    assert _files(out) == _files(whole)


@pytest.mark.parametrize("content", ["", "{", "{}", '{"id": "a3", "text": "x"}'])
def test_a_file_that_is_no_whole_extraction_of_the_article_is_made_again(
    reader: Reader, tmp_path: Path, content: str
) -> None:
    news, out = _news(tmp_path), tmp_path / "out"
    _run(news, "-o", out)
    before = _files(out)
    reader.read.clear()
    (out / "a3.json").write_text(content)
    _run(news, "-o", out)
    assert (reader.read, _files(out)) == (["a3"], before)


def test_another_model_reads_all_again(reader: Reader, tmp_path: Path) -> None:
    news, out, model = _news(tmp_path), tmp_path / "out", tmp_path / "model"
    model.mkdir()
    (model / "weights").write_text("1")
    assert _summary(_run(news, "-o", out, "--model", model)) == (6, 6, 0)
    assert _summary(_run(news, "-o", out, "--model", model)) == (6, 0, 6)
    (model / "weights").write_text("2")
    assert _summary(_run(news, "-o", out, "--model", model)) == (6, 6, 0)
    assert _summary(_run(news, "-o", out)) == (6, 6, 0)


def test_a_copied_model_is_the_same_one(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "part").mkdir(parents=True)
        (tmp_path / name / "part" / "weights").write_text("1")
    assert reader_fingerprint(tmp_path / "one") == reader_fingerprint(tmp_path / "two") != reader_fingerprint()


@pytest.mark.parametrize("workers", [1, 2])
def test_json_lines_hold_what_was_kept_in_its_place(reader: Reader, tmp_path: Path, workers: int) -> None:
    news, out, lines = _news(tmp_path), tmp_path / "out", tmp_path / "all.jsonl"
    _run(news, "-o", out)
    (out / "a1.json").unlink()
    (out / "a4.json").unlink()
    assert _summary(_run(news, "-o", out, "--jsonl", lines, "--workers", workers)) == (6, 2, 4)
    written = [Extraction.model_validate_json(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [extraction.id for extraction in written] == [f"a{n}" for n in range(6)]
    assert {e.id: e for e in written} == {p.stem: Extraction.model_validate_json(p.read_bytes()) for p in out.iterdir()}


def test_an_article_that_fails_is_left_out_and_the_others_keep_their_order() -> None:
    articles = [Article(id=str(n), text=TEXT) for n in range(7)]

    def read(wanted: Iterable[Article]) -> Iterator[Extraction]:
        # Some are taken ahead, as workers do.
        taken = [article for article in wanted if article.id not in "15"]
        yield from map(Reader()(), taken)

    found = resume(articles, lambda article: article.id in "036", read)
    assert [item if isinstance(item, str) else f"{item.id} read" for item in found] == [
        "0",
        "2 read",
        "3",
        "4 read",
        "6",
    ]


def _killed(news: Path, out: Path, where: str, at: int) -> None:
    """A run that dies at the nth article: while it is read, or when its file is written but not yet in place."""

    def die(count: int) -> None:
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    reader = Reader(die if where == "reading" else None)
    extract.PipelineReader = lambda *_: reader
    if where == "writing":
        output.os.fsync = lambda _: die(len(reader.read) - 1)
    CliRunner().invoke(command, [str(news), "-o", str(out), "--force"])


@pytest.mark.parametrize(("where", "at"), [("reading", 0), ("reading", 4), ("writing", 3)])
def test_a_killed_run_ends_like_a_whole_one_when_run_again(reader: Reader, tmp_path: Path, where: str, at: int) -> None:
    news, out, whole = _news(tmp_path), tmp_path / "out", tmp_path / "whole"
    _run(news, "-o", whole)
    for written in (at, 6):  # The second time all is there, and the kill comes while a file is replaced.
        process = multiprocessing.get_context("spawn").Process(target=_killed, args=(news, out, where, at))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert (out / f".{file_stem(f'a{at}')}.json.part").exists() == (where == "writing")
        assert _summary(_run(news, "-o", out)) == (6, 6 - written, written)
        assert _files(out) == _files(whole)
