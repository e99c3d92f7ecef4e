"""Writing an answer to standard output in the format that was asked for."""

from __future__ import annotations

import click

from kg.query.run import Result
from kg.view.bidi import Choice


def write_result(result: Result, form: str, bidi: Choice | None) -> None:
    """form (str): table, csv or json; bidi: for tables, see `kg.view.bidi.choose_order`."""
    if form == "table":
        from kg.view.table import print_table

        print_table(result.columns, result.rows, bidi=bidi)
        return
    from kg.query.output import to_csv, to_json

    click.echo(to_csv(result) if form == "csv" else to_json(result), nl=False)
