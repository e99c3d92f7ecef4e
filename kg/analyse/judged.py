"""The pairs of reports that were judged, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.analyse.accounts import statement
from kg.analyse.graph import GraphReader
from kg.analyse.reasons import Reason, reasons
from kg.query.catalogue import find_template
from kg.query.run import run_template
from kg.resolve.incidents.scorer import PairScorer

_PERSON = "person: "


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two reports and what is thought of them.

    one, other (str): report ids, in order. score (float): probability 0-1 by the rule, whoever judged.
    verdict (str): same or different, of this pair; joined (bool): whether both are of one incident now, which all
    pairs around them decide together. note (str | None): why, in the words of the person who judged.
    """

    one: str
    other: str
    score: float
    verdict: str
    by: str
    joined: bool
    reasons: tuple[Reason, ...]
    note: str | None = None

    @property
    def person(self) -> str | None:
        """Who judged it, if it was no rule."""
        return self.by.removeprefix(_PERSON) if self.by.startswith(_PERSON) else None


def judged_pairs(
    reader: GraphReader,
    *,
    report: str | None = None,
    verdict: str | None = None,
    people: bool | None = None,
    joined: bool | None = None,
    least: float = 0.0,
    most: float = 1.0,
    limit: int = 50,
) -> list[JudgedPair]:
    """The answer of the template `judgements`: the pairs on which the shipped rule is least decided come first.

    report: only pairs with this report, or with one of this incident. people: only what people judged, or only what a
    rule did. joined: only pairs that are of one incident now, or only others.
    RAISES InputError: no such report or incident.
    """
    values: dict[str, object] = {"report": report, "verdict": verdict, "people": people, "joined": joined}
    values |= {"least": least, "most": most, "limit": limit, "undecided": PairScorer.default().link}
    return [_pair(row) for row in run_template(reader, find_template("judgements"), values).rows]


def judged_pair(reader: GraphReader, one: str, other: str) -> JudgedPair | None:
    """The judgement on two reports; None where they were not compared, or are too unlike to be kept."""
    first, second = sorted((one, other))
    rows = reader.read(statement("pair"), one=first, other=second)
    return _pair(rows[0]) if rows else None


def _pair(row: Mapping[str, Any]) -> JudgedPair:
    return JudgedPair(
        one=row["one"],
        other=row["other"],
        score=row["score"],
        verdict=row["verdict"],
        by=row["by"],
        joined=row["joined"],
        reasons=reasons(row["features"]),
        note=row["note"],
    )
