"""`kg load`: extractions into the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.options import store_options
from kg.errors import InputError


@click.command("load", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("extractions", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="EXTRACTIONS...")
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    metavar="ROWS",
    help="Nodes and relationships in one transaction [default: 10000]",
)
@click.option("--json", "as_json", is_flag=True, help="Summary as one JSON object")
@store_options
def command(extractions: tuple[Path, ...], batch: int | None, as_json: bool, store: Any) -> None:
    """Load EXTRACTIONS (files and folders that `kg extract` has written) into the graph.

    Doing it again changes nothing; an article with new content replaces what it said before. A file that holds no
    extraction is reported and left out. Exit code 1 when nothing could be loaded.
    """
    from kg.cli.report import show, watched
    from kg.run.build import Tally
    from kg.run.load import load_files
    from kg.store.loader import BATCH_ROWS

    tally = Tally()
    with store() as graph, watched(tally):
        load_files(extractions, graph, tally=tally, batch_size=batch or BATCH_ROWS)
    show(tally, as_json=as_json)
    if not tally.load.articles:
        raise InputError("nothing could be loaded", hint="give files or folders that kg extract has written")
