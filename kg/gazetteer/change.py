"""Adding files to a user's gazetteer and removing sources from it."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from kg.errors import InputError
from kg.gazetteer import geonames
from kg.gazetteer.kept import Source, changing, sources_in
from kg.gazetteer.opened import file_hash, open_table
from kg.gazetteer.recognise import Kind, recognise
from kg.gazetteer.record import NameRecord, PlaceRecord, RowError, stored_areas
from kg.gazetteer.rows import csv_rows, geojson_rows
from kg.gazetteer.tables import TableOptions, read_table
from kg.ingest.setaside import SetAside

# Part of a source's options: to be raised with any change of what is read from a file, so that it is read again.
_READERS = 1
# Of a file with more bad rows than this, the others are only counted.
_TOLD = 100
_CHUNK = 2000
_DATED = re.compile(r"[-_ .]*(?:19|20)\d\d[-_]?\d\d[-_]?\d\d$")
_RESERVED = frozenset(("gn", "pcode", "x"))
Outcome = Literal["added", "replaced", "unchanged", "failed"]


@dataclass(slots=True)
class Change:
    """What became of one file.

    source (str): its name in the gazetteer; empty where the file could not be read. rows: places or names now there.
    was (int): rows of the version before, where that was replaced. set_aside: rows that could not be used, by reason.
    told: the first of them, and why a file failed.
    """

    file: str
    source: str = ""
    kind: str = ""
    outcome: Outcome = "failed"
    rows: int = 0
    was: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    told: list[SetAside] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read, beyond what they say themselves.

    source (str | None): name of the source; None makes one of the file's name. columns: target → header.
    kind, country: of rows of tables that have none. classes: feature classes of a GeoNames dump.
    """

    source: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    kind: str | None = None
    country: str | None = None
    classes: str = geonames.CLASSES


@dataclass(slots=True)
class Watch:
    """Called as things happen. reading: (file, bytes read, bytes in all); set_aside: a row; waiting: for another."""

    reading: Callable[[Path, int, int], None] = lambda path, done, total: None
    set_aside: Callable[[SetAside], None] = lambda item: None
    waiting: Callable[[], None] = lambda: None


def add_files(kept: Path, files: Iterable[Path], options: Options, watch: Watch | None = None) -> list[Change]:
    """Read files into a user's gazetteer, all in one step.

    A file that is there already changes nothing; another version of a source replaces its rows. Rows that cannot be
    used are set aside, and files that have no usable row fail; the others load.

    kept (Path): the gazetteer; made where there is none. RETURNS: what became of each file.
    RAISES InputError: the gazetteer cannot be read or written.
    """
    watch = watch or Watch()
    changes = []
    with changing(kept, watch.waiting) as base:
        taken: dict[str, str] = {}
        for file in files:
            change = Change(str(file))
            changes.append(change)
            base.execute("SAVEPOINT file")
            try:
                _add(base, file, options, change, taken, watch)
            except InputError as error:
                base.execute("ROLLBACK TO file")
                change.outcome, change.rows = "failed", 0
                # Beside the bad rows, not in front of them: it is what they come to.
                change.told.append(SetAside(error.where or str(file), error.message, error.hint, "unusable file"))
                watch.set_aside(change.told[-1])
            finally:
                base.execute("RELEASE file")
    return changes


def remove_sources(kept: Path, names: Iterable[str], waiting: Callable[[], None] | None = None) -> list[Source]:
    """Remove sources with their rows, all or none of them. RETURNS: what was removed.

    RAISES InputError: there is none of that name, or the gazetteer cannot be read or written.
    """
    if not kept.exists():
        raise InputError("nothing has been added yet", where=str(kept), hint="kg gazetteer add")
    with changing(kept, waiting) as base:
        there = {source.name: source for source in sources_in(base)}
        for name in names:
            if name not in there:
                raise InputError(
                    f"no source {name!r}", where=str(kept), hint=f"there are: {', '.join(there) or 'none'}"
                )
        gone = [there[name] for name in dict.fromkeys(names)]
        for source in gone:
            _delete(base, source)
    return gone


def source_name(file: Path, kind: Kind) -> str:
    """The name of a file's source: the file's, without its endings and the date at its end."""
    stem = file.name
    while Path(stem).suffix.lower() in (".zip", ".gz", ".xz", ".bz2", ".txt", ".csv", ".tsv", ".json", ".geojson"):
        stem = Path(stem).stem
    stem = _DATED.sub("", stem) or stem
    if kind in ("geonames", "names") and re.fullmatch("[A-Za-z]{2}", stem):
        stem = f"geonames-{stem.upper()}" if kind == "geonames" else f"geonames-names-{stem.upper()}"
    return re.sub(r"\s+", "_", stem.strip())


