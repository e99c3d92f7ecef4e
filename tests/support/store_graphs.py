"""Deltas of our own writing for store tests, and the content of a store as a value that can be compared."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise
from typing import Any

from kg.graph.delta import Edge, GraphDelta, Node, PropertyValue
from kg.graph.nodes import incident_node
from kg.graph.validate import validate
from kg.resolve.incidents.report import Report
from kg.store.session import Store


def content(store: Store) -> tuple[list[Any], list[Any]]:
    """Every node with its labels and properties, and every relationship with its ends and properties, sorted."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    edges = store.read("MATCH (a)-[e]->(b) RETURN type(e) AS t, a.id AS a, b.id AS b, properties(e) AS properties")
    return (
        sorted((row["properties"]["id"], sorted(row["labels"]), sorted(row["properties"].items())) for row in nodes),
        sorted((row["t"], row["a"], row["b"], sorted(row["properties"].items())) for row in edges),
    )


def article(
    number: int,
    *,
    version: int = 1,
    actors: tuple[int, ...] = (1, 2),
    place: int = 1,
    claims: int = 2,
    affiliated: bool = False,
    spelling: str = "اللواء",
    confidence: float = 0.5,
    region: int | None = None,
    day: str | None = None,
    killed: int = 4,
) -> GraphDelta:
    """One article: an incident by one actor against another, at a place in a country; perhaps an affiliation.

    With a region the place lies in that, and that in the country. With a day (ISO) its report may be found to be of one
    incident with others of that day; without, it is compared with none.

    Actors below 100 are known to the knowledge base, which also states that actor 2 belongs to actor 3.
    """
    node_id = f"article/{number}"
    nodes = {
        node_id: Node(
            node_id,
            ("Article",),
            {
                "id": node_id,
                "title": f"خبر {number}",
                "date": dt.date(2023, 3, 1 + number % 28),
                "content_hash": f"hash-{version}",
            },
        )
    }
    for actor in {*actors, *({3} if 2 in actors else ())}:
        nodes[f"actor/{actor}"] = _actor(actor, spelling)
    chain = [f"place/{place}", *([] if region is None else [f"place/region-{region}"]), "place/country"]
    for key in chain:
        kind = "country" if key == "place/country" else "town"
        lat = 34.0 + place if key == chain[0] else 35.0
        nodes[key] = Node(
            key,
            ("Place",),
            {"id": key, "name": key, "kind": kind, "resolved": True, "precision": "point", "lat": lat, "lon": 40.5},
        )
    incident = f"incident/{number}-{version}"
    report = f"report/{number}-{version}"
    own: dict[str, PropertyValue] = {
        "id": report,
        "article": node_id,
        "published": dt.date(2023, 3, 1 + number % 28),
        "type": "air_drone_strike",
        "modality": "actual",
        "date_start": dt.date(2023, 3, 1),
        "date_end": dt.date(2023, 3, 1),
        "headline": True,
        "triggers": ["0-5"],
        "initiators": [f"actor/{actors[0]}"],
        "targets": [f"actor/{actors[-1]}"],
        "participants": [],
        "places": [f"place/{place}"],
        "within": ["place/country"],
        "beside": [],
        "lat": 34.0 + place,
        "lon": 40.5,
        "tolls": [f"killed|{killed}||"],
        "summary": "قصفت الطائرات الموقع.",
        "confidence": 0.9,
    }
    if day:
        own |= dict.fromkeys(("day", "date_start", "date_end"), dt.date.fromisoformat(day))
    nodes[report] = Node(report, ("Report",), own)
    nodes[incident] = incident_node(incident, [Report.of(own)])
    edges: dict[str, Edge] = {}

    def add(kind: str, start: str, end: str, **properties: PropertyValue) -> None:
        edge = Edge(kind, start, end, nodes[start].labels[0], nodes[end].labels[0], properties)
        edges[edge.key] = edge

    def state(kind: str, start: str, end: str, **properties: PropertyValue) -> None:
        about, value = (end, start) if kind in ("INITIATED", "TARGETED_IN") else (start, end)
        ids = [f"claim/{number}-{version}-{kind}-{value.replace('/', '-')}-{index}" for index in range(claims)]
        for index, claim in enumerate(ids):
            nodes[claim] = Node(
                claim,
                ("Claim",),
                {
                    "id": claim,
                    "about": about,
                    "attribute": kind,
                    "value_id": value,
                    "edge": f"{kind}|{start}|{end}",
                    **({"report": report} if incident in (start, end) else {}),
                    "sentence": "قصفت الطائرات الموقع.",
                    "start": 0,
                    "end": 21,
                    "confidence": confidence + index / 100,
                },
            )
            add("STATED_IN", claim, node_id)
            add("ABOUT", claim, about)
            add("VALUE", claim, value)
        best = confidence + (claims - 1) / 100
        add(kind, start, end, claims=sorted(ids), confidence=best, basis="article", **properties)

    add("REPORTS", report, incident)
    add("STATED_IN", report, node_id)
    first, second = f"actor/{actors[0]}", f"actor/{actors[-1]}"
    state("INITIATED", first, incident)
    state("TARGETED_IN", second, incident)
    state("HAPPENED_AT", incident, f"place/{place}", rank=0)
    for inner, outer in pairwise(chain):
        add("LOCATED_IN", inner, outer)
    if 2 in actors and not affiliated:
        add("AFFILIATED_WITH", "actor/2", "actor/3", claims=[], confidence=1.0, basis="knowledge")
    elif affiliated:
        state("AFFILIATED_WITH", "actor/2", "actor/3")
    delta = GraphDelta(
        str(number),
        f"hash-{version}",
        tuple(sorted(nodes.values(), key=lambda node: (node.labels[0], node.id))),
        tuple(sorted(edges.values(), key=lambda edge: (edge.type, edge.start, edge.end))),
    )
    validate(delta)
    return delta


def shuffled(deltas: list[GraphDelta], seed: int) -> list[GraphDelta]:
    """The same deltas in another order."""
    return random.Random(seed).sample(deltas, len(deltas))


def _actor(number: int, spelling: str) -> Node:
    known = number < 100
    properties: dict[str, PropertyValue] = {
        "id": f"actor/{number}",
        "name": f"Actor {number}" if known else spelling,
        "kind": "militia" if known else "armed_group",
        "resolved": known,
    }
    if not known:
        properties["name_ar"] = spelling
    return Node(f"actor/{number}", ("Actor", "ArmedGroup"), properties)
