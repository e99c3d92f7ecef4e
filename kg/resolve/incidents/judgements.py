"""What people judged about pairs of reports: kept in a file beside the graph, so that it survives a rebuild."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from kg.errors import InputError, violation
from kg.resolve.incidents.clusters import Pair, pair
from kg.resolve.incidents.report import PREFIX
from kg.resolve.judged_file import add_line, read_lines

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
    return Judgements.of(read_lines(path, Judgement))


def add_judgement(path: Path, one: str, other: str, verdict: Verdict, by: str, note: str | None = None) -> Judgement:
    """Append a judgement to the file, which is made when it is not there.

    RAISES InputError: the ids are not of two reports, or the file cannot be written.
    """
    first, second = pair(one, other)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        judgement = Judgement(one=first, other=second, verdict=verdict, by=by, at=now, note=note)
    except ValidationError as error:
        raise InputError(violation(error), where=f"{one}, {other}") from error
    add_line(path, judgement)
    return judgement
