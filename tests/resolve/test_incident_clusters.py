"""Clustering is a function of the set of pairs, keeps what people judged, and never chains unlike reports."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.incidents.clusters import Pair, clusters, pair

_NAMES = [f"report/{letter}" for letter in "abcdefg"]
_PAIRS = list(combinations(_NAMES, 2))
_SCORES = st.dictionaries(st.sampled_from(_PAIRS), st.sampled_from([0.1, 0.3, 0.5, 0.8, 0.95]))
_JUDGED = st.lists(st.sampled_from(_PAIRS), max_size=4, unique=True)


class Counted(dict[Pair, float]):
    """Scores that count how often one was asked for."""

    count = 0

    def get(self, key: Pair, default: float = 0.0) -> float:  # type: ignore[override]
        self.count += 1
        return super().get(key, default)


def groups(home: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(name for name in home if home[name] == head) for head in home.values()}


@given(_SCORES, _JUDGED, _JUDGED, st.integers(0, 99))
def test_neither_order_nor_names_of_heads_matter(
    scores: dict[Pair, float], same: list[Pair], different: list[Pair], seed: int
) -> None:
    chance = random.Random(seed)
    first = clusters(_NAMES, scores, link=0.5, mean=0.3, same=same, different=different)
    again = clusters(
        chance.sample(_NAMES, len(_NAMES)),
        dict(chance.sample(sorted(scores.items()), len(scores))),
        link=0.5,
        mean=0.3,
        same=[(b, a) for a, b in chance.sample(same, len(same))],
        different=chance.sample(different, len(different)),
    )
    assert first == again
    assert all(first[head] == head == min(name for name in first if first[name] == head) for head in first.values())


@given(_SCORES, _JUDGED, _JUDGED)
def test_what_is_judged_different_is_never_together(
    scores: dict[Pair, float], same: list[Pair], different: list[Pair]
) -> None:
    home = clusters(_NAMES, scores, link=0.5, mean=0.3, same=same, different=different)
    assert all(home[one] != home[other] for one, other in different)
    lone = clusters(_NAMES, scores, link=0.5, mean=0.3, same=same)
    assert all(lone[one] == lone[other] for one, other in same)


@given(_SCORES, _JUDGED)
def test_parts_that_hang_together_by_nothing_are_clustered_alone_alike(
    scores: dict[Pair, float], different: list[Pair]
) -> None:
    """So a load need only look at what its reports reach."""
    whole = clusters(_NAMES, scores, link=0.5, mean=0.3, different=different)
    reach: dict[str, set[str]] = {name: {name} for name in _NAMES}
    for (one, other), score in scores.items():
        if score >= 0.5 and reach[one] is not reach[other]:
            joined = reach[one] | reach[other]
            for name in joined:
                reach[name] = joined
    for part in {frozenset(part) for part in reach.values()}:
        own = {each: score for each, score in scores.items() if set(each) <= part}
        alone = clusters(part, own, link=0.5, mean=0.3, different=different)
        assert alone == {name: whole[name] for name in part}


def test_one_report_that_resembles_two_incidents_does_not_chain_them() -> None:
    scores = {pair("report/a", "report/b"): 0.9, pair("report/b", "report/c"): 0.6, pair("report/a", "report/c"): 0.0}
    home = clusters(["report/a", "report/b", "report/c"], scores, link=0.5, mean=0.4)
    assert groups(home) == {frozenset({"report/a", "report/b"}), frozenset({"report/c"})}


def test_large_groups_that_stay_apart_are_not_compared_for_every_pair_between_them() -> None:
    reports = [f"r{number:03}" for number in range(160)]
    scores = {(a, b): 0.9 if int(a[1:]) % 2 == int(b[1:]) % 2 else 0.6 for a, b in combinations(reports, 2)}
    looked = Counted(scores)
    found = clusters(reports, looked, link=0.5, mean=0.4, different={("r000", "r001")})
    assert len(set(found.values())) == 2
    found = clusters(reports, looked, link=0.5, mean=0.7)
    assert len(set(found.values())) == 2
    assert looked.count < 20 * len(scores)
