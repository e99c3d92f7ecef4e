"""Files that hold many articles: JSON Lines, JSON and CSV. One record at a time; a bad one does not end the file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain

from kg.ingest.record import TEXT_FIELDS, Record
from kg.ingest.setaside import Rejection

# Longest line of JSON or field of CSV, characters. Past it is no article, but a broken file that would fill memory.
LONGEST = 32 << 20
_JSON_HINT = "one JSON object a line"


def read_jsonl(stream: io.TextIOBase, name: str) -> Iterator[Record]:
    """Records of JSON Lines; blank lines are passed over. where: `name:line`."""
    for number, line in enumerate(_lines(stream), 1):
        where = f"{name}:{number}"
        if line is None:
            yield Record(where, Rejection("too long", f"a line of more than {LONGEST} characters", _JSON_HINT))
        elif line.strip():
            yield Record(where, _parsed(line, _JSON_HINT))


def read_json(text: str, name: str) -> Iterator[Record]:
    """The record of a JSON object, or the records of a list of them. where: `name`, or `name[index]`."""
    if not text.strip():
        yield Record(name, Rejection("empty", "the file is empty"))
        return
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Record(name, _broken(error, "see the line", with_line=True))
        return
    if isinstance(loaded, list):
        for index, item in enumerate(loaded):
            yield Record(f"{name}[{index}]", _fields(item))
    else:
        yield Record(name, _fields(loaded))


def read_csv(stream: io.TextIOBase, name: str) -> Iterator[Record]:
    """Records of a table with a header line; separator comma, semicolon or tab. where: `name:first line of the row`."""
    if csv.field_size_limit() < LONGEST:
        csv.field_size_limit(LONGEST)
    first = stream.readline(LONGEST)
    start = 1
    delimiter = max(",;\t", key=first.count)
    if first.lower().startswith("sep="):
        # What Excel writes above the header where the separator is not the locale's own.
        delimiter, first, start = first[4:5], stream.readline(LONGEST), 2
    if not first.strip():
        yield Record(name, Rejection("empty", "the file is empty"))
        return
    rows = csv.reader(chain([first], stream), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        line = start + rows.line_num
        where = f"{name}:{line}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(where, Rejection("broken CSV", f"broken CSV: {error}", 'double the quotes inside "…"'))
            if header is None:
                return
            continue
        if header is None:
            header = [column.strip().lower() for column in row]
            if not set(TEXT_FIELDS) & set(header):
                columns = f"no column {', '.join(TEXT_FIELDS)}; the header has: {', '.join(header):.120}"
                yield Record(where, Rejection("no text", columns, "name the columns in the first line"))
                return
        elif len(row) > len(header):
            cause = f"{len(row)} fields where the header has {len(header)}"
            yield Record(where, Rejection("broken CSV", cause, f"quote fields that hold {delimiter!r}"))
        elif any(row):
            yield Record(where, dict(zip(header, row, strict=False)))


def _lines(stream: io.TextIOBase) -> Iterator[str | None]:
    """Lines without ever holding more than `LONGEST` characters; None for one that is longer."""
    while line := stream.readline(LONGEST):
        if len(line) < LONGEST or line.endswith("\n"):
            yield line
            continue
        while (rest := stream.readline(LONGEST)) and not rest.endswith("\n"):
            pass
        yield None


def _parsed(line: str, hint: str) -> dict[str, object] | Rejection:
    try:
        return _fields(json.loads(line))
    except (ValueError, RecursionError) as error:
        return _broken(error, hint)


def _broken(error: ValueError | RecursionError, hint: str, *, with_line: bool = False) -> Rejection:
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno} column {error.colno}" if with_line else f"column {error.colno}"
        return Rejection("broken JSON", f"broken JSON: {error.msg} at {place}", hint)
    return Rejection("broken JSON", f"broken JSON: {error}", hint)


def _fields(loaded: object) -> dict[str, object] | Rejection:
    if not isinstance(loaded, dict):
        return Rejection("broken JSON", f"not a JSON object but {type(loaded).__name__}", 'write {"text": …}')
    return {str(name).strip().lower(): value for name, value in loaded.items()}
