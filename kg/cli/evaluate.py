"""`kg evaluate`: how good a pipeline or any system is, measured on gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from kg.errors import InputError

_EPILOG = """\b
Examples:
  kg evaluate gold/dev
  kg evaluate gold/dev --model model/ --html errors.html
  kg extract gold/dev -o read/ && kg evaluate gold/dev --system read/ --json | jq .figures.graph.f1
"""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NAMED = 3
_WIDE = 140


@click.command("evaluate", epilog=_EPILOG)
@click.argument("gold", type=_FOLDER)
@click.option(
    "--model", metavar="FOLDER", type=click.Path(path_type=Path), help="Another pipeline than the shipped one."
)
@click.option("--system", type=_FOLDER, metavar="FOLDER", help="Score the extractions in FOLDER; read no article.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1),
    help="Processes that read, each with its own model.",
)
@click.option(
    "--boot", default=1000, show_default=True, type=click.IntRange(0), help="Resamples for 95 % intervals; 0 for none."
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an error browser too.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of tables.")
def command(
    gold: Path, model: Path | None, system: Path | None, workers: int, boot: int, page: Path | None, as_json: bool
) -> None:
    """Score what a pipeline reads in the articles of the folder GOLD: by measure, role and type, with intervals.

    GOLD holds one file an article in the resolved format (`kg gold check`). An article on which the system has nothing
    counts as one in which it found nothing. The error browser is one file to open in any web browser: each article with
    gold and system side by side, to be filtered by kind of error.
    """
    from rich.console import Console

    from kg.evaluate.evaluation import evaluate
    from kg.evaluate.files import gold_files, read_gold, read_pairs, without_gold
    from kg.evaluate.page import to_html
    from kg.evaluate.reading import read_gold_articles
    from kg.evaluate.report import as_dict, print_report

    if model and system:
        raise click.UsageError("--model and --system exclude each other")
    if page and not page.absolute().parent.is_dir():
        raise InputError("its folder does not exist", where=str(page), hint="make it first")
    files = gold_files(gold)
    with _progress() as bar:
        if system:
            _tell(f"files of {system} have no gold and are not scored", without_gold(system, files))
            pairs = list(read_pairs(files, system))
        else:
            pairs = read_gold_articles(
                [read_gold(path) for path in files],
                model=model,
                workers=workers,
                on_article=bar("reading", len(files)),
                on_set_aside=lambda item: click.echo(f"kg: set aside: {item}", err=True),
            )
        evaluation = evaluate(
            pairs, rounds=boot, on_article=bar("scoring", len(files)), on_round=bar("resampling", boot)
        )
    _tell("articles have nothing from the system", evaluation.missing)
    if page:
        _write(page, to_html(evaluation, title=f"{system or model or 'The shipped model'} on {gold}"))
    if as_json:
        click.echo(json.dumps(as_dict(evaluation), ensure_ascii=False, indent=1))
        return
    # What goes to a pipe or file is as wide as it needs to be.
    print_report(evaluation, Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() else _WIDE))


def _tell(what: str, names: Sequence[str]) -> None:
    if names:
        more = " …" if len(names) > _NAMED else ""
        click.echo(f"kg: {len(names)} {what}: {', '.join(names[:_NAMED])}{more}", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str, int], Callable[[], None]]]:
    """A function that adds a bar, on a terminal's stderr, and returns what advances it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:

        def bar(description: str, total: int) -> Callable[[], None]:
            task = progress.add_task(description, total=total)
            return lambda: progress.advance(task)

        yield bar


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(path)) from error
