"""What `kg build` and `kg refresh` show: progress and set-asides on standard error, at the end a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click

from kg.ingest.setaside import SetAside
from kg.run.build import Tally


@contextmanager
def watched(tally: Tally) -> Iterator[None]:
    """Show progress (in a terminal) and every set-aside as it happens."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, emoji=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("starting")

        def on_read() -> None:
            progress.update(task, description=f"{tally.read} articles read, {tally.incidents} incidents")

        def on_set_aside(item: SetAside) -> None:
            line = f"kg: {item.kind.replace('_', ' ')}: {item}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)

        tally.on_read, tally.on_set_aside = on_read, on_set_aside
        yield


def show(tally: Tally, *, as_json: bool, status: str | None = None) -> None:
    """Print the summary: one JSON object, or lines for people."""
    if as_json:
        head = {"status": status} if status else {}
        click.echo(json.dumps({**head, **tally.summary()}, ensure_ascii=False, indent=1))
        return
    load = tally.load
    unchanged = f", {tally.unchanged} unchanged" if tally.unchanged else ""
    replaced = f" ({load.replaced} in a new version)" if load.replaced else ""
    click.echo(f"{load.articles} articles loaded{replaced}{unchanged}, {tally.incidents} reports of incidents")
    click.echo(f"nodes: {load.nodes_created} made, {load.nodes_deleted} removed; ", nl=False)
    click.echo(f"relationships: {load.relationships_created} made, {load.relationships_deleted} removed")
    if tally.lost:
        reasons = ", ".join(f"{count} {reason}" for reason, count in tally.reasons().items())
        click.echo(f"{tally.lost} set aside: {reasons}")
