"""The `kg` command: thin click commands, one file each, loaded when asked for (so `kg query` never imports torch)."""

from __future__ import annotations

import atexit
import importlib
import os
import sys
from typing import NoReturn

import click

from kg import __version__
from kg.errors import KgError

# name → (module, one-line help): help is listed without importing the command.
_COMMANDS: dict[str, tuple[str, str]] = {
    "extract": ("kg.cli.extract", "Read articles; write what each says as JSON."),
    "load": ("kg.cli.load", "Load extractions into the graph."),
    "build": ("kg.cli.build", "Articles to graph in one go: extract, resolve, load."),
    "refresh": ("kg.cli.refresh", "Take what is new or changed from the sources of kg.toml."),
    "incidents": ("kg.cli.incidents", "Print the incidents of the graph as a table."),
    "query": ("kg.cli.query", "List the query templates, or run one."),
    "cypher": ("kg.cli.cypher", "Run one read-only Cypher statement."),
    "paths": ("kg.cli.paths", "How two things are connected, hop by hop, with evidence."),
    "why": ("kg.cli.why", "Why something is in the graph: words, rules, judgements, sentences."),
    "review": ("kg.cli.review", "Judge which reports are of one incident."),
    "db": ("kg.cli.db", "Start, stop, inspect or wipe the embedded store."),
    "gazetteer": ("kg.cli.gazetteer", "Look places up, or add places of your own."),
    "encoder": ("kg.cli.encoder", "Cut an encoder to a corpus, or adapt it to its language."),
    "train": ("kg.cli.train", "Train the Arabic pipeline on gold articles."),
    "average": ("kg.cli.average", "One pipeline out of several trainings: the mean of their weights."),
    "evaluate": ("kg.cli.evaluate", "Score a pipeline on gold; browse its errors."),
    "gold": ("kg.cli.gold", "Check gold articles."),
}


class _LazyGroup(click.Group):
    """A group that imports a command's module when the command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(_COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show tracebacks of errors.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Isnad: Arabic conflict news in, a queryable graph of actors, places and incidents out."""
    ctx.obj = {"debug": debug}


def main() -> None:
    """Entry point: runs `cli` and ends the process; an error that a user can mend is one line on stderr and code 1."""
    try:
        cli(prog_name="kg")
    except (KgError, OSError) as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"kg: {error if isinstance(error, KgError) else _told(error)}", err=True)
        _leave(1)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _leave(end.code or 0)
        raise


def _told(error: OSError) -> str:
    """What the system says: a disk that is full, a file that may not be written."""
    cause = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {cause}" if error.filename else f"{cause} (kg --debug … shows where)"


def _leave(code: int) -> NoReturn:
    """End the process without taking a pipeline apart object by object, which takes two seconds and serves nobody.

    What was registered for the end (temporary folders, worker processes, logs) is done, and what was written is out.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        # As at any end of Python: a reader that has gone is not told, and changes nothing but the code.
        try:
            stream.flush()
        except OSError:
            code = code or 120
    os._exit(code)


if __name__ == "__main__":
    main()
