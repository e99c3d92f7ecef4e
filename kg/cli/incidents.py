"""`kg incidents`: the incidents of the graph at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import bidi_option, min_confidence_option, store_options

if TYPE_CHECKING:
    from kg.view.bidi import Choice

# What the table is headed → columns of the template `incidents` that it joins.
_COLUMNS = {
    "who": ("who", "sides"),
    "what": ("what",),
    "whom": ("whom",),
    "where": ("places",),
    "when": ("date",),
    "toll": ("toll",),
    "source": ("source",),
}


@click.command("incidents", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many, latest first"
)
@click.option("--json", "as_json", is_flag=True, help="JSON with the ids instead of a table")
@min_confidence_option
@store_options
@bidi_option
def command(store: Any, limit: int, min_confidence: float, as_json: bool, bidi: Choice | None) -> None:
    """Print the incidents of the graph: who, what, whom, where, when, with which toll, and who says so."""
    from kg.cli.output import write_result
    from kg.query.catalogue import find_template
    from kg.query.run import Result, run_template

    with store(read_only=True) as graph:
        found = run_template(graph, find_template("incidents"), {"limit": limit, "min_confidence": min_confidence})
    rows = [{name: _joined(row, parts) for name, parts in _COLUMNS.items()} for row in found.rows]
    columns = tuple(_COLUMNS)
    if as_json:
        columns = (*columns, "incident")
        rows = [{**row, "incident": whole["incident"]} for row, whole in zip(rows, found.rows, strict=True)]
    write_result(Result(columns, tuple(rows)), "json" if as_json else "table", bidi)


def _joined(row: dict[str, Any], parts: tuple[str, ...]) -> object:
    return row[parts[0]] if len(parts) == 1 else [item for part in parts for item in row[part]]
