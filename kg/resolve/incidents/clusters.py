"""Clustering: from judgements about pairs to incidents. A function of the set of reports: their order plays no part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Two reports in the order in which a pair is always written."""
    return (one, other) if one <= other else (other, one)


def clusters(
    reports: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    link: float,
    mean: float,
    same: Collection[Pair] = (),
    different: Collection[Pair] = (),
) -> dict[str, str]:
    """Which reports are of one incident: average linkage from the likeliest pair down.

    Two groups become one for a pair of at least `link` while the mean score of all pairs between them is at least
    `mean` (a pair that has no score counts 0), so one report that resembles two incidents does not chain them. A group
    is never made in which a pair is known to be different; pairs known to be the same come first, whatever their score.

    scores: pair → probability 0-1. same, different: what people judged.
    RETURNS (dict[str, str]): report → the member of its group that sorts first.
    """
    groups = {report: {report} for report in sorted(set(reports))}
    home = {report: report for report in groups}
    apart = {pair(*each) for each in different}
    # Groups that are not joined as they are. They only grow, so a head and a size name one state of one.
    refused: set[tuple[str, int, str, int]] = set()

    def union(one: str, other: str) -> None:
        first, second = sorted((home[one], home[other]))
        for member in groups[second]:
            home[member] = first
        groups[first] |= groups.pop(second)

    def may_join(one: str, other: str) -> bool:
        if one not in home or other not in home or home[one] == home[other]:
            return False
        return not any(pair(a, b) in apart for a in groups[home[one]] for b in groups[home[other]]) if apart else True

    def alike(left: set[str], right: set[str]) -> bool:
        # Rounded, so that the order in which sets give their members plays no part.
        total = round(sum(scores.get(pair(a, b), 0.0) for a in left for b in right), 6)
        return total >= round(mean * len(left) * len(right), 6)

    for one, other in sorted(pair(*each) for each in same):
        if may_join(one, other):
            union(one, other)
    likely = sorted((each for each in scores if scores[each] >= link), key=lambda each: (-scores[each], each))
    merged = True
    while merged:
        merged = False
        for one, other in likely:
            if one not in home or other not in home or home[one] == home[other]:
                continue
            first, second = sorted((home[one], home[other]))
            left, right = groups[first], groups[second]
            state = first, len(left), second, len(right)
            if state in refused:
                continue
            if may_join(one, other) and alike(left, right):
                union(one, other)
                merged = True
            else:
                refused.add(state)
    return home
