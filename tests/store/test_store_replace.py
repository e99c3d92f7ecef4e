"""An article that comes again with other content: the graph is as if only the last version had ever come."""

from __future__ import annotations

import pytest
from store_graphs import article, content, shuffled

from kg.graph.delta import GraphDelta
from kg.store.connect import Store
from kg.store.loader import load_deltas

OTHERS = [article(50, actors=(1, 4)), article(51, actors=(2, 5), place=2)]
CASES = {
    "all else": (article(1, actors=(1, 2)), article(1, version=2, actors=(6, 7), place=3)),
    "claims of an edge that stays": (article(1, affiliated=True), article(1, version=2)),
    "knowledge stays where an article claimed": (article(1, affiliated=True), article(1, version=2, actors=(1, 4))),
    "fewer claims, less sure": (article(1, claims=3, confidence=0.9), article(1, version=2, claims=1)),
    "another reading of the same content": (article(1, claims=3), article(1, claims=1, actors=(2, 1))),
}


@pytest.mark.parametrize("case", CASES)
def test_the_new_version_replaces_the_old(store: Store, case: str) -> None:
    old, new = CASES[case]
    load_deltas(store, [*OTHERS, new])
    expected = content(store)
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, [OTHERS[0], old])
    report = load_deltas(store, [new, OTHERS[1]])
    assert report.replaced == (old.content_hash != new.content_hash)
    assert content(store) == expected
    load_deltas(store, [new])
    assert content(store) == expected


def test_a_history_ends_in_the_same_graph_however_it_is_cut(both_stores: list[Store]) -> None:
    history: list[GraphDelta] = []
    for version in (1, 2, 3):
        step = [
            article(
                n, version=version, actors=((n + version) % 5 + 1, 2), place=n % 3, affiliated=(n + version) % 2 == 0
            )
            for n in range(6)
        ]
        history += shuffled(step, version)
    one, other = both_stores
    load_deltas(one, history, batch_size=1)
    load_deltas(other, history[-6:])
    assert content(one) == content(other)
