"""A graph of five articles of our own writing, in both stores, whose answers were worked out by hand."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from plain_links import SYNTH, plainly_resolved

from kg.extraction import Extraction
from kg.graph.delta import GraphDelta
from kg.graph.mapper import map_extraction
from kg.store.session import Store

ARTICLES = ("synth-A-01", "synth-A-02", "synth-A-04", "synth-A-07", "synth-A-08")


@pytest.fixture
def graph(store: Store) -> Store:
    """A store that holds the five articles and nothing else."""
    store.write("MATCH (n) DETACH DELETE n")
    deltas = [
        map_extraction(plainly_resolved(Extraction.model_validate_json((SYNTH / f"{name}.json").read_text("utf-8"))))
        for name in ARTICLES
    ]
    _write(store, deltas)
    return store


def _write(store: Store, deltas: list[GraphDelta]) -> None:
    """One node an id and one relationship a key, with the claims of all articles."""
    nodes: dict[tuple[str, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    edges: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for delta in deltas:
        for node in delta.nodes:
            nodes[node.labels][node.id] = {"id": node.id, "properties": node.properties}
        for edge in delta.edges:
            kind = edges[edge.type, edge.start_label, edge.end_label]
            row = kind.setdefault(edge.key, {"start": edge.start, "end": edge.end, "properties": {}})
            claims = {*row["properties"].get("claims", []), *edge.properties.get("claims", [])}
            row["properties"] |= {**edge.properties, "claims": sorted(claims)}
    for labels, rows in nodes.items():
        store.write(
            f"UNWIND $rows AS row MERGE (n:{':'.join(labels)} {{id: row.id}}) SET n += row.properties",
            rows=list(rows.values()),
        )
    for (kind, start, end), rows in edges.items():
        store.write(
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}), (b:{end} {{id: row.end}}) "
            f"MERGE (a)-[r:{kind}]->(b) SET r += row.properties",
            rows=list(rows.values()),
        )
