"""`kg paths`: how two things are connected, hop by hop, with evidence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import min_confidence_option, store_options
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.store.session import Store


@click.command("paths")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("-k", "k", default=3, show_default=True, type=click.IntRange(1, 50), help="How many paths at most.")
@click.option("--max-hops", default=6, show_default=True, type=click.IntRange(min=1), help="Longest path to take.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.option("--png", "drawing", type=click.Path(path_type=Path, dir_okay=False), help="Draw the paths into FILE too.")
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to FILE too.")
@min_confidence_option
@store_options
def command(
    a: str,
    b: str,
    k: int,
    max_hops: int,
    min_confidence: float,
    as_json: bool,
    drawing: Path | None,
    page: Path | None,
    store: Callable[..., AbstractContextManager[Store]],
) -> None:
    """Print how A and B are connected: the shortest paths between them, with the sentences behind every hop.

    A and B are English or Arabic names in any spelling, or ids (actor/…, place/…, incident/…).
    """
    from kg.analyse.graph import fetch_graph
    from kg.analyse.lookup import find_node
    from kg.analyse.paths import k_shortest_paths, with_evidence
    from kg.view.bidi import arrange, choose_order, is_right_to_left, plain_line
    from kg.view.paths_text import paths_to_json, paths_to_text

    with store(read_only=True) as reader:
        graph = fetch_graph(reader, min_confidence=min_confidence)
        start, end = find_node(graph, a), find_node(graph, b)
        if start == end:
            raise InputError("both names mean the same", where=f"{a!r} and {b!r}", hint=f"it is {start}")
        paths = with_evidence(k_shortest_paths(graph, start, end, k, max_hops=max_hops), reader)
    if not paths:
        hint = "--max-hops allows longer ones" + (", a lower --min-confidence less sure ones" if min_confidence else "")
        raise InputError(f"no path of {max_hops} hops or fewer", where=f"{a!r} to {b!r}", hint=hint)
    if as_json:
        click.echo(paths_to_json(graph, paths), nl=False)
    else:
        order = choose_order(None, sys.stdout)
        text = paths_to_text(
            graph, paths, show=lambda line: arrange(plain_line(line), order, right_to_left=is_right_to_left(line))
        )
        click.echo(text, nl=False)
    if drawing or page:
        from kg.view.paths_page import draw_paths, paths_to_html

        if drawing:
            draw_paths(graph, paths, drawing)
        if page:
            _write(page, paths_to_html(graph, paths))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from error
