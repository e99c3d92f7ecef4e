"""`kg extract`: articles in, what each says as JSON out."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from kg.article import Article
from kg.errors import InputError
from kg.extraction import Extraction
from kg.ingest import MAX_WORDS, SetAside, read_articles
from kg.ingest.files import FORMATS, Format
from kg.run.summary import Summary

_EPILOG = """\b
Examples:
  kg extract news/ -o extractions/
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
    as_json: bool,
) -> None:
    """Read ARTICLES and write what each says: entities, incidents, dates, tolls, relations.

    ARTICLES are files, folders (at any depth), globs, or - for standard input: txt (with an optional YAML front
    matter), html, jsonl, json, csv. Fields: text, and as far as known id, title, date, source, url. An article without
    a date keeps weekdays and «yesterday» unresolved unless --date gives one. Input that cannot be read is set aside,
    told in one line, and the rest goes on; the exit code is 1 only where nothing at all could be read.
    """
    from kg.run.extract import extract_articles

    if click.get_current_context().find_root().params.get("debug"):
        # Tracebacks of articles on which reading failed; of libraries only what they always say.
        logging.basicConfig()
        logging.getLogger("kg").setLevel(logging.DEBUG)
    summary = Summary()
    with _progress() as (advance, say), _writers(output, jsonl) as write:

        def set_aside(item: SetAside) -> None:
            summary.add(item)
            if item.kind in ("set_aside", "warning"):
                say(f"kg: {item.kind.replace('_', ' ')}: {item}")

        def counted(found: Iterable[Article]) -> Iterator[Article]:
            for article in found:
                summary.read += 1
                yield article

        found = read_articles(
            articles,
            date=date.date() if date else None,
            input_format=input_format,
            max_words=max_words,
            on_set_aside=set_aside,
        )
        for extraction in extract_articles(counted(found), model=model, workers=workers, on_set_aside=set_aside):
            write(extraction)
            summary.written += 1
            advance()
    click.echo(json.dumps(summary.as_dict()) if as_json else f"kg: {summary}", err=True)
    if not summary.written:
        sys.exit(1)


@contextmanager
def _writers(output: str, jsonl: str | None) -> Iterator[Callable[[Extraction], None]]:
    """A function that writes an extraction to all places asked for."""
    from kg.run.output import ExtractionFolder, json_line

    with ExitStack() as stack:
        writers: list[Callable[[Extraction], object]] = []
        if output != "-":
            writers.append(ExtractionFolder(Path(output)).write)
        if jsonl is not None:
            try:
                file = stack.enter_context(click.open_file(jsonl, "w", encoding="utf-8", atomic=jsonl != "-"))
            except OSError as error:
                raise InputError(f"cannot be written: {error.strerror}", where=jsonl) from error
            writers.append(lambda extraction: file.write(json_line(extraction)))
        if not writers:
            writers.append(lambda extraction: click.echo(json_line(extraction), nl=False))

        def write(extraction: Extraction) -> None:
            for one in writers:
                one(extraction)

        yield write


@contextmanager
def _progress() -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """A bar on a terminal's stderr, nothing elsewhere; and a way to print lines that does not tear it."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("articles"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("articles", total=None)

        def say(line: str) -> None:
            if console.is_terminal:
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                click.echo(line, err=True)

        yield lambda: progress.advance(task), say
