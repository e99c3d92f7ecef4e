"""What the node of an incident says when its reports differ. All that they say stays beside it, as claims.

- type: what most reports say; of several the surest, then the first by name. Weapon likewise.
- modality: the strongest, `actual` before `planned` before `negated` before `generic`.
- date: the narrowest stated period; of several the one that most reports state, then the earliest.
- killed, wounded: the range over the reports of what each makes of its sources (`toll_range`): «15 Palestinians» of one
  and «17 citizens» of another are 15 to 17. A later report of the same outlet or of the same quoted source takes the
  place of its earlier ones. A report that counts only some of the people (all its figures say whom, and come to less
  than half of what another says) sets no lowest total.
- summary: of the report that was published first. confidence: the highest.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.resolve.incidents.report import Report, TollFigure
from kg.resolve.incidents.tolls import Figure, toll_range

_MODALITIES = ("actual", "planned", "negated", "generic")
_NEVER = dt.date.max


def reconciled(reports: Iterable[Report]) -> dict[str, Any]:
    """Properties of the incident's node, those that are codes of its type excepted; nothing is None.

    reports: at least one; their order plays no part.
    """
    ordered = sorted(reports, key=lambda report: (report.published or _NEVER, report.id))
    found: dict[str, Any] = {
        "type": _usual([(report.type, report.confidence) for report in ordered]),
        "modality": min((report.modality for report in ordered), key=_MODALITIES.index),
        "summary": ordered[0].summary,
        "confidence": max(report.confidence for report in ordered),
    }
    if weapon := _usual([(report.weapon, report.confidence) for report in ordered if report.weapon]):
        found["weapon"] = weapon
    if period := _period(ordered):
        found["date_start"], found["date_end"] = period
    for outcome in ("killed", "wounded"):
        if span := _span(_latest(ordered, outcome)):
            found[f"{outcome}_low"], found[f"{outcome}_high"] = span
    return found


def ranks(reports: Iterable[Report]) -> dict[str, int]:
    """Place → its rank at the incident: the most specific that a report gives it, 0 for the place itself."""
    found: dict[str, int] = {}
    for report in reports:
        for rank, place in enumerate(report.places):
            found[place] = min(rank, found.get(place, rank))
    return found


def _usual(values: Sequence[tuple[str, float]]) -> str | None:
    if not values:
        return None
    counts = Counter(value for value, _ in values)
    surest: dict[str, float] = defaultdict(float)
    for value, confidence in values:
        surest[value] = max(surest[value], confidence)
    return min(counts, key=lambda value: (-counts[value], -surest[value], value))


def _period(reports: Sequence[Report]) -> tuple[dt.date, dt.date] | None:
    stated = Counter((report.start, report.end) for report in reports if report.start and report.end)
    if not stated:
        return None
    return min(stated, key=lambda period: (period[1] - period[0], -stated[period], period[0]))


def _latest(reports: Sequence[Report], outcome: str) -> list[list[Figure]]:
    """By report: the figures of each source from the last of its reports; reports come in order of publication."""
    by_source: dict[str, tuple[str, list[TollFigure]]] = {}
    for report in reports:
        own: dict[str, list[TollFigure]] = defaultdict(list)
        for figure in report.tolls:
            if figure.outcome == outcome:
                own[figure.source or report.outlet or report.article].append(figure)
        by_source.update({source: (report.id, figures) for source, figures in own.items()})
    by_report: dict[str, list[Figure]] = defaultdict(list)
    for source, (report_id, figures) in by_source.items():
        by_report[report_id] += [Figure(figure.count, figure.victim, source) for figure in figures]
    return list(by_report.values())


def _span(by_report: Sequence[Sequence[Figure]]) -> tuple[int, int] | None:
    spans = [(span, any(figure.victim is None for figure in own)) for own in by_report if (span := toll_range(own))]
    if not spans:
        return None
    high = max(span[1] for span, _ in spans)
    return min(span[0] for span, total in spans if total or span[1] * 2 >= high), high
