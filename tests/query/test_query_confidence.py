"""`min_confidence`: an article of our own writing, some of whose facts a reader doubts, on both stores."""

from __future__ import annotations

import json
from typing import Any

import pytest
from opened_store import commands_find
from plain_links import SYNTH, plainly_resolved

from kg.analyse.graph import fetch_graph
from kg.cli import cli
from kg.extraction import Extraction
from kg.graph.mapper import map_extraction
from kg.query.catalogue import find_template
from kg.query.run import run_template
from kg.store.loader import load_deltas
from kg.store.session import Store

# Of the drone strike (i1): the air force as initiator, the road as place, the wounded. The abduction (i5) as a whole.
DOUBTED = {("initiator", "e6"): 0.4, ("place", "e8"): 0.4}
SURE = 0.9


def _doubting() -> Extraction:
    article = json.loads((SYNTH / "synth-A-02.json").read_text(encoding="utf-8"))
    strike, abduction = article["incidents"][0], article["incidents"][4]
    start, end = strike["triggers"][1]["start"], strike["triggers"][1]["end"]
    roles = [(role, entity) for role in ("initiator", "target", "place") for entity in strike[role]]
    strike["evidence"] = [
        {
            "attribute": role,
            "entity": entity,
            "start": start,
            "end": end,
            "confidence": DOUBTED.get((role, entity), SURE),
        }
        for role, entity in roles
    ]
    strike["confidence"] = 0.95
    killed, wounded = strike["casualties"]
    killed["confidence"], wounded["confidence"] = SURE, 0.3
    abduction["confidence"] = 0.3
    for relation in (*article["relations"], *article["incident_relations"]):
        relation["confidence"] = 0.6
    return Extraction.model_validate(article)


@pytest.fixture(scope="module")
def doubted(empty_store: Store) -> Store:
    load_deltas(empty_store, [map_extraction(plainly_resolved(_doubting()))])
    return empty_store


def rows(store: Store, name: str, **values: object) -> list[dict[str, Any]]:
    return list(run_template(store, find_template(name), values).rows)


def test_a_row_keeps_only_what_is_believed(doubted: Store) -> None:
    looked_at = ("who", "whom", "places", "toll")
    strikes = {"place": "Aleppo", "type": "air_drone_strike"}
    (every,) = rows(doubted, "incidents-by-place", **strikes)
    assert [every[name] for name in looked_at] == [
        ["Turkey", "Turkish Air Force"],
        ["Manbij Military Council"],
        ["Tell Rifaat–Ayn Daqnah road", "Aleppo"],
        ["killed 2", "wounded 1"],
    ]
    (sure,) = rows(doubted, "incidents-by-place", **strikes, min_confidence="0.9")
    assert [sure[name] for name in looked_at] == [["Turkey"], ["Manbij Military Council"], ["Aleppo"], ["killed 2"]]
    assert rows(doubted, "incidents-by-place", **strikes, min_confidence=0.91) == []


@pytest.mark.parametrize(
    ("name", "values", "below", "above"),
    [
        ("incidents", {"type": "abduction"}, 0.3, 0.31),
        ("incidents-by-actor", {"actor": "Turkish Air Force"}, 0.4, 0.41),
        ("incidents-by-actor", {"actor": "Ahrar al-Sharqiya", "type": "abduction"}, 0.3, 0.31),
        ("strikes-near", {"lat": 36.2, "lon": 37.16, "type": "air_drone_strike"}, 0.9, 0.91),
        ("affiliations", {"actor": "Pro-Turkey factions (Syria)"}, 0.6, 0.61),
        ("retaliation-chains", {}, 0.6, 0.61),
        ("evidence", {"one": "Turkish Armed Forces", "other": "Turkey"}, 0.6, 0.61),
        ("claims-by-source", {"source": "المرصد السوري لحقوق الإنسان", "attribute": "toll"}, 0.3, 0.31),
        ("who-strikes-whom", {"since": "2022-05-20", "type": "abduction"}, 0.3, 0.31),
        ("group-strike-place", {"sponsor": "Ahrar al-Sharqiya", "type": "abduction"}, 0.3, 0.31),
    ],
)
def test_rows_go_below_what_is_asked_for(
    doubted: Store, name: str, values: dict[str, object], below: float, above: float
) -> None:
    asked = rows(doubted, name, **values, min_confidence=below)
    assert asked
    assert len(rows(doubted, name, **values, min_confidence=above)) < len(asked)


def test_paths_run_over_believed_relationships(doubted: Store) -> None:
    every, sure = fetch_graph(doubted), fetch_graph(doubted, min_confidence=0.9)
    assert list(sure) == list(every)
    left_out = {kind for *ends, kind in every.edges if not sure.has_edge(*ends, kind)}
    assert left_out >= {"INITIATED", "HAPPENED_AT", "AFFILIATED_WITH", "RETALIATION_FOR"}
    assert all(properties.get("confidence", 1.0) >= 0.9 for *_, properties in sure.edges(data=True))
    assert any(kind == "LOCATED_IN" for *_, kind in sure.edges)


def test_the_list_of_incidents_keeps_only_what_is_believed(doubted: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kg = commands_find(doubted, monkeypatch)
    every = json.loads(kg.invoke(cli, ["incidents", "--json"]).output)
    sure = json.loads(kg.invoke(cli, ["incidents", "--json", "--min-confidence", "0.9"]).output)
    assert "abduction" in {row["what"] for row in every}
    assert "abduction" not in {row["what"] for row in sure}
    looked_at = [(row["what"], row["who"], row["toll"]) for row in sure]
    assert ("air_drone_strike", ["Turkey"], ["killed 2"]) in looked_at
