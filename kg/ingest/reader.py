"""The one way in: whatever the user names → articles, with everything that cannot be one set aside and told."""

from __future__ import annotations

import datetime as dt
import io
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.article import Article
from kg.ingest.compressed import DAMAGED, open_bytes
from kg.ingest.documents import read_page, read_text
from kg.ingest.encoding import SAMPLE, decode, detect_encoding, error_handler
from kg.ingest.files import STDIN, Format, InputFile, find_files
from kg.ingest.record import Record, to_article
from kg.ingest.setaside import Rejection, SetAside
from kg.ingest.tables import read_csv, read_json, read_jsonl

MAX_WORDS = 20_000
# A file that is one document is read whole. No article is this large.
_MAX_BYTES = 64 << 20
_log = logging.getLogger(__name__)


def read_articles(
    sources: Iterable[str | Path],
    *,
    date: dt.date | None = None,
    input_format: Format | None = None,
    max_words: int = MAX_WORDS,
    on_set_aside: Callable[[SetAside], None] | None = None,
) -> Iterator[Article]:
    """Articles of files, folders, globs and standard input (`-`), in a fixed order, each id once.

    date: publication date of articles that state none; without it they have none.
    input_format: txt, html, jsonl, json or csv for every file; else suffixes tell.
    max_words: longer articles are set aside before anything reads them.
    on_set_aside: told of everything that did not go through; without it, it is logged.
    RETURNS: memory is that of one article, plus a hash for every article read (to tell duplicates).
    """
    tell = on_set_aside or (lambda item: _log.warning("%s: %s", item.kind, item))
    hashes: dict[str, bytes] = {}
    for file in find_files(sources, input_format):
        for record in _records(file):
            try:
                if isinstance(record.fields, Rejection):
                    raise record.fields
                article, warning = to_article(record.fields, date=date, max_words=max_words)
                _check_new(article, hashes)
            except Rejection as rejection:
                tell(rejection.at(record.where))
                continue
            if warning:
                tell(warning.at(record.where))
            yield article


def _check_new(article: Article, hashes: dict[str, bytes]) -> None:
    digest = bytes.fromhex(article.content_hash)
    before = hashes.setdefault(article.id, digest)
    if before is digest:
        return
    if before == digest:
        raise Rejection("duplicate", f"article {article.id} was read before", kind="duplicate")
    raise Rejection("id used twice", f"another article has the id {article.id}", "give each its own id")


def _records(file: InputFile) -> Iterator[Record]:
    """All records of a file; what goes wrong with the file itself is its last record."""
    if file.problem:
        yield Record(file.name, file.problem)
        return
    try:
        if file.name == STDIN:
            yield from _read(sys.stdin.buffer, "stdin", file.format)
        elif not Path(file.name).is_file():
            yield Record(file.name, Rejection("unreadable", "not a regular file", "name a file or folder"))
        else:
            with open_bytes(file.name) as stream:
                yield from _read(stream, file.name, file.format)
    except OSError as error:
        yield Record(
            file.name, Rejection("unreadable", f"cannot be read: {error.strerror or error}", "check its rights")
        )
    except Rejection as rejection:
        yield Record(file.name, rejection)
    except DAMAGED as error:
        yield Record(file.name, Rejection("unreadable", f"cannot be decompressed: {error}", "fetch it again"))


def _read(stream: BinaryIO, name: str, form: Format | None) -> Iterator[Record]:
    head = stream.read(SAMPLE)
    if not head.strip():
        raise Rejection("empty", "the file is empty", "leave it out")
    form = form or _told_by(head)
    if form in ("jsonl", "csv"):
        encoding = detect_encoding(head)
        raw = cast(io.RawIOBase, _Rejoined(head, stream))
        # Only \n ends a line: JSON text may hold other separators, and CSV readers do their own.
        newline = "\n" if form == "jsonl" else ""
        text = io.TextIOWrapper(io.BufferedReader(raw), encoding, errors=error_handler(encoding), newline=newline)
        yield from (read_jsonl if form == "jsonl" else read_csv)(text, name)
        return
    data = head + stream.read(_MAX_BYTES + 1 - len(head))
    if len(data) > _MAX_BYTES:
        raise Rejection("too long", f"larger than {_MAX_BYTES >> 20} MiB", "split it, or give many articles as jsonl")
    if form == "json":
        yield from read_json(decode(data), name)
    else:
        yield Record(name, read_page(data) if form == "html" else read_text(data))


def _told_by(head: bytes) -> Format:
    """Kind of a file without a name: an object starts JSON Lines, a tag a page; else it is text."""
    start = decode(head).lstrip("\ufeff \t\r\n")[:1]
    return "jsonl" if start == "{" else "html" if start == "<" else "txt"


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already, from the start (standard input cannot seek)."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            n = min(len(buffer), len(self._head))
            buffer[:n] = self._head[:n]
            self._head = self._head[n:]
            return n
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
