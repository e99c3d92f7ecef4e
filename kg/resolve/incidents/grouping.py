"""Which reports are of one incident: those that come, and whatever of the rest hangs together with them.

Only what can change is looked at: the reports of neighbouring days, as far as likely pairs reach. The outcome is a
function of all reports and of what people judged, in whatever order they came.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from kg.resolve.incidents.blocks import comparable
from kg.resolve.incidents.clusters import Pair, clusters, pair
from kg.resolve.incidents.columns import Columns
from kg.resolve.incidents.features import at, compared
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.pool import Pool
from kg.resolve.incidents.report import Report, own_incident
from kg.resolve.incidents.scorer import PairScorer

# Pairs less likely than this count as those that are not compared.
_UNLIKELY = 0.02
# Reports compared at once with all of a day: what is worked out about the pairs stays below 100 MB.
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Grouping:
    """home: report → incident, for all reports that could have changed theirs. scores: of the pairs compared that are
    not quite unlikely. told: pair → its features, for those likely enough to be told of."""

    home: dict[str, str]
    scores: dict[Pair, float]
    told: dict[Pair, dict[str, float]]


def group(reports: Iterable[Report], judgements: Judgements, scorer: PairScorer) -> Grouping:
    """Group reports that are all at hand."""
    pool = Pool(reports)
    return grouped(pool, pool.reports, (), judgements, scorer)


def grouped(
    pool: Pool,
    came: Iterable[str],
    touched: Iterable[str],
    judgements: Judgements,
    scorer: PairScorer,
    *,
    tell: float = math.inf,
) -> Grouping:
    """Group the reports that came with all that they may touch.

    came: reports of the pool. touched: incidents that have lost a report. tell: probability from which the features of
    a pair with one of those that came are kept.
    """
    own = set(came)
    wave = own | pool.there(own) | pool.members(touched)
    scores: dict[Pair, float] = {}
    told: dict[Pair, dict[str, float]] = {}
    closed: set[str] = set()
    while wave:
        closed |= wave
        pool.reach(wave)
        # Whoever is of one incident with these, by whatever rule that was decided, and whoever is so by judgement.
        following = pool.members(pool.before[one] for one in wave if one in pool.before)
        following |= pool.with_ids(other for one in wave for other in judgements.partners(one))
        for one, other, score, found in _scored(pool, wave, scorer):
            key = pair(one, other)
            if key in scores:
                continue
            scores[key] = score
            if score >= scorer.link:
                following.add(other)
            if score >= tell and (one in own or other in own):
                told[key] = found()
        wave = following - closed
    different = judgements.different | (_told_apart(pool.reports[one] for one in closed) - judgements.same)
    first = clusters(closed, scores, link=scorer.link, mean=scorer.mean, same=judgements.same, different=different)
    return Grouping({report: own_incident(head) for report, head in first.items()}, scores, told)


def _scored(
    pool: Pool, wave: Iterable[str], scorer: PairScorer
) -> Iterator[tuple[str, str, float, Callable[[], dict[str, float]]]]:
    """Reports of the wave, what each may be one with, how likely, and how to get the features of the two."""
    for ids, near in pool.days(wave):
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            ones = Columns([pool.reports[one] for one in some])
            worth = comparable(ones, near)
            if not worth.any():
                continue
            found = compared(ones, near)
            for row, column, score in scorer.likely(found, worth, _UNLIKELY):
                yield some[row], near.reports[column].id, score, partial(at, found, row, column)


def _told_apart(reports: Iterable[Report]) -> set[Pair]:
    """Pairs of one article."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        by_article[report.article].append(report.id)
    return {pair(a, b) for ids in by_article.values() for a, b in combinations(ids, 2)}
