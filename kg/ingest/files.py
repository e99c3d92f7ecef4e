"""Which files are meant: names, folders, globs, standard input; and what kind each is."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kg.ingest.compressed import is_compressed
from kg.ingest.setaside import Rejection

Format = Literal["txt", "html", "jsonl", "json", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)
STDIN = "-"
_SUFFIXES: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
}


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, or why there is none.

    name (str): as the user would write it; format: None where its content must tell.
    """

    name: str
    format: Format | None = None
    problem: Rejection | None = None


def find_files(sources: Iterable[str | Path], input_format: Format | None = None) -> Iterator[InputFile]:
    """The files that sources name, each once, in the order of sources and within one by name.

    sources: files; folders, whose files are taken at any depth, hidden ones not; globs (`**` for any depth); `-`.
    input_format: how to read every file, whatever its suffix; else the suffix tells, of a compressed file
    (`.jsonl.xz`) the one before.
    RETURNS: in a folder or glob, a file of unknown suffix is `skipped`; named by itself it is set aside.
    """
    seen: set[str] = set()
    for source in sources:
        for found in _found(str(source), input_format):
            key = found.name if found.name == STDIN else os.path.realpath(found.name)
            if key not in seen:
                seen.add(key)
                yield found


def _found(source: str, input_format: Format | None) -> Iterator[InputFile]:
    if source == STDIN:
        yield InputFile(STDIN, input_format)
    elif os.path.isdir(source):
        names = list(_walk(source))
        if not names:
            yield InputFile(source, problem=Rejection("no file", "the folder has no files"))
        for name in names:
            yield _typed(name, input_format, named=False)
    elif os.path.lexists(source):
        yield _typed(source, input_format, named=True)
    elif glob.has_magic(source):
        names = sorted(name for name in glob.glob(source, recursive=True) if not os.path.isdir(name))
        if not names:
            yield InputFile(source, problem=Rejection("no file", "no file matches", "check the pattern"))
        for name in names:
            yield _typed(name, input_format, named=False)
    else:
        yield InputFile(source, problem=Rejection("no file", "no such file or folder", "check its name"))


def _walk(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (os.path.join(root, name) for name in sorted(names) if not name.startswith("."))


def _typed(name: str, input_format: Format | None, *, named: bool) -> InputFile:
    path = Path(name)
    form = input_format or _SUFFIXES.get((Path(path.stem) if is_compressed(path) else path).suffix.lower())
    if form:
        return InputFile(name, form)
    suffix = Path(name).suffix or "none"
    kind: Literal["set_aside", "skipped"] = "set_aside" if named else "skipped"
    problem = Rejection("unknown type", f"unknown type of file (suffix: {suffix})", "name it with --format", kind=kind)
    return InputFile(name, problem=problem)
