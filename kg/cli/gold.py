"""`kg gold`: work on gold articles."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import click

_EPILOG = """\b
Examples:
  kg gold check gold/train gold/dev
  kg gold check gold/ --json | jq -r '.[].file' | sort | uniq -c
"""


@click.group("gold", help="Work on gold articles.", epilog=_EPILOG)
def command() -> None:
    pass


@command.command("check", epilog=_EPILOG)
@click.argument("paths", metavar="FOLDER…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON list of problems instead of lines.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Look for what is wrong in the gold files of each FOLDER (at any depth), or in single files.

    One line a problem: the file, the entity, incident or relation in it, the cause, the way out. The exit code is 1
    where there is any.
    """
    from kg.evaluate.gold_check import check_file, find_gold

    files = find_gold(paths)
    problems = [problem for path in files for problem in check_file(path)]
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(problem)
    faulty = len({problem.file for problem in problems})
    click.echo(f"kg: {len(files)} files, {len(problems)} problems in {faulty} of them", err=True)
    if problems:
        sys.exit(1)
