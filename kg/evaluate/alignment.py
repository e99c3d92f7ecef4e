"""Incidents of gold and system side by side: the scorer's pairs, and what of the rest speaks of the same words.

The scorer pairs actual incidents of one family. For reading errors that is too strict: a strike taken for a clash is
not «one missed, one invented» but one of the wrong type. So the rest is paired by common trigger words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate.matching import Matching, likeness, one_to_one
from kg.extraction import Extraction, Incident

MISSED = "missed"
SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True)
class Row:
    """An incident of gold, one of the system, or one of each. `scored`: the scorer counts them as one."""

    gold: Incident | None
    system: Incident | None
    scored: bool = False


def align(gold: Extraction, system: Extraction, matching: Matching) -> list[Row]:
    """Every incident of either side once: gold in its order, then what only the system has."""
    ours, theirs = ({i.id: i for i in side.incidents} for side in (gold, system))
    matched = set(matching.incidents.values())
    weights = {
        (a, b): 1.0 + overlap + 0.5 * (x.type == y.type)
        for a, x in ours.items()
        if a not in matching.incidents
        for b, y in theirs.items()
        if b not in matched and (overlap := _overlap(x, y)) > 0
    }
    loose = one_to_one(weights)
    partner = {**loose, **matching.incidents}
    rows = [Row(x, theirs.get(partner.get(a, "")), scored=a in matching.incidents) for a, x in ours.items()]
    return rows + [Row(None, y) for b, y in theirs.items() if b not in partner.values()]


def confusion(rows: Iterable[Row]) -> Mapping[tuple[str, str], int]:
    """(gold type, system type) → how many actual incidents; the other type is `MISSED` or `SPURIOUS` for one alone."""
    table: Counter[tuple[str, str]] = Counter()
    for row in rows:
        ours, theirs = _actual_type(row.gold), _actual_type(row.system)
        if ours or theirs:
            table[ours or SPURIOUS, theirs or MISSED] += 1
    return table


def _overlap(a: Incident, b: Incident) -> float:
    """How alike their most alike triggers are, 0 to 1."""
    return max((likeness(x, y) for x in a.triggers for y in b.triggers), default=0.0)


def _actual_type(incident: Incident | None) -> str | None:
    return incident.type if incident and incident.modality == "actual" else None
