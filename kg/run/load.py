"""Extractions that were written to files, into the graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from kg.errors import violation
from kg.extraction import Extraction
from kg.ingest.setaside import SetAside
from kg.run.build import Resolve, Tally, default_resolve, deltas_of
from kg.store.loader import BATCH_ROWS, load_deltas
from kg.store.session import Store

_ENDINGS = (".json", ".jsonl")


def load_files(
    paths: Iterable[Path],
    store: Store,
    *,
    resolve: Resolve | None = None,
    tally: Tally | None = None,
    batch_size: int = BATCH_ROWS,
) -> Tally:
    """Resolve, map, check and load extractions, one file after the other.

    paths: files (JSON with one extraction, or JSON Lines), and folders, which are searched for such at any depth.
    resolve, batch_size: as for `kg.run.build.build`.
    RETURNS (Tally): the one given, or a new one; files that hold no extraction are set aside in it.
    RAISES StoreError: the store failed; what it had acknowledged is kept, and loading again completes it.
    """
    tally = tally or Tally()
    deltas = deltas_of(read_extractions(paths, tally), resolve or default_resolve(store), tally)
    tally.load = load_deltas(store, deltas, batch_size=batch_size)
    return tally


def read_extractions(paths: Iterable[Path], tally: Tally) -> Iterator[Extraction]:
    """The extractions of files and folders, in order of name; of two with one id the first counts."""
    seen: dict[str, str] = {}
    for path in _files(paths, tally):
        for where, text in _texts(path, tally):
            tally.articles += 1
            extraction = _parsed(where, text, tally)
            if extraction is None:
                continue
            if extraction.id in seen:
                cause = f"article {extraction.id!r} was loaded already, from {seen[extraction.id]}"
                tally.tell(SetAside(where, cause, "give each article an id of its own", "an id that stands twice"))
                continue
            seen[extraction.id] = where
            yield extraction


def _files(paths: Iterable[Path], tally: Tally) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix in _ENDINGS and file.is_file())
            if not inside:
                tally.tell(SetAside(str(path), "no .json or .jsonl file in it", "see kg extract -o", "nothing there"))
            yield from inside
        else:
            yield path


def _texts(path: Path, tally: Tally) -> Iterator[tuple[str, str]]:
    """Every JSON text of a file with its place."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            if path.suffix != ".jsonl":
                yield str(path), file.read()
                return
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path}:{number}", line
    except OSError as error:
        tally.tell(SetAside(str(path), error.strerror or str(error), None, "cannot be read"))
    except UnicodeDecodeError:
        tally.tell(SetAside(str(path), "not UTF-8 text", "give what kg extract has written", "not an extraction"))


def _parsed(where: str, text: str, tally: Tally) -> Extraction | None:
    try:
        return Extraction.model_validate(json.loads(text))
    except json.JSONDecodeError as error:
        cause = f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
    except ValidationError as error:
        cause = f"not an extraction: {violation(error)}"
    tally.tell(SetAside(where, cause, "give what kg extract has written", "not an extraction"))
    return None
