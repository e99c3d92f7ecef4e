"""What people judged about pairs of reports: kept in a file beside the graph, so that it survives a rebuild."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticSerializationError

from kg.errors import InputError
from kg.resolve.incidents.clusters import Pair, pair
from kg.resolve.incidents.report import PREFIX

Verdict = Literal["same", "different", "undone"]


class Judgement(BaseModel):
    """One line of the file. `undone` takes an earlier verdict on the pair back: the score counts again.

    one, other (str): ids of two reports, the first in order first. by (str): who. at (datetime): when, UTC.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: str
    other: str
    verdict: Verdict
    by: str
    at: dt.datetime
    note: str | None = None

    @model_validator(mode="after")
    def _two_reports(self) -> Judgement:
        if not (self.one.startswith(PREFIX) and self.other.startswith(PREFIX)):
            raise ValueError(f"a judgement is about two reports, whose ids begin with {PREFIX}")
        if self.one >= self.other:
            raise ValueError("the two reports differ, and the one that sorts first comes first")
        return self


@dataclass(slots=True)
class Judgements:
    """What stands at present: of several judgements on a pair the last counts.

    same, different (set[Pair]): pairs in order. last: pair → judgement.
    """

    same: set[Pair] = field(default_factory=set)
    different: set[Pair] = field(default_factory=set)
    last: dict[Pair, Judgement] = field(default_factory=dict)
    _partners: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @staticmethod
    def of(judgements: Iterable[Judgement]) -> Judgements:
        """In the order in which they were made."""
        found = Judgements()
        for judgement in judgements:
            found.last[judgement.one, judgement.other] = judgement
        for (one, other), judgement in found.last.items():
            if judgement.verdict == "undone":
                continue
            (found.same if judgement.verdict == "same" else found.different).add((one, other))
            if judgement.verdict == "same":
                found._partners[one].add(other)
                found._partners[other].add(one)
        return found

    @property
    def standing(self) -> set[Pair]:
        """The pairs on which a judgement stands."""
        return self.same | self.different

    def partners(self, report: str) -> frozenset[str]:
        """Reports that somebody judged to be of the same incident as this one."""
        return frozenset(self._partners.get(report, ()))


def read_judgements(path: Path | None) -> Judgements:
    """The judgements of a file; none where there is no file.

    RAISES InputError: a line is none; names file and line.
    """
    if path is None:
        return Judgements()
    found = []
    try:
        # A mark at the beginning is what some editors add. A note may hold separators that `splitlines` knows.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (FileNotFoundError, NotADirectoryError):
        return Judgements()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(Judgement.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            what = ".".join(map(str, first["loc"]))
            cause = f"{what}: {first['msg']}" if what else first["msg"]
            hint = "mend or remove the line; kg review writes this file"
            raise InputError(f"no judgement: {cause}", where=f"{path}:{number}", hint=hint) from error
    return Judgements.of(found)


def add_judgement(path: Path, one: str, other: str, verdict: Verdict, by: str, note: str | None = None) -> Judgement:
    """Append a judgement to the file, which is made when it is not there.

    RAISES InputError: the ids are not of two reports, or the file cannot be written.
    """
    first, second = pair(one, other)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        judgement = Judgement(one=first, other=second, verdict=verdict, by=by, at=now, note=note)
    except ValidationError as error:
        raise InputError(error.errors()[0]["msg"], where=f"{one}, {other}") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _append(path, judgement.model_dump_json(exclude_none=True).encode() + b"\n")
    except PydanticSerializationError as error:  # Bytes of a command line that are no text.
        raise InputError("is no valid text", where=f"{one}, {other}", hint="give all of it in UTF-8") from error
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from error
    return judgement


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
