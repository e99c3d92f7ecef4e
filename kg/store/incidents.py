"""Decide, inside a load's transaction, which reports are of one incident: those in the graph and those that come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.resolve.incidents.clusters import Pair
from kg.resolve.incidents.features import features
from kg.resolve.incidents.grouping import grouped
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.pool import Pool, Wanted
from kg.resolve.incidents.report import Report
from kg.resolve.incidents.scorer import PairScorer
from kg.store.batch import Row
from kg.store.run import Run

# Pairs less likely than this are not kept as judgements: nobody would ask about them.
_TOLD = 0.1


@dataclass(slots=True)
class Assignment:
    """Who is of which incident now.

    home: report → incident, for all reports that could have changed theirs. members: incident → its reports, those of
    `home`. moved: reports in the graph that were of another incident. emptied: incidents that may have no report left.
    judged: rows of judgements that hold one of the reports that came.
    """

    home: dict[str, str]
    members: dict[str, list[Report]] = field(default_factory=lambda: defaultdict(list))
    moved: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    judged: list[Row] = field(default_factory=list)


def assigned(
    run: Run, came: Iterable[Report], gone: Mapping[str, str], judgements: Judgements, scorer: PairScorer
) -> Assignment:
    """Group the reports that came with all that they, or those that went, may touch.

    came: new or to be judged anew; in the graph or not. gone: report that is no longer there → incident it was of.
    The caller holds the lock (`Run.lock`) since before it read any of this.
    """

    def fetch(wanted: Wanted, values: list[Any]) -> Iterator[Report]:
        for row in run.rows("incidents", wanted, values=values):
            yield Report.of(row["properties"], row["incident"])

    own = {report.id: report for report in came}
    pool = Pool(own.values(), gone, fetch)
    grouping = grouped(pool, own, gone.values(), judgements, scorer, tell=_TOLD)
    result = Assignment(grouping.home)
    for report, incident in sorted(grouping.home.items()):
        result.members[incident].append(pool.reports[report])
        if pool.before.get(report, incident) != incident:
            result.moved.append(report)
    before = {pool.before[report] for report in grouping.home if report in pool.before} | set(gone.values())
    result.emptied = sorted(before - set(result.members))
    told = {key for key in judgements.standing if key[0] in own or key[1] in own}.union(grouping.told)
    # Those of far days too, which were never compared.
    there = pool.with_ids(report for key in told for report in key)
    for key in sorted(told):
        if there.issuperset(key):
            found = grouping.told.get(key) or features(pool.reports[key[0]], pool.reports[key[1]])
            result.judged.append(_row(key, found, scorer, judgements))
    return result


def _row(key: Pair, found: Mapping[str, float], scorer: PairScorer, judgements: Judgements) -> Row:
    score = scorer.of(found)
    judged = judgements.last.get(key)
    own = judged if judged is not None and judged.verdict != "undone" else None
    properties = {
        "verdict": own.verdict if own else "same" if score >= scorer.link else "different",
        "score": score,
        "by": f"person: {own.by}" if own else scorer.name,
        "features": [f"{name} {round(value, 3)}" for name, value in sorted(found.items())],
    }
    if own and own.note:
        properties["note"] = own.note
    return {"start": key[0], "end": key[1], "properties": properties}
