"""Decide, inside a load's transaction, which reports are of one incident, from those in the graph and those that come.

Only what can change is read: the reports of neighbouring blocks, as far as likely pairs reach. The outcome is a
function of all reports in the graph and of what people judged, in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kg.resolve.incidents.blocks import neighbours
from kg.resolve.incidents.clusters import Pair, clusters, pair
from kg.resolve.incidents.features import features
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.report import Report, own_incident
from kg.resolve.incidents.scorer import PairScorer
from kg.store.batch import Row
from kg.store.run import Run

# Pairs less likely than this are not kept as judgements: nobody would ask about them.
_TOLD = 0.1


@dataclass(slots=True)
class Grouping:
    """Who is of which incident now.

    home: report → incident, for all reports that could have changed theirs. members: incident → its reports, those of
    `home`. moved: reports in the graph that were of another incident. emptied: incidents that may have no report left.
    judged: rows of judgements that hold one of the reports that came.
    """

    home: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[Report]] = field(default_factory=lambda: defaultdict(list))
    moved: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    judged: list[Row] = field(default_factory=list)


def grouped(
    run: Run, came: Iterable[Report], gone: Mapping[str, str], judgements: Judgements, scorer: PairScorer
) -> Grouping:
    """Group the reports that came with all that they, or those that went, may touch.

    came: new or to be judged anew; in the graph or not. gone: report that is no longer there → incident it was of.
    """
    run.rows("incidents", "lock")
    own = {report.id: report for report in came}
    pool = _Pool(run, own, gone)
    wave = {*own, *pool.there(own), *pool.members(gone.values())}
    scores: dict[Pair, float] = {}
    told: dict[Pair, dict[str, float]] = {}
    closed: set[str] = set()
    while wave:
        closed |= wave
        pool.reach(wave)
        # Whoever is of one incident with these, by whatever rule that was decided, and whoever is so by judgement.
        following = pool.members(pool.before[one] for one in wave if one in pool.before)
        following |= pool.with_ids(other for one in wave for other in judgements.partners(one))
        for one in sorted(wave):
            for other in pool.near(one):
                key = pair(one, other)
                if key in scores or pool.reports[one].article == pool.reports[other].article:
                    continue
                found = features(pool.reports[key[0]], pool.reports[key[1]])
                scores[key] = score = scorer.of(found)
                if score >= _TOLD and (one in own or other in own):
                    told[key] = found
                if score >= scorer.threshold:
                    following.add(other)
        wave = following - closed
    first = clusters(closed, scores, threshold=scorer.threshold, same=judgements.same, different=judgements.different)
    result = Grouping(home={report: own_incident(head) for report, head in first.items()})
    for report, incident in sorted(result.home.items()):
        result.members[incident].append(pool.reports[report])
        if report in pool.before and pool.before[report] != incident:
            result.moved.append(report)
    before = {pool.before[report] for report in closed if report in pool.before} | set(gone.values())
    result.emptied = sorted(before - set(result.members))
    for (one, other), judgement in judgements.last.items():
        if judgement.verdict != "undone" and (one in own or other in own) and one in closed and other in closed:
            told.setdefault((one, other), features(pool.reports[one], pool.reports[other]))
    result.judged = [_row(key, found, scorer, judgements) for key, found in sorted(told.items())]
    return result


def _told_apart(reports: Iterable[Report]) -> set[Pair]:
    """What one article tells as two is two: its reader has had the whole text in view."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        by_article[report.article].append(report.id)
    return {pair(a, b) for ids in by_article.values() for a, b in combinations(ids, 2)}


class _Pool:
    """The reports that were read from the graph so far, with those that came in their place.

    before: report in the graph → incident it is of there.
    """

    def __init__(self, run: Run, own: Mapping[str, Report], gone: Iterable[str]) -> None:
        self._run = run
        self._gone = set(gone)
        self._blocks: dict[str, list[str]] = defaultdict(list)
        self._read: set[str] = set()
        self._asked: set[str] = set()
        self.reports: dict[str, Report] = {}
        self.before: dict[str, str] = {}
        for report in own.values():
            self._keep(report)

    def there(self, ids: Iterable[str]) -> set[str]:
        """Those of these reports that the graph has."""
        return self._take("by_id", ids=sorted(ids))

    def members(self, incidents: Iterable[str]) -> set[str]:
        """All reports of these incidents that stay; an incident that was asked for before has none to add."""
        new = sorted(set(incidents) - self._asked)
        self._asked.update(new)
        return self._take("of_incidents", ids=new)

    def with_ids(self, ids: Iterable[str]) -> set[str]:
        """Those of these reports that are known or in the graph."""
        wanted = set(ids)
        return self._take("by_id", ids=sorted(wanted - set(self.reports))) | (wanted & set(self.reports))

    def reach(self, reports: Iterable[str]) -> None:
        """Read all that these are compared with."""
        blocks = {near for report in reports if (block := self.reports[report].block) for near in neighbours(block)}
        if new := sorted(blocks - self._read):
            self._read.update(new)
            self._take("in_blocks", blocks=new)

    def near(self, report: str) -> Iterator[str]:
        """The reports that this one is compared with."""
        if block := self.reports[report].block:
            for near in neighbours(block):
                yield from (other for other in self._blocks.get(near, ()) if other != report)

    def _take(self, name: str, **params: list[str]) -> set[str]:
        found: set[str] = set()
        if not any(params.values()):
            return found
        for row in self._run.rows("incidents", name, **params):
            report = Report.of(row["properties"], row["incident"])
            if report.id in self._gone:
                continue
            found.add(report.id)
            self.before[report.id] = report.incident
            self._keep(report)
        return found

    def _keep(self, report: Report) -> None:
        if report.id not in self.reports:
            self.reports[report.id] = report
            if report.block:
                self._blocks[report.block].append(report.id)


def _row(key: Pair, found: Mapping[str, float], scorer: PairScorer, judgements: Judgements) -> Row:
    score = scorer.of(found)
    judged = judgements.last.get(key)
    own = judged if judged is not None and judged.verdict != "undone" else None
    properties = {
        "verdict": own.verdict if own else "same" if score >= scorer.threshold else "different",
        "score": score,
        "by": f"person: {own.by}" if own else scorer.name,
        "features": [f"{name} {round(value, 3)}" for name, value in sorted(found.items())],
    }
    return {"start": key[0], "end": key[1], "properties": properties}
