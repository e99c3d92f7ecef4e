"""The file that keeps a user's places: a SQLite file of sources and their rows, as the sources gave them.

It is never changed in place. A change works on a copy, which takes its place in one step: killed anywhere, there is the
old file or the new one, and whoever reads sees one of the two. Changes wait for each other by an `flock`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.store.home import take, try_take

_LAYOUT = 1
_SCHEMA = f"""
PRAGMA user_version = {_LAYOUT};
CREATE TABLE source (key INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, options TEXT NOT NULL, added TEXT NOT NULL,
  rows INTEGER NOT NULL, set_aside INTEGER NOT NULL);
CREATE TABLE place (source INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, name_ar TEXT,
  aliases TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL,
  country TEXT, population INTEGER NOT NULL, geonames INTEGER, level INTEGER, code TEXT, within TEXT NOT NULL,
  line TEXT NOT NULL, PRIMARY KEY (source, n)) WITHOUT ROWID;
CREATE UNIQUE INDEX place_id ON place (source, id);
CREATE TABLE extra (source INTEGER NOT NULL, n INTEGER NOT NULL, geonames INTEGER NOT NULL, name TEXT NOT NULL,
  preferred INTEGER NOT NULL, PRIMARY KEY (source, n)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a user's gazetteer.

    key (int): of its rows. name (str): unique. kind (str): of `kg.gazetteer.recognise.KINDS`.
    file (str): path that it was read from; sha256: of that file; options (str): how it was read.
    added (str): when, ISO 8601 in UTC. rows (int): places or names; set_aside (int): rows that could not be used.
    """

    key: int
    name: str
    kind: str
    file: str
    sha256: str
    options: str
    added: str
    rows: int
    set_aside: int


def kept_path(path: Path | None = None) -> Path:
    """The user's gazetteer: `path`, else KG_GAZETTEER, else `gazetteer.sqlite` in KG_HOME or the user's data folder.

    It exists once something was added.
    """
    if path is None and (given := os.environ.get("KG_GAZETTEER")):
        path = Path(given)
    if path is None and (home := os.environ.get("KG_HOME")):
        path = Path(home) / "gazetteer.sqlite"
    if path is None:
        import platformdirs

        path = Path(platformdirs.user_data_dir("isnad")) / "gazetteer.sqlite"
    return path.expanduser().absolute()


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a file in the order of joining; none where there is no file. RAISES InputError: it is none."""
    if not path.exists():
        return ()
    with closing(open_kept(path)) as base:
        return sources_in(base)


def sources_in(base: sqlite3.Connection) -> tuple[Source, ...]:
    """The sources of an open file in the order of joining: that in which they were first added."""
    columns = "key, name, kind, file, sha256, options, added, rows, set_aside"
    return tuple(Source(*row) for row in base.execute(f"SELECT {columns} FROM source ORDER BY seq"))


def kept_digest(path: Path) -> str | None:
    """16 hex digits that change with what the sources say; None where there are none. RAISES InputError."""
    sources = read_sources(path)
    if not sources:
        return None
    text = "\n".join(f"{s.name}\t{s.kind}\t{s.sha256}\t{s.options}\t{s.rows}" for s in sources)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def open_kept(path: Path) -> sqlite3.Connection:
    """For reading. RAISES InputError: it is no such file, or of a later version."""
    try:
        base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error
    _check(base, path)
    return base


@contextmanager
def changing(path: Path, waiting: Callable[[], None] | None = None) -> Iterator[sqlite3.Connection]:
    """A copy to change; it takes the file's place at the end, unless nothing was changed or an error came out.

    waiting: called where another process is changing the file, before waiting for it.
    RAISES InputError: the folder or the file cannot be written, or the file is not one of these.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.lock")
        lock = try_take(beside)
        if lock is None:
            if waiting:
                waiting()
            lock = take(beside)
        with lock:
            # Only the holder of the lock has such a copy: what is there was left by one that was killed.
            for left in path.parent.glob(f".{path.name}.*"):
                left.unlink(missing_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            os.close(handle)
            copy = Path(name)
            try:
                if path.exists():
                    shutil.copyfile(path, copy)
                with closing(sqlite3.connect(copy, isolation_level=None)) as base:
                    changed = yield from _changes(base, path)
                if changed:
                    _replace(copy, path)
            finally:
                for left in path.parent.glob(f".{path.name}.*"):
                    left.unlink(missing_ok=True)
    except OSError as error:
        hint = "name another file: --gazetteer, or KG_GAZETTEER"
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(path), hint=hint) from error
    except sqlite3.Error as error:  # That it is a gazetteer was seen when it was opened.
        hint = "is the disk full? or name another file: --gazetteer, KG_GAZETTEER"
        raise InputError(f"cannot be written: {error}", where=str(path), hint=hint) from error


def _changes(base: sqlite3.Connection, path: Path) -> Generator[sqlite3.Connection, None, bool]:
    if not path.exists():
        base.executescript(_SCHEMA)
    _check(base, path)
    # What makes a change safe is the copy; its journal is only there for undoing one source of several.
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -65536")
    base.execute("BEGIN")
    before = base.total_changes
    yield base
    changed = base.total_changes != before
    base.execute("COMMIT")
    if changed and 2 * _pragma(base, "freelist_count") > _pragma(base, "page_count"):
        base.execute("VACUUM")
    return changed


def _replace(copy: Path, path: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    mode = path.stat().st_mode if path.exists() else 0o644
    copy.chmod(mode)
    os.replace(copy, path)
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _check(base: sqlite3.Connection, path: Path) -> None:
    try:
        version = _pragma(base, "user_version")
        if version > _LAYOUT:
            raise InputError("made by a later version of kg", where=str(path), hint="update kg, or name another file")
        if version < _LAYOUT:
            raise sqlite3.DatabaseError("it has other tables")
        base.execute("SELECT count(*) FROM source").fetchone()
    except sqlite3.Error as error:
        hint = "remove it and add your sources again, or name another file: --gazetteer, KG_GAZETTEER"
        raise InputError(f"not a gazetteer file: {error}", where=str(path), hint=hint) from error


def _pragma(base: sqlite3.Connection, name: str) -> int:
    return int(base.execute(f"PRAGMA {name}").fetchone()[0])
