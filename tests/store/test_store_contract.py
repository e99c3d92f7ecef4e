"""What both stores must do alike."""

from __future__ import annotations

import datetime as dt

import pytest
from plain_links import plainly_resolved, synth_extractions
from store_graphs import article, content, shuffled

from kg.errors import StoreError
from kg.graph.mapper import map_extraction
from kg.store.connect import Store
from kg.store.ledger import entries, is_current
from kg.store.loader import load_deltas

WRITES = [
    "CREATE (n:Actor {id: 'x'})",
    "MERGE (n:Actor {id: 'x'}) RETURN n",
    "MATCH (n:Actor) SET n.name = 'x'",
    "MATCH (n:Actor) REMOVE n.name",
    "MATCH (n:Actor) DETACH DELETE n",
    "MATCH (n:Actor) SET n:Person",
    "MATCH (a:Actor), (b:Incident) CREATE (a)-[:INITIATED]->(b)",
    "FOREACH (i IN [1] | CREATE (:Actor {id: 'x'}))",
    "MATCH (n:Actor) CALL (n) { SET n.name = 'x' } RETURN n",
    "CREATE INDEX no_such IF NOT EXISTS FOR (n:Actor) ON (n.kind)",
    "DROP CONSTRAINT actor_id",
    "// only a comment\n/* and another */ CREATE (n:Actor {id: 'x'})",
    "PROFILE CREATE (n:Actor {id: 'x'})",
]


def test_a_load_is_complete_and_a_second_changes_nothing(store: Store) -> None:
    deltas = [map_extraction(plainly_resolved(extraction)) for extraction in synth_extractions()]
    first = load_deltas(store, deltas)
    loaded = content(store)
    ids = {node.id for delta in deltas for node in delta.nodes}
    edges = {edge.key for delta in deltas for edge in delta.edges}
    own = {"lock/incidents"}
    assert [row[0] for row in loaded[0]] == sorted(ids | own)
    assert {"|".join(row[:3]) for row in loaded[1] if row[0] not in ("JUDGED")} == edges
    assert (first.articles, first.nodes_created) == (len(deltas), len(ids | own))
    second = load_deltas(store, deltas)
    assert content(store) == loaded
    assert second.nodes_created == second.nodes_deleted == second.relationships_created == 0
    assert second.relationships_deleted == second.replaced == 0


def test_both_stores_hold_the_same_graph_in_any_order_and_batching(both_stores: list[Store]) -> None:
    deltas = [map_extraction(plainly_resolved(extraction)) for extraction in synth_extractions()]
    deltas += [article(n, actors=(1 + n % 3, 2), place=n % 2, affiliated=n % 2 == 0) for n in range(8)]
    deltas += [article(n, actors=(1, 100), spelling=spelling) for n, spelling in ((20, "اللواء"), (21, "أللواء"))]
    one, other = both_stores
    load_deltas(one, deltas)
    load_deltas(other, shuffled(deltas, 1), batch_size=1)
    nodes, edges = content(one)
    assert content(other) == (nodes, edges)
    one.write("MATCH (n) DETACH DELETE n")
    load_deltas(one, shuffled(deltas, 2), batch_size=300)
    assert content(one) == (nodes, edges)


def test_what_only_an_old_version_brought_goes_with_it(store: Store) -> None:
    other, old = article(50, region=2), article(1, actors=(1, 100), region=1)
    load_deltas(store, [other, old, article(2, actors=(6, 4), place=7, region=1)])
    for version, region in ((2, 2), (3, 3), (4, None)):
        new = article(1, version=version, actors=(1, 4), region=region)
        load_deltas(store, [new])
        found = content(store)
        assert ("place/1", "place/region-2") in {row[1:3] for row in found[1] if row[0] == "LOCATED_IN"}
        load_deltas(store, [article(2, version=version, actors=(4, 6), place=7, region=1)])
    found = content(store)
    assert "actor/100" not in {row[0] for row in found[0]}
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, [new, article(2, version=4, actors=(4, 6), place=7, region=1), other])
    assert content(store) == found


def test_a_containment_stays_while_an_article_of_an_older_graph_may_have_brought_it(store: Store) -> None:
    load_deltas(store, [article(50), article(1)])
    store.write("MATCH (:Article {id: 'article/50'})-[b:BROUGHT]->(:Place) REMOVE b.inside")
    load_deltas(store, [article(1, version=2, region=1)])
    inside = {row[1:3] for row in content(store)[1] if row[0] == "LOCATED_IN"}
    assert inside == {("place/1", "place/country"), ("place/1", "place/region-1"), ("place/region-1", "place/country")}


def test_values_come_back_as_they_went_in(store: Store) -> None:
    load_deltas(store, [article(1)])
    [row] = store.read(
        "MATCH (i:Incident)-[h:HAPPENED_AT]->(p:Place) RETURN i, h, p, p.lat AS lat, [i.date_start] AS days"
    )
    assert row["days"] == [dt.date(2023, 3, 1)]
    assert row["lat"] == 35.0
    assert row["i"]["labels"] == ["Incident"]
    assert row["i"]["summary"] == "قصفت الطائرات الموقع."
    assert row["h"] == {
        "type": "HAPPENED_AT",
        "rank": 0,
        "basis": "article",
        "confidence": 0.51,
        "claims": ["claim/1-1-HAPPENED_AT-place-1-0", "claim/1-1-HAPPENED_AT-place-1-1"],
    }
    [row] = store.read("MATCH p = (:Actor {id: 'actor/1'})-[:INITIATED]->(:Incident) RETURN p")
    assert [part.get("id", part.get("type")) for part in row["p"]] == ["actor/1", "INITIATED", "incident/1-1"]


def test_read_refuses_to_write(store: Store) -> None:
    load_deltas(store, [article(1)])
    before = content(store)
    for cypher in WRITES:
        with pytest.raises(StoreError, match="only reading is allowed"):
            store.read(cypher)
        assert content(store) == before, cypher
    assert store.read("SHOW CONSTRAINTS YIELD name WHERE name = 'actor_id' RETURN name")


def test_a_wrong_statement_is_one_line(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.read("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


def test_the_ledger_knows_what_is_in(store: Store) -> None:
    load_deltas(store, [article(1), article(2, version=3)])
    assert is_current(store, {"1": "hash-1", "2": "hash-1", "7": "hash-1"}) == {"1": True, "2": False, "7": False}
    assert is_current(store, {"1": "hash-1"}, model="other 1.0") == {"1": False}
    assert entries(store, ["2"])["2"].content_hash == "hash-3"


def test_a_graph_of_an_earlier_version_is_not_added_to(store: Store) -> None:
    store.write("CREATE (:Incident {id: 'incident/old', type: 'protest'})")
    with pytest.raises(StoreError, match="earlier version") as caught:
        load_deltas(store, [article(1)])
    assert "load the articles again" in str(caught.value)
    assert store.read("MATCH (n:Article) RETURN n.id AS id") == []
