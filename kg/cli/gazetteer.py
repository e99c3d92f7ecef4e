"""`kg gazetteer`: look places up, add places of one's own, build the index of all of them."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import bidi_option
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.gazetteer.change import Change
    from kg.gazetteer.joining import Joined
    from kg.view.bidi import Choice

_EPILOG = """\b
Examples:
  kg gazetteer add SY.zip IQ.zip alternateNamesV2.zip
  kg gazetteer add syr_admin1.geojson syr_admin2.csv
  kg gazetteer add villages.csv --country SY --kind village --column name=NAME_AR --column lat=Y --column lon=X
  kg gazetteer list
  kg gazetteer find 'الباغوز فوقاني'
  kg gazetteer remove villages
"""
_kept_option = click.option(
    "--gazetteer",
    "kept",
    metavar="FILE",
    envvar="KG_GAZETTEER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of your places [env KG_GAZETTEER; else gazetteer.sqlite in KG_HOME or the user's data folder]",
)
_json_option = click.option("--json", "as_json", is_flag=True, help="JSON on standard output instead of text.")


@click.group("gazetteer", help="Look places up; add places of your own, which resolution uses then.", epilog=_EPILOG)
def command() -> None:
    pass


@command.command(epilog=_EPILOG)
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--source", metavar="NAME", help="Name of the source (one FILE) [default: the file's, without its date]")
@click.option(
    "--column",
    "columns",
    metavar="WHAT=COLUMN",
    multiple=True,
    help="Which column of a table says what: id, name, name_ar, name_en, aliases, lat, lon, kind, country, population, "
    "radius_km, area_km2, geonames, parent. May be given several times.",
)
@click.option("--kind", metavar="KIND", help="Kind of places whose table gives none: village, town, facility …")
@click.option("--country", metavar="CODE", help="Country of places whose table gives none: SY or SYR.")
@click.option(
    "--classes",
    metavar="LETTERS",
    help="Feature classes of GeoNames to take: A areas, P settlements, H water, L grounds, S buildings, T heights, "
    "R roads, V forests, U under water [default: AHLPST]",
)
@_kept_option
@_json_option
def add(
    files: tuple[Path, ...],
    source: str | None,
    columns: tuple[str, ...],
    kind: str | None,
    country: str | None,
    classes: str | None,
    kept: Path | None,
    as_json: bool,
) -> None:
    """Add the places of each FILE to your gazetteer; resolution finds them from then on.

    A FILE is a GeoNames dump (SY.txt or SY.zip), GeoNames alternateNamesV2, admin1CodesASCII or admin2Codes (their
    names go to the places they belong to), an OCHA COD-AB table (CSV or GeoJSON), or any other CSV or GeoJSON with
    names, latitude and longitude. A file that is there already changes nothing; a newer version of a source replaces
    its rows. A place that is known already gets further names, not a second entry; its id stays.

    Rows that cannot be used are told in one line each and the others load; the exit code is 1 only where nothing at all
    could be used. All FILEs are added in one step: whatever kills the command, there is the old state or the new one.
    """
    from kg.cli.gazetteer_progress import watched
    from kg.gazetteer.change import Options, add_files
    from kg.gazetteer.columns import parse_mapping
    from kg.gazetteer.kept import kept_path
    from kg.gazetteer.record import RowError, checked_country, checked_kind

    if source is not None and len(files) > 1:
        raise InputError("--source names one file", where=source, hint="add the others by a command of their own")
    try:
        options = Options(
            source=source,
            columns=parse_mapping(columns),
            kind=checked_kind(kind) if kind else None,
            country=checked_country(country) if country else None,
            **({"classes": classes.upper()} if classes else {}),
        )
    except RowError as error:
        raise InputError(error.cause, where="the command line", hint=error.hint) from error
    kept = kept_path(kept)
    with watched() as (watch, joining):
        changes = add_files(kept, files, options, watch)
        joined = joining(kept) if any(change.outcome != "failed" for change in changes) else {}
    if as_json:
        rows = [dataclasses.asdict(c) | dataclasses.asdict(joined[c.source]) for c in changes if c.source in joined]
        rows += [dataclasses.asdict(c) for c in changes if c.source not in joined]
        click.echo(json.dumps({"gazetteer": str(kept), "files": rows}, ensure_ascii=False, indent=1))
    else:
        for change in changes:
            if change.outcome != "failed":
                click.echo(_summary(change, joined.get(change.source)))
    if all(change.outcome == "failed" for change in changes):
        sys.exit(1)


@command.command("list", epilog=_EPILOG)
@_kept_option
@_json_option
def list_(kept: Path | None, as_json: bool) -> None:
    """List the sources of your gazetteer, in the order in which they are joined."""
    from kg.gazetteer.kept import kept_path, read_sources
    from kg.gazetteer.recognise import kind_name
    from kg.view.table import print_table

    kept = kept_path(kept)
    sources = read_sources(kept)
    if as_json:
        full = [dataclasses.asdict(source) | {"options": json.loads(source.options)} for source in sources]
        shown = [{name: value for name, value in source.items() if name != "key"} for source in full]
        click.echo(json.dumps({"gazetteer": str(kept), "sources": shown}, ensure_ascii=False, indent=1))
        return
    if not sources:
        click.echo(f"{kept}: nothing added yet (kg gazetteer add)")
        return
    rows = [
        {
            "source": s.name,
            "kind": kind_name(s.kind),
            "rows": s.rows,
            "set aside": s.set_aside,
            "added": s.added,
            "sha256": s.sha256[:12],
            "file": s.file,
        }
        for s in sources
    ]
    print_table(list(rows[0]), rows)


@command.command(epilog=_EPILOG)
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@_kept_option
@_json_option
def remove(sources: tuple[str, ...], kept: Path | None, as_json: bool) -> None:
    """Remove each SOURCE (see `kg gazetteer list`) with its places.

    Places that other sources or the gazetteer that ships have too stay, under the ids that they have there.
    """
    from kg.cli.gazetteer_progress import watched
    from kg.gazetteer.change import remove_sources
    from kg.gazetteer.kept import kept_path

    kept = kept_path(kept)
    with watched() as (watch, joining):
        gone = remove_sources(kept, sources, watch.waiting)
        joining(kept)
    if as_json:
        click.echo(json.dumps([{"source": s.name, "rows": s.rows} for s in gone], ensure_ascii=False, indent=1))
        return
    for source in gone:
        click.echo(f"{source.name}: removed, {source.rows:,} rows")


@command.command()
@_kept_option
def build(kept: Path | None) -> None:
    """Build the index, whether there is one or not, and print where it is. Those of older versions are removed."""
    from kg.resolve.gazetteer import Gazetteer, rebuild

    path, problems = rebuild(kept)
    for problem in problems:
        click.echo(f"kg: set aside: {problem}", err=True)
    click.echo(f"{path}: {len(Gazetteer(path))} places, {len(problems)} rows set aside")


@command.command()
@_kept_option
def path(kept: Path | None) -> None:
    """Print where the index is, or would be."""
    from kg.resolve.gazetteer_cache import default_path

    click.echo(default_path(kept))


@command.command(epilog=_EPILOG)
@click.argument("name")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many places at most.")
@_kept_option
@_json_option
@bidi_option
def find(name: str, limit: int, kept: Path | None, as_json: bool, bidi: Choice | None) -> None:
    """Places that NAME (Arabic or Latin letters) stands for, in the order in which resolution prefers them.

    That is the order without an article around the name; the countries and places that an article speaks of can change
    it. A name with a word such as «مدينة» before it, or a particle, is taken as resolution takes it.
    """
    from kg.resolve.gazetteer import Gazetteer
    from kg.resolve.place_lookup import look_up
    from kg.view.table import print_table

    gazetteer = Gazetteer.default(kept)
    found = look_up(gazetteer, name)[:limit]
    if as_json:
        rows = [
            {
                **{k: v for k, v in dataclasses.asdict(hit.place).items() if k not in ("row", "parent")},
                "fit": hit.fit,
                "located_in": [above.name for above in gazetteer.parents(hit.place)],
                "sources": gazetteer.sources(hit.place),
                "why": hit.why,
            }
            for hit in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found:
        raise InputError("no place of this name", where=name, hint="try another spelling, or add it: kg gazetteer add")
    table = [
        {
            "id": hit.place.id,
            "name": hit.place.name,
            "arabic": hit.place.name_ar,
            "kind": hit.place.kind,
            "country": hit.place.country,
            "lat": f"{hit.place.lat:.4f}",
            "lon": f"{hit.place.lon:.4f}",
            "radius km": f"{hit.place.radius_km:g}",
            "in": ", ".join(above.name for above in gazetteer.parents(hit.place)),
            "source": ", ".join(gazetteer.sources(hit.place)),
            "why": hit.why,
        }
        for hit in found
    ]
    print_table(list(table[0]), table, bidi=bidi)


def _summary(change: Change, counts: Joined | None) -> str:
    """One line on a file that was added."""
    names = change.kind in ("names", "codes")
    if change.outcome == "unchanged":
        return f"{change.source}: unchanged, {change.rows:,} {'names' if names else 'places'}"
    joined, new = (counts.joined, counts.new) if counts else (0, 0)
    what = (
        f"{change.rows:,} names, {joined:,} places got some"
        if names
        else (f"{change.rows:,} places: {new:,} new, {joined:,} known already")
    )
    replaced = f" (in place of {change.was:,})" if change.outcome == "replaced" else ""
    lost = sum(change.set_aside.values())
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(change.set_aside.items()))
    return f"{change.source}: {change.outcome}{replaced}, {what}" + (
        f"; {lost:,} rows set aside: {reasons}" if lost else ""
    )
