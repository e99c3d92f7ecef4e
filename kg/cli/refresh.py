"""`kg refresh`: take what is new or changed from the sources of kg.toml."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import click

from kg.errors import KgError


@click.command("refresh", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    default=Path("kg.toml"),
    show_default=True,
    help="Configuration; docs/refresh.md describes it",
)
@click.option("--reread", is_flag=True, help="Read articles again that the graph already has (after a new model)")
@click.option("--units", type=click.Choice(["systemd", "cron"]), help="Only print what a scheduler needs to run this")
@click.option("--json", "as_json", is_flag=True, help="Summary as one JSON object")
@click.pass_context
def command(ctx: click.Context, path: Path, reread: bool, units: str | None, as_json: bool) -> None:
    """Bring the graph up to the sources of a configuration, and end.

    Exit codes: 0 done; 1 nothing could be done; 3 done, but something was set aside; 75 another refresh of this store
    is running.
    """
    from kg.run.config import load_config

    config = load_config(path)
    if units:
        from kg.run.units import cron_line, systemd_units

        write = systemd_units if units == "systemd" else cron_line
        click.echo(write(_program(), path.resolve(), config.schedule.every), nl=False)
        return
    from kg.cli.report import show, watched
    from kg.run.build import Tally
    from kg.run.extract import extract_articles
    from kg.run.refresh import DONE, FAILED, LOCKED, PARTLY, LockedError, exit_code, refresh

    tally = Tally()
    try:
        with watched(tally):
            refresh(
                config,
                read=lambda articles: extract_articles(
                    articles,
                    model=config.model.path,
                    workers=config.model.workers,
                    resolve=False,
                    on_set_aside=tally.tell,
                ),
                reread=reread,
                tally=tally,
            )
    except KgError as error:
        locked = isinstance(error, LockedError)
        if as_json:
            click.echo(
                json.dumps({"status": "locked" if locked else "failed", "error": str(error)}, ensure_ascii=False)
            )
        if not locked:
            raise
        click.echo(f"kg: {error}", err=True)
        ctx.exit(LOCKED)
    code = exit_code(tally)
    show(tally, as_json=as_json, status={DONE: "done", PARTLY: "partly", FAILED: "failed"}[code])
    ctx.exit(code)


def _program() -> Path:
    """The `kg` that is running, as a scheduler should call it."""
    beside = Path(sys.executable).with_name("kg")
    found = beside if beside.exists() else shutil.which("kg")
    return Path(found or sys.argv[0]).absolute()
