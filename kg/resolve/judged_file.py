"""Files of what people judged: one JSON object a line, only ever added to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from kg.errors import InputError, violation

Line = TypeVar("Line", bound=BaseModel)


def read_lines(path: Path | None, model: type[Line]) -> list[Line]:
    """What the lines of a file say, in order; nothing where there is no file.

    RAISES InputError: a line is no judgement; names file and line.
    """
    if path is None:
        return []
    try:
        # A mark at the beginning is what some editors add. A note may hold separators that `splitlines` knows.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(model.model_validate_json(line))
        except ValidationError as error:
            hint = "mend or remove the line; kg review writes this file"
            raise InputError(f"no judgement: {violation(error)}", where=f"{path}:{number}", hint=hint) from error
    return found


def add_line(path: Path, line: BaseModel) -> None:
    """Append to the file, which is made when it is not there. RAISES InputError: it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _append(path, line.model_dump_json(exclude_none=True).encode() + b"\n")
    except PydanticSerializationError as error:  # Bytes of a command line that are no text.
        raise InputError("is no valid text", where=str(path), hint="give names, notes and ids in UTF-8") from error
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from error


def _append(path: Path, line: bytes) -> None:
    """In one write at the end of the file, so that lines of several writers stay whole; after one that was broken off,
    on a line of its own."""
    with path.open("a+b", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = b"\n" + line
        if file.write(line) != len(line):
            raise OSError("the disk is full")
