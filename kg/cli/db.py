"""`kg db`: the embedded store's server and folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.store import embedded
from kg.store.home import find_home

F = TypeVar("F", bound=Callable[..., Any])


@click.group("db", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Start, stop, inspect or wipe the embedded store.

    Every command that needs the graph starts it by itself; unused for a minute it stops. None of this concerns a Neo4j
    server.
    """


def _options(function: F) -> F:
    home = click.option(
        "--home",
        type=click.Path(path_type=Path),
        help="Its folder [default: graph in KG_HOME, else in the user data folder]",
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object")
    return home(as_json(function))


@command.command("start")
@_options
def start(home: Path | None, as_json: bool) -> None:
    """Start it, to stay until `kg db stop`."""
    server = embedded.start(home)
    _tell(as_json, f"running at {server.uri}", running=True, **_facts(server))


@command.command("stop")
@_options
def stop(home: Path | None, as_json: bool) -> None:
    """Stop it. What was loaded stays."""
    was_running = embedded.stop(home)
    _tell(as_json, "stopped" if was_running else "was not running", running=False, stopped=was_running)


@command.command("status")
@_options
def status(home: Path | None, as_json: bool) -> None:
    """Say whether it runs and how to reach it. Starts nothing."""
    server = embedded.status(home)
    folder = find_home(home)
    if server is None:
        _tell(as_json, f"not running; graph in {folder.path}", running=False, home=str(folder.path))
        return
    stays = "until kg db stop" if folder.stay_file.exists() else "as long as it is used"
    lines = (
        f"running {stays}, process {server.pid}",
        f"Bolt      {server.uri}, database {server.database}",
        f"folder    {folder.path}",
        f"login     root or reader, passwords in {folder.port_file}",
    )
    _tell(as_json, "\n".join(lines), running=True, stays=folder.stay_file.exists(), **_facts(server))


@command.command("path")
@_options
def path(home: Path | None, as_json: bool) -> None:
    """Print its folder."""
    folder = str(find_home(home).path)
    _tell(as_json, folder, home=folder)


@command.command("wipe")
@_options
@click.option("--yes", is_flag=True, help="Do not ask")
def wipe(home: Path | None, as_json: bool, yes: bool) -> None:
    """Delete the graph for good. Articles and extractions are not touched."""
    folder = find_home(home).path
    if not yes:
        click.confirm(f"Delete the graph in {folder}?", abort=True, err=True)
    embedded.wipe(home)
    _tell(as_json, f"wiped {folder}", home=str(folder), wiped=True)


def _facts(server: embedded.Server) -> dict[str, object]:
    """What others need to reach a server; the passwords stay in their file."""
    return {
        "home": str(server.home.path),
        "pid": server.pid,
        "bolt": server.uri,
        "http": server.http,
        "database": server.database,
        "passwords": str(server.home.port_file),
    }


def _tell(as_json: bool, text: str, **facts: object) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else text)
