"""`kg cypher`: one ad-hoc statement that only reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import bidi_option, format_option, store_options
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.view.bidi import Choice


@click.command("cypher", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("statement")
@click.option(
    "--param", "params", metavar="NAME=VALUE", multiple=True, help="A $parameter: JSON (12, true, [1, 2]) or else text"
)
@store_options
@format_option
@bidi_option
def command(store: Any, statement: str, params: tuple[str, ...], form: str, bidi: Choice | None) -> None:
    """Run one read-only Cypher STATEMENT; `-` reads it from standard input. A statement that writes is refused."""
    from kg.cli.output import write_result
    from kg.query.run import run_cypher

    if statement == "-":
        with click.open_file("-", encoding="utf-8") as stdin:
            statement = str(stdin.read())
    if not statement.strip():
        raise InputError("the statement is empty")
    values = dict(_parameter(text) for text in params)
    with store(read_only=True) as graph:
        result = run_cypher(graph, statement, values)
    write_result(result, form, bidi)


def _parameter(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    name = name.strip().removeprefix("$")
    if not equals or not name.isidentifier():
        raise InputError(f"{text!r} is not NAME=VALUE", where="--param")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
