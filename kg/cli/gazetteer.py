"""`kg gazetteer`: build or look into the index of places."""

from __future__ import annotations

import dataclasses
import json

import click
from rich.console import Console
from rich.table import Table

from kg.errors import InputError
from kg.resolve.gazetteer import Gazetteer, rebuild
from kg.resolve.gazetteer_cache import default_path


@click.group("gazetteer", help="Build or look into the index of places.")
def command() -> None:
    pass


@command.command()
def build() -> None:
    """Build the index, whether there is one or not, and print where it is. Those of older versions are removed."""
    path, problems = rebuild()
    for problem in problems:
        click.echo(f"kg: set aside: {problem}", err=True)
    click.echo(f"{path}: {len(Gazetteer(path))} places, {len(problems)} rows set aside")


@command.command()
def path() -> None:
    """Print where the index is, or would be."""
    click.echo(default_path())


@command.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON list instead of a table.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many places at most.")
def find(name: str, as_json: bool, limit: int) -> None:
    """Places called NAME (Arabic or Latin letters), best fit first."""
    gazetteer = Gazetteer.default()
    found = gazetteer.search(name)[:limit]
    if as_json:
        rows = [
            {
                **{k: v for k, v in dataclasses.asdict(place).items() if k not in ("row", "parent")},
                "fit": fit,
                "located_in": [above.name for above in gazetteer.parents(place)],
            }
            for place, fit in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found:
        raise InputError("no place of this name", where=name, hint="try another spelling, or add it to schemas/places")
    table = Table("id", "name", "arabic", "kind", "lat", "lon", "radius km", "in", box=None)
    for place, _ in found:
        above = ", ".join(p.name for p in gazetteer.parents(place))
        point = f"{place.lat:.2f}", f"{place.lon:.2f}", f"{place.radius_km:g}"
        table.add_row(place.id, place.name, place.name_ar or "", place.kind, *point, above)
    Console().print(table)
