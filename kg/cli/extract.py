"""`kg extract`: articles in, what each says as JSON out."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.article import Article
from kg.errors import InputError
from kg.extraction import Extraction
from kg.ingest import MAX_WORDS, SetAside, read_articles
from kg.ingest.files import FORMATS, Format
from kg.run.summary import Summary

if TYPE_CHECKING:
    from kg.run.output import ExtractionFolder

_EPILOG = """\b
Examples:
  kg extract news/ -o extractions/          # again: goes on where it stopped, reads only what is new or changed
  kg extract 'archive/2023-*.jsonl' --workers 2 -o extractions/
  kg extract page.html --date 2023-03-24 | jq .incidents
  cat article.txt | kg extract - --format txt
"""


@click.command("extract", epilog=_EPILOG)
@click.argument("articles", nargs=-1, required=True)
@click.option("-o", "--output", default="-", metavar="FOLDER", help="Write FOLDER/<id>.json; - (default): JSON Lines.")
@click.option("--jsonl", metavar="FILE", help="Write JSON Lines to FILE (as well as to FOLDER).")
@click.option(
    "--format", "input_format", type=click.Choice(FORMATS), help="Read every file as this, whatever its name."
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of articles that state none.")
@click.option(
    "--model", metavar="FOLDER", type=click.Path(path_type=Path), help="Another pipeline than the shipped one."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes, each with its own model."
)
@click.option(
    "--max-words", default=MAX_WORDS, show_default=True, type=click.IntRange(1), help="Set longer articles aside."
)
@click.option("--force", is_flag=True, help="Read again what FOLDER has already.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary (stderr) as JSON.")
def command(
    articles: tuple[str, ...],
    output: str,
    jsonl: str | None,
    input_format: Format | None,
    date: dt.datetime | None,
    model: Path | None,
    workers: int,
    max_words: int,
    force: bool,
    as_json: bool,
) -> None:
    """Read ARTICLES and write what each says: entities, incidents, dates, tolls, relations.

    ARTICLES are files, folders (at any depth), globs, or - for standard input: txt (with an optional YAML front
    matter), html, jsonl, json, csv. Fields: text, and as far as known id, title, date, source, url. An article without
    a date keeps weekdays and «yesterday» unresolved unless --date gives one. Input that cannot be read is set aside,
    told in one line, and the rest goes on; the exit code is 1 only where nothing at all could be read.

    An article of which FOLDER has the extraction is not read again if neither it nor the pipeline, this program, its
    actors and places have changed since. So a run that was interrupted, run again, ends with the same files; the last
    line says how many were kept. --force reads all again.
    """
    from kg.run.extract import extract_articles
    from kg.run.fingerprint import reader_fingerprint
    from kg.run.output import ExtractionFolder
    from kg.run.resume import resume

    if click.get_current_context().find_root().params.get("debug"):
        # Tracebacks of articles on which reading failed; of libraries only what they always say.
        logging.basicConfig()
        logging.getLogger("kg").setLevel(logging.DEBUG)
    summary = Summary()
    folder = ExtractionFolder(Path(output)) if output != "-" else None
    reader = reader_fingerprint(model)
    with _progress() as (advance, say), _writers(folder, jsonl) as write:

        def set_aside(item: SetAside) -> None:
            summary.add(item)
            if item.kind in ("set_aside", "warning"):
                say(f"kg: {item.kind.replace('_', ' ')}: {item}")

        def counted(found: Iterable[Article]) -> Iterator[Article]:
            for article in found:
                summary.read += 1
                yield article

        def is_kept(article: Article) -> bool:
            kept = folder is not None and not force and folder.has(article, reader)
            if kept:
                summary.kept += 1
                advance(summary.kept)
            return kept

        def read(found: Iterable[Article]) -> Iterator[Extraction]:
            for extraction in extract_articles(found, model=model, workers=workers, on_set_aside=set_aside):
                summary.written += 1
                advance(summary.kept)
                yield extraction.model_copy(update={"reader": reader})

        found = read_articles(
            articles,
            date=date.date() if date else None,
            input_format=input_format,
            max_words=max_words,
            on_set_aside=set_aside,
        )
        for item in resume(counted(found), is_kept, read):
            write(item)
    click.echo(json.dumps(summary.as_dict()) if as_json else f"kg: {summary}", err=True)
    if not summary.written and not summary.kept:
        sys.exit(1)


@contextmanager
def _writers(folder: ExtractionFolder | None, jsonl: str | None) -> Iterator[Callable[[Extraction | str], None]]:
    """A function that writes an extraction, or one that the folder has by its article's id, to all places asked for."""
    from kg.run.output import json_line

    with ExitStack() as stack:
        lines: Callable[[str], object] | None = None
        if jsonl is not None:
            try:
                file = stack.enter_context(click.open_file(jsonl, "w", encoding="utf-8", atomic=jsonl != "-"))
            except OSError as error:
                raise InputError(f"cannot be written: {error.strerror}", where=jsonl) from error
            lines = file.write
        elif folder is None:
            lines = partial(click.echo, nl=False)

        def write(item: Extraction | str) -> None:
            if folder is not None and not isinstance(item, str):
                folder.write(item)
            if lines:
                if isinstance(item, str):
                    assert folder is not None
                    item = folder.read(item)
                lines(json_line(item))

        yield write


@contextmanager
def _progress() -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    """A bar on a terminal's stderr, nothing elsewhere; and a way to print lines that does not tear it.

    The first function counts an article more, and says how many of them were kept so far.
    """
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, emoji=False)
    kept_column = TextColumn("{task.fields[kept]} kept as they were")
    columns = (SpinnerColumn(), TextColumn("articles"), MofNCompleteColumn(), kept_column, TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("articles", total=None, kept=0)

        def say(line: str) -> None:
            if console.is_terminal:
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                click.echo(line, err=True)

        yield lambda kept: progress.update(task, advance=1, kept=kept), say
