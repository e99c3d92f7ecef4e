"""Reports of several articles that are of one incident: one node, all claims, whatever the order, and undone again."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from store_graphs import article, content, shuffled

from kg.graph.delta import GraphDelta
from kg.resolve.incidents.judgements import Judgement, Judgements, add_judgement
from kg.resolve.incidents.scorer import PairScorer
from kg.store import loader
from kg.store.batch import batches
from kg.store.connect import Store
from kg.store.loader import load_deltas
from kg.store.rejudge import rejudge
from kg.store.run import Run
from kg.store.session import Transaction

StoreOpener = Callable[..., AbstractContextManager[Store]]

# Not the shipped weights, which change with every labelled story.
_WEIGHTS = {"place_same": 2.0, "dates_same": 2.0, "killed_same": 1.0, "killed_differs": -4.0, "place_apart": -6.0}
SCORER = PairScorer("test", -2.5, _WEIGHTS, 0.5, 0.4)
# Two strikes at one place on neighbouring days, told by three articles each, and one elsewhere.
STORIES: list[GraphDelta] = [
    article(1, day="2023-03-01", killed=11),
    article(2, day="2023-03-01", killed=11),
    article(3, day="2023-03-01", killed=12, actors=(1, 5)),
    article(4, day="2023-03-04", killed=40, actors=(6, 7)),
    article(5, day="2023-03-04", killed=40, actors=(6, 7)),
    article(6, day="2023-03-01", killed=90, actors=(8, 9), place=2),
    article(7, day="2023-03-05", killed=40, actors=(6, 2), affiliated=True),
    article(8),
]


def incidents(store: Store) -> dict[str, list[str]]:
    rows = store.read("MATCH (r:Report)-[:REPORTS]->(i:Incident) RETURN i.id AS incident, r.id AS report")
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["report"]):
        found.setdefault(row["incident"], []).append(row["report"])
    return found


def judgement(one: int, other: int, verdict: str) -> Judgement:
    at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return Judgement(one=f"report/{one}-1", other=f"report/{other}-1", verdict=verdict, by="test", at=at)  # type: ignore[arg-type]


def test_reports_of_one_incident_make_one_node_with_all_claims(store: Store) -> None:
    load_deltas(store, STORIES, scorer=SCORER)
    assert incidents(store)["incident/1-1"] == ["report/1-1", "report/2-1", "report/3-1"]
    [row] = store.read(
        "MATCH (k:Claim)-[:ABOUT]->(i:Incident {id: 'incident/1-1'}) "
        "RETURN count(k) AS claims, count(DISTINCT k.report) AS reports, "
        "min(i.killed_low) AS low, max(i.killed_high) AS high"
    )
    assert row == {"claims": 18, "reports": 3, "low": 11, "high": 12}
    rows = store.read(
        "MATCH (a:Actor)-[e:TARGETED_IN]->(:Incident {id: 'incident/1-1'}) RETURN a.id AS a, size(e.claims) AS n"
    )
    assert {row["a"]: row["n"] for row in rows} == {"actor/2": 4, "actor/5": 2}
    assert store.read("MATCH (k:Claim)-[:ABOUT]->(i:Incident) WHERE k.about <> i.id RETURN k") == []
    assert store.read("MATCH (i:Incident) WHERE NOT EXISTS { MATCH (i)<-[:REPORTS]-() } RETURN i") == []


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_batches_give_the_same_graph(store: Store, seed: int) -> None:
    load_deltas(store, STORIES, scorer=SCORER)
    expected = content(store)
    store.write("MATCH (n) DETACH DELETE n")
    for delta in shuffled(STORIES, seed):
        load_deltas(store, [delta], scorer=SCORER)
    assert content(store) == expected
    report = load_deltas(store, shuffled(STORIES, seed + 10), batch_size=60, scorer=SCORER)
    assert content(store) == expected
    assert report.nodes_created == report.relationships_created == report.relationships_deleted == 0


def test_an_article_that_comes_again_leaves_its_incident_and_joins_another(store: Store) -> None:
    new = article(1, version=2, day="2023-03-04", killed=40, actors=(6, 7))
    load_deltas(store, [*STORIES[1:], new], scorer=SCORER)
    expected = content(store)
    assert "report/1-2" in incidents(store)["incident/1-2"]
    assert "incident/1-1" not in incidents(store)
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, STORIES, scorer=SCORER)
    load_deltas(store, [new], scorer=SCORER)
    assert content(store) == expected


def test_the_report_between_two_goes_and_they_part(store: Store) -> None:
    # 2 is like 1 and like 3, which are not alike: without it nothing holds them together.
    scorer = PairScorer("test", -2.0, {"killed_same": 5.0, "target_same": 3.0}, 0.4, 0.4)
    ends = [
        article(1, day="2023-03-01", killed=11, actors=(1, 2)),
        article(3, day="2023-03-01", killed=90, actors=(1, 5)),
    ]
    load_deltas(store, [*ends, article(2, day="2023-03-01", killed=11, actors=(1, 5))], scorer=scorer)
    assert len(incidents(store)) < 3
    load_deltas(store, [article(2, version=2, day="2023-03-01", killed=50, actors=(7, 8))], scorer=scorer)
    assert len(incidents(store)) == 3
    found = content(store)
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, [article(2, version=2, day="2023-03-01", killed=50, actors=(7, 8)), *ends], scorer=scorer)
    assert content(store) == found


def test_what_a_person_judged_outranks_the_score_and_can_be_undone(store: Store) -> None:
    load_deltas(store, STORIES, scorer=SCORER)
    before = content(store)
    said = [judgement(1, 3, "different"), judgement(4, 6, "same"), judgement(2, 8, "same")]
    judged = Judgements.of(said)
    rejudge(store, sorted(judged.last), judged, scorer=SCORER)
    after = content(store)
    groups = incidents(store)
    assert not any({"report/1-1", "report/3-1"} <= set(reports) for reports in groups.values())
    assert any({"report/4-1", "report/6-1"} <= set(reports) for reports in groups.values())
    assert any({"report/2-1", "report/8-1"} <= set(reports) for reports in groups.values())
    [row] = store.read("MATCH (:Report {id: 'report/4-1'})-[j:JUDGED]->(:Report {id: 'report/6-1'}) RETURN j")
    assert (row["j"]["verdict"], row["j"]["by"]) == ("same", "person: test")
    store.write("MATCH (n) DETACH DELETE n")
    for delta in shuffled(STORIES, 5):
        load_deltas(store, [delta], judgements=judged, scorer=SCORER)
    assert content(store) == after  # It survives a rebuild.
    undone = Judgements.of([*said, *(each.model_copy(update={"verdict": "undone"}) for each in said)])
    rejudge(store, sorted(undone.last), undone, scorer=SCORER)
    assert content(store) == before


def test_a_part_of_the_same_incident_is_no_relationship_of_it_to_itself(store: Store) -> None:
    from plain_links import plainly_resolved, synth_extractions

    from kg.graph.mapper import map_extraction

    deltas = [map_extraction(plainly_resolved(extraction)) for extraction in synth_extractions()]
    load_deltas(store, deltas)
    before = content(store)
    related = (
        "MATCH (k:Claim) WHERE k.attribute IN ['PART_OF', 'RETALIATION_FOR'] "
        "RETURN k.report AS one, k.value_report AS other"
    )
    rows: list[dict[str, Any]] = store.read(related)
    assert rows
    one, other = sorted((rows[0]["one"], rows[0]["other"]))
    at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    said = Judgement(one=one, other=other, verdict="same", by="test", at=at)
    rejudge(store, [(one, other)], Judgements.of([said]))
    assert store.read("MATCH (i:Incident)-[:PART_OF|RETALIATION_FOR]->(i) RETURN i") == []
    assert store.read(
        "MATCH (k:Claim {report: $one, value_report: $other}) RETURN k", one=rows[0]["one"], other=rows[0]["other"]
    )
    undone = Judgements.of([said, said.model_copy(update={"verdict": "undone"})])
    rejudge(store, [(one, other)], undone)
    assert content(store) == before


def test_a_judgement_on_reports_of_far_days_is_in_every_rebuild(store: Store) -> None:
    near, far = article(1, day="2023-03-01"), article(2, day="2023-06-01")
    judged = Judgements.of([judgement(1, 2, "different")])
    load_deltas(store, [near, far], judgements=judged, scorer=SCORER)
    expected = content(store)
    assert [edge[1:3] for edge in expected[1] if edge[0] == "JUDGED"] == [("report/1-1", "report/2-1")]
    load_deltas(store, [near], judgements=judged, scorer=SCORER)
    assert content(store) == expected
    store.write("MATCH (n) DETACH DELETE n")
    for delta in (near, far):
        load_deltas(store, [delta], judgements=judged, scorer=SCORER)
    assert content(store) == expected


def _while_held(store: Store, work: Callable[[Transaction], object], other: Callable[[], object]) -> None:
    """Run `work` in a transaction that ends only when `other`, begun meanwhile, has had time to read what is there."""

    def held(transaction: Transaction) -> None:
        work(transaction)
        done.set()
        time.sleep(1.5)

    done = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(store.transaction, held)
        done.wait(30)
        other()
        first.result()


def test_a_load_that_waited_for_another_sees_where_that_has_put_the_reports(store: Store) -> None:
    load_deltas(store, STORIES[:2], scorer=SCORER)
    new = [article(number, version=2, day="2023-03-01", killed=11, place=number + 5) for number in (1, 2)]
    batch = next(batches(new[:1], 1))
    work = loader._Work(batch, Judgements, SCORER)
    _while_held(store, work, lambda: load_deltas(store, new[1:], scorer=SCORER))
    found = content(store)
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, new, scorer=SCORER)
    assert found == content(store)


def test_a_judgement_on_a_report_that_is_replaced_meanwhile_leaves_nothing(store: Store) -> None:
    one = STORIES[0]
    load_deltas(store, [one, STORIES[5]], scorer=SCORER)
    new = article(6, version=2, day="2023-06-01", place=7)
    work = loader._Work(next(batches([new], 1)), Judgements, SCORER)
    said = judgement(1, 6, "different")
    undone = Judgements.of([said, said.model_copy(update={"verdict": "undone"})])
    _while_held(store, work, lambda: rejudge(store, [(said.one, said.other)], undone, scorer=SCORER))
    found = content(store)
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, [one, new], scorer=SCORER)
    assert found == content(store)


def test_a_load_that_waited_counts_what_was_judged_meanwhile(
    opener: StoreOpener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "judgements.jsonl"
    file.touch()
    monkeypatch.setenv("KG_JUDGEMENTS", str(file))
    with opener() as store:
        store.write("MATCH (n) DETACH DELETE n")
        load_deltas(store, STORIES[:2], scorer=SCORER)

        def judged(transaction: Transaction) -> None:
            Run(transaction).rows("incidents", "lock")
            timer = threading.Timer(0.8, add_judgement, (file, "report/1-1", "report/2-1", "different", "test"))
            timer.start()

        _while_held(store, judged, lambda: load_deltas(store, STORIES[:1], scorer=SCORER))
        assert len(incidents(store)) == 2
