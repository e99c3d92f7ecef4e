"""Click options that several commands share: which graph to talk to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.store.session import Store

F = TypeVar("F", bound=Callable[..., Any])

bidi_option = click.option(
    "--bidi",
    type=click.Choice(["auto", "on", "off"]),
    help="Reorder right-to-left text for terminals that do not: on, off, or auto by what the terminal is [env KG_BIDI]",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Answer as",
)
min_confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Only what the reader believes at least so much: of 100 facts with 0.9 about 90 are right",
)

_STORE_OPTIONS = (
    click.option(
        "--uri", metavar="URI", help="Neo4j server, bolt://… or neo4j://… [env NEO4J_URI; else the embedded store]"
    ),
    click.option("--username", metavar="NAME", help="Login at the server [env NEO4J_USERNAME; else neo4j]"),
    click.option("--password", metavar="WORD", help="Its password; better in the environment [env NEO4J_PASSWORD]"),
    click.option("--database", metavar="NAME", help="Database at the server [env NEO4J_DATABASE; else its default]"),
)


def store_options(function: F) -> F:
    """Decorator: adds `--uri`, `--username`, `--password` and `--database`, which reach the command as `store`.

    `store` is a function that opens the graph: `with store(read_only=True) as graph: …`.
    """

    @wraps(function)
    def command(
        *args: Any, uri: str | None, username: str | None, password: str | None, database: str | None, **rest: Any
    ) -> Any:
        def opener(*, read_only: bool = False) -> AbstractContextManager[Store]:
            from kg.store.connect import open_store

            return open_store(uri, username, password, database, read_only=read_only)

        return function(*args, store=opener, **rest)

    for option in reversed(_STORE_OPTIONS):
        command = option(command)
    return command  # type: ignore[return-value]
