"""One lowest and one highest toll out of figures that sources state differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated count of people. `victim`: whom it counts, None for everybody; `source`: who states it."""

    count: int
    victim: str | None
    source: str | None


def toll_range(figures: Iterable[Figure]) -> tuple[int, int] | None:
    """Lowest and highest total that a source states, for the figures of one outcome of one incident.

    A figure without a victim counts everybody: it is a total. A figure with a victim counts a part («eleven dead, six
    of them fighters»), so it is never read as a low total beside one that is stated. Figures are never added up,
    because parts overlap («three civilians, among them a girl»). Of one source's figures for the same victim the
    largest counts: a toll that rose within the article. Then
    - low: the least of the sources' totals; where none states a total, the largest part, each by its lowest source;
    - high: the largest figure of all, since the whole is not less than a part.

    RETURNS (tuple[int, int] | None): low, high; None when no figure is stated.
    """
    by_victim: dict[str | None, dict[str | None, int]] = defaultdict(dict)
    for figure in figures:
        sources = by_victim[figure.victim]
        sources[figure.source] = max(figure.count, sources.get(figure.source, 0))
    if not by_victim:
        return None
    lowest = {victim: min(sources.values()) for victim, sources in by_victim.items()}
    low = lowest[None] if None in lowest else max(lowest.values())
    return low, max(max(sources.values()) for sources in by_victim.values())
