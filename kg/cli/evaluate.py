"""`kg evaluate`: how good a pipeline or any system is, measured on gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from click.core import ParameterSource

from kg.errors import InputError

_EPILOG = """\b
Examples:
  kg evaluate gold/dev
  kg evaluate gold/dev --model model/ --html errors.html
  kg extract gold/dev -o read/ && kg evaluate gold/dev --system read/ --json | jq .figures.graph.f1
  kg evaluate --linking
  kg evaluate --linking gold/dev gold/train
"""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
# Options that say how articles are read; --linking reads none.
_READING = ("model", "system", "workers", "boot", "page")
_NAMED = 3
_WIDE = 140


@click.command("evaluate", epilog=_EPILOG)
@click.argument("gold", type=_FOLDER, nargs=-1)
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
@click.option("--linking", is_flag=True, help="Score the linking of actors and places instead; reads no article.")
@click.option(
    "--answers",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --linking: write what each case was linked to.",
)
@click.pass_context
def command(
    context: click.Context,
    gold: tuple[Path, ...],
    model: Path | None,
    system: Path | None,
    workers: int,
    boot: int,
    page: Path | None,
    as_json: bool,
    linking: bool,
    answers: Path | None,
) -> None:
    """Score what a pipeline reads in the articles of the folder GOLD: by measure, role and type, with intervals.

    GOLD holds one file an article in the resolved format (`kg gold check`). An article on which the system has nothing
    counts as one in which it found nothing. The error browser is one file to open in any web browser: each article with
    gold and system side by side, to be filtered by kind of error.

    With --linking: precision and recall on the tables of cases that ship with Isnad (pairs of actor names, places in a
    sentence), the wrong cases, and, given one or more folders GOLD, B-cubed figures of their actors, mentions given.
    """
    if linking:
        given = {name for name in _READING if context.get_parameter_source(name) is not ParameterSource.DEFAULT}
        if given:
            raise click.UsageError(f"--linking excludes --{min(given).replace('page', 'html')}")
        _linking(gold, answers, as_json)
        return
    if answers:
        raise click.UsageError("--answers goes with --linking")
    if len(gold) != 1:
        raise click.UsageError("give one folder GOLD, or --linking")
    _reading(gold[0], model, system, workers, boot, page, as_json)


def _linking(gold: Sequence[Path], answers: Path | None, as_json: bool) -> None:
    from rich.console import Console

    from kg.evaluate.files import gold_files, read_gold
    from kg.evaluate.linking import link_cases
    from kg.evaluate.linking_cases import GOLD_NAMES, case_file, read_gold_names
    from kg.evaluate.linking_gold import link_gold
    from kg.evaluate.linking_report import LinkingReport, answers_csv, linking_dict, print_linking
    from kg.resolve.places import PlaceLinker
    from kg.resolve.resolver import Resolver

    files = [path for folder in gold for path in gold_files(folder)]
    resolver = Resolver.default()
    tables = link_cases(resolver, PlaceLinker.default())
    with _progress() as bar:
        advance = bar("linking", len(files))
        names = read_gold_names(case_file(GOLD_NAMES))
        linked = []
        for path in files:
            linked += link_gold([read_gold(path)], names, resolver)
            advance()
    report = LinkingReport(tables, tuple(linked))
    if answers:
        answers.mkdir(parents=True, exist_ok=True)
        for name, result in tables.items():
            _write(answers / f"{name}.answers.csv", answers_csv(result))
    if as_json:
        click.echo(json.dumps(linking_dict(report), ensure_ascii=False, indent=1))
        return
    print_linking(report, Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() else _WIDE))


def _reading(
    gold: Path, model: Path | None, system: Path | None, workers: int, boot: int, page: Path | None, as_json: bool
) -> None:
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