def _add(
    base: sqlite3.Connection, file: Path, options: Options, change: Change, taken: dict[str, str], watch: Watch
) -> None:
    sha256 = file_hash(file)
    with open_table(file) as (stream, _):
        kind = recognise(stream, str(file))
    name = change.source = options.source or source_name(file, kind)
    change.kind = kind
    if name in _RESERVED or not name.isprintable() or not name or any(mark in name for mark in ":|"):
        raise InputError(f"{name!r} cannot be the name of a source", where=str(file), hint="name it: --source NAME")
    if name in taken:
        cause = f"would be source {name!r}, and so is {taken[name]}"
        raise InputError(cause, where=str(file), hint="add it by itself, with --source NAME")
    taken[name] = str(file)
    how = _as_text(options, kind)
    old = None
    for source in sources_in(base):
        if source.sha256 == sha256 and source.options == how and (source.name == name or options.source is None):
            change.source, change.outcome, change.rows = source.name, "unchanged", source.rows
            return
        if source.name == name:
            old = source
    (key,) = base.execute("SELECT coalesce(max(key), 0) + 1 FROM source").fetchone()
    with open_table(file, lambda done, total: watch.reading(file, done, total)) as (stream, _):
        found = _records(stream, str(file), kind, name, options)
        change.rows = _insert(base, key, found, file, change, watch)
    if not change.rows:
        cause = "no row of it can be used" if change.set_aside else "no row in it"
        hint = (
            "is it the right file? map columns with --column"
            if kind in ("table", "geojson")
            else "is it the right file?"
        )
        raise InputError(cause, where=str(file), hint=hint)
    (seq,) = base.execute("SELECT coalesce(max(seq), 0) + 1 FROM source").fetchone()
    if old:
        if sha256 != old.sha256 and str(file.absolute()) != old.file:
            _check_version(base, old, key, kind, file)
        (seq,) = base.execute("SELECT seq FROM source WHERE key = ?", (old.key,)).fetchone()
        _delete(base, old)
    _warn_of_no_country(base, key, file, change, watch)
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = (key, seq, name, kind, str(file.absolute()), sha256, how, now, change.rows, sum(change.set_aside.values()))
    base.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    change.outcome, change.was = ("replaced", old.rows) if old else ("added", 0)


def _check_version(base: sqlite3.Connection, old: Source, key: int, kind: Kind, file: Path) -> None:
    """Refuse to let a file take the place of quite another one that happens to have its name."""
    table, column = ("extra", "geonames") if old.kind in ("names", "codes") else ("place", "id")
    query = f"SELECT 1 FROM {table} a JOIN {table} b USING ({column}) WHERE a.source = ? AND b.source = ? LIMIT 1"
    if old.kind != kind or not base.execute(query, (old.key, key)).fetchone():
        cause = f"has nothing in common with source {old.name!r}, read from {old.file}"
        hint = f"another source: --source NAME; in its place: kg gazetteer remove {old.name}"
        raise InputError(cause, where=str(file), hint=hint)


def _warn_of_no_country(base: sqlite3.Connection, key: int, file: Path, change: Change, watch: Watch) -> None:
    """Such places can be found by name, but no article's country speaks for them, and nothing known is joined."""
    (count,) = base.execute(
        "SELECT count(*) FROM place WHERE source = ? AND country IS NULL AND kind <> 'water'", (key,)
    ).fetchone()
    if count:
        cause, hint = f"{count} places without a country", "where they are in one, say so: --country SY"
        change.told.append(SetAside(str(file), cause, hint, "no country", "warning"))
        watch.set_aside(change.told[-1])


def _delete(base: sqlite3.Connection, source: Source) -> None:
    for table, column in (("place", "source"), ("extra", "source"), ("source", "key")):
        base.execute(f"DELETE FROM {table} WHERE {column} = ?", (source.key,))


def _as_text(options: Options, kind: Kind) -> str:
    """What, beside the file, decides which rows it gives."""
    said: dict[str, object] = {"readers": _READERS}
    if kind == "geonames":
        said["classes"] = "".join(sorted(set(options.classes)))
    elif kind in ("table", "geojson"):
        said |= {"columns": options.columns, "kind": options.kind, "country": options.country}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _records(stream: io.TextIOBase, name: str, kind: Kind, source: str, options: Options) -> Iterator[geonames.Found]:
    match kind:
        case "geonames":
            return geonames.read_dump(stream, name, options.classes)
        case "names":
            return geonames.read_names(stream, name)
        case "codes":
            return geonames.read_codes(stream, name)
    table = TableOptions(source, options.columns, options.kind, options.country)
    rows = geojson_rows(stream) if kind == "geojson" else csv_rows(stream)
    return iter(read_table(rows, name, table, located=kind == "geojson"))


def _insert(
    base: sqlite3.Connection, key: int, found: Iterator[geonames.Found], file: Path, change: Change, watch: Watch
) -> int:
    """Insert usable rows as they are read. RETURNS: how many."""

    def tell(where: str, error: RowError) -> None:
        change.set_aside[error.reason] = change.set_aside.get(error.reason, 0) + 1
        if len(change.told) < _TOLD:
            change.told.append(SetAside(where, error.cause, error.hint, error.reason))
            watch.set_aside(change.told[-1])

    rows = 0
    while chunk := list(islice(found, _CHUNK)):
        for item in chunk:
            if isinstance(item, tuple):
                tell(f"{file}:{item[0]}", item[1])
            elif isinstance(item, NameRecord):
                rows += 1
                base.execute(
                    "INSERT INTO extra VALUES (?, ?, ?, ?, ?)", (key, rows, item.geonames, item.name, item.preferred)
                )
            elif item is not None:
                if base.execute(_INSERT, (key, rows + 1, *_cells(item))).rowcount:
                    rows += 1
                    continue
                line = base.execute("SELECT line FROM place WHERE source = ? AND id = ?", (key, item.id)).fetchone()[0]
                cause = f"id {item.id!r} stands twice, first in line {line}"
                tell(f"{file}:{_line(item)}", RowError("duplicate id", cause, "each place needs an id of its own"))
    return rows


_INSERT = f"INSERT OR IGNORE INTO place VALUES ({', '.join('?' * 17)})"


def _cells(place: PlaceRecord) -> tuple[object, ...]:
    return (
        place.id,
        place.name,
        place.name_ar,
        "\n".join(place.aliases),
        place.kind,
        place.lat,
        place.lon,
        place.radius_km,
        place.country,
        place.population,
        place.geonames,
        place.level,
        place.code,
        stored_areas(place.within),
        _line(place),
    )


def _line(place: PlaceRecord) -> str:
    return place.where.rpartition(":")[2]
