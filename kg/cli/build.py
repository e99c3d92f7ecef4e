"""`kg build`: articles to graph in one go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from kg.cli.options import store_options
from kg.errors import InputError


@click.command("build", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@click.option("--model", type=click.Path(path_type=Path), help="Pipeline folder [default: the one that ships]")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes, a model each")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of articles that state none")
@click.option("--json", "as_json", is_flag=True, help="Summary as one JSON object")
@store_options
def command(
    articles: tuple[str, ...], model: Path | None, workers: int, date: dt.datetime | None, as_json: bool, store: Any
) -> None:
    """Read ARTICLES (files, folders, globs, - for standard input; txt, html, jsonl, csv) into the graph.

    Doing it again changes nothing; an article with new content replaces what it said before. What cannot be read is
    reported and left out. Exit code 1 when no article could be loaded.
    """
    from kg.cli.report import show, watched
    from kg.ingest import read_articles
    from kg.run.build import Tally, build
    from kg.run.extract import extract_articles

    tally = Tally()
    with store() as graph, watched(tally):
        given = read_articles(articles, date=date.date() if date else None, on_set_aside=tally.tell)
        build(
            given,
            graph,
            read=lambda some: extract_articles(
                some, model=model, workers=workers, resolve=False, on_set_aside=tally.tell
            ),
            tally=tally,
        )
    show(tally, as_json=as_json)
    if not tally.load.articles:
        raise InputError("no article could be loaded", hint="give files or folders of txt, html, jsonl or csv")
