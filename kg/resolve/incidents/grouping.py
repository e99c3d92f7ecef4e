"""Which reports are of one incident: those that come, and whatever of the rest hangs together with them.

Only what can change is looked at: the reports of neighbouring days, as far as likely pairs reach. The outcome is a
function of all reports and of what people judged, in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from kg.resolve.incidents.clusters import Pair, clusters, pair
from kg.resolve.incidents.features import features
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.pool import Pool
from kg.resolve.incidents.report import Report, own_incident
from kg.resolve.incidents.scorer import PairScorer


@dataclass(frozen=True, slots=True)
class Grouping:
    """home: report → incident, for all reports that could have changed theirs. scores: of the pairs compared."""

    home: dict[str, str]
    scores: dict[Pair, float]


def group(reports: Iterable[Report], judgements: Judgements, scorer: PairScorer) -> Grouping:
    """Group reports that are all at hand."""
    pool = Pool(reports)
    return grouped(pool, pool.reports, (), judgements, scorer)


def grouped(
    pool: Pool, came: Iterable[str], touched: Iterable[str], judgements: Judgements, scorer: PairScorer
) -> Grouping:
    """Group the reports that came with all that they may touch.

    came: reports of the pool. touched: incidents that have lost a report.
    """
    wave = set(came)
    wave |= pool.there(wave) | pool.members(touched)
    scores: dict[Pair, float] = {}
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
                if key in scores:
                    continue
                scores[key] = score = scorer.of(features(pool.reports[key[0]], pool.reports[key[1]]))
                if score >= scorer.link:
                    following.add(other)
        wave = following - closed
    different = judgements.different | (_told_apart(pool.reports[one] for one in closed) - judgements.same)
    first = clusters(closed, scores, link=scorer.link, mean=scorer.mean, same=judgements.same, different=different)
    return Grouping({report: own_incident(head) for report, head in first.items()}, scores)


def _told_apart(reports: Iterable[Report]) -> set[Pair]:
    """Pairs of one article."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        by_article[report.article].append(report.id)
    return {pair(a, b) for ids in by_article.values() for a, b in combinations(ids, 2)}
