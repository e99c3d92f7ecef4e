"""Rows per second of the loader, first and second load.

    python benchmarks/loader.py [--articles 400]                       the embedded store, in a temporary folder
    python benchmarks/loader.py --uri bolt://… --password … --wipe     a server; its graph is emptied first

Articles are shaped like real ones: 5 incidents, 20 actors and places, some of which occur everywhere and 60 claims.
`nodes` and `edges` divide rows by the time in the statements that write them; `whole` divides all rows by wall time,
with reading back, settling and commits.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
import time
from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from kg.graph.delta import Edge, GraphDelta, Node, PropertyValue
from kg.graph.ids import digest
from kg.graph.nodes import incident_node
from kg.graph.validate import validate
from kg.resolve.incidents.report import Report, own_report
from kg.store import embedded
from kg.store.connect import Store, open_store
from kg.store.loader import load_deltas, prepare
from kg.store.run import Run

_SPENT: Counter[str] = Counter()


def main() -> None:
    """Print one JSON object a load."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--uri")
    parser.add_argument("--username", default="neo4j")
    parser.add_argument("--password")
    parser.add_argument("--wipe", action="store_true", help="empty the server's graph first")
    options = parser.parse_args()
    deltas = [_article(number) for number in range(options.articles)]
    for delta in deltas:
        validate(delta)
    _clock_statements()
    if options.uri:
        _measure(open_store(options.uri, options.username, options.password), deltas, options.wipe)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "graph"
        try:
            _measure(open_store(home=home), deltas, False)
        finally:
            embedded.stop(home)


def _measure(opening: AbstractContextManager[Store], deltas: list[GraphDelta], wipe: bool) -> None:
    with opening as store:
        if wipe:
            while store.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(n) AS n")[0]["n"]:
                pass
        prepare(store)
        for name in ("first", "second", "third"):
            _SPENT.clear()
            start = time.perf_counter()
            report = load_deltas(store, deltas)
            wall = time.perf_counter() - start
            figures = {
                "store": store.kind,
                "load": name,
                "nodes": report.nodes,
                "edges": report.edges,
                "nodes_per_s": round(report.nodes / _SPENT["nodes"]),
                "edges_per_s": round(report.edges / _SPENT["edges"]),
                "whole_per_s": round((report.nodes + report.edges) / wall),
                "seconds": {key: round(value, 2) for key, value in sorted(_SPENT.items())} | {"wall": round(wall, 2)},
                "made": report.nodes_created + report.relationships_created,
            }
            print(json.dumps(figures), flush=True)


def _clock_statements() -> None:
    """Add up the time spent in each folder of `cypher/load/`."""
    inner = Run.rows

    def rows(self: Run, *name: str, **params: Any) -> list[dict[str, Any]]:
        start = time.perf_counter()
        try:
            return inner(self, *name, **params)
        finally:
            _SPENT[name[0]] += time.perf_counter() - start  # type: ignore[assignment]

    Run.rows = rows  # type: ignore[method-assign]


def _article(number: int) -> GraphDelta:
    article = f"article/bench-{number}"
    nodes = {article: Node(article, ("Article",), {"id": article, "title": "خبر", "content_hash": str(number)})}
    edges: dict[str, Edge] = {}

    def add(kind: str, start: str, end: str, properties: dict[str, PropertyValue] | None = None) -> None:
        edge = Edge(kind, start, end, nodes[start].labels[0], nodes[end].labels[0], properties or {})
        edges[edge.key] = edge

    actors = [_actor(nodes, key) for key in (*range(4), *(100 + (number * 7 + i * 13) % 500 for i in range(6)))]
    places = [_place(nodes, key) for key in (*range(2), *(100 + (number * 11 + i * 17) % 900 for i in range(8)))]
    for place in places[1:]:
        add("LOCATED_IN", place, places[0])
    for index in range(5):
        incident = f"incident/{digest('bench', number, index)}"
        report = own_report(incident)
        nodes[report] = _report(report, article, number, index, places, actors)
        nodes[incident] = incident_node(incident, [Report.of(nodes[report].properties)])
        add("REPORTS", report, incident)
        add("STATED_IN", report, article)
        facts = [("INITIATED", actors[index], incident), ("TARGETED_IN", actors[9 - index], incident)]
        facts += [("HAPPENED_AT", incident, places[index + 2]), ("HAPPENED_AT", incident, places[1])]
        for kind, start, end in facts:
            claims = []
            for source in range(3):
                about = incident
                claim = f"claim/{digest(number, kind, start, end, source)}"
                claims.append(claim)
                nodes[claim] = _claim(claim, about, kind, start if end == incident else end, f"{kind}|{start}|{end}")
                nodes[claim].properties["report"] = report
                add("STATED_IN", claim, article)
                add("ABOUT", claim, about)
                add("VALUE", claim, start if end == incident else end)
                add("ATTRIBUTED_TO", claim, actors[source])
            own: dict[str, PropertyValue] = {"claims": sorted(claims), "confidence": 0.75, "basis": "article"}
            if kind == "HAPPENED_AT":
                own["rank"] = 0 if end != places[1] else 1
            add(kind, start, end, own)
    ordered = sorted(nodes.values(), key=lambda node: (node.labels[0], node.id))
    made = sorted(edges.values(), key=lambda edge: (edge.type, edge.start, edge.end))
    return GraphDelta(f"bench-{number}", str(number), tuple(ordered), tuple(made))


def _actor(nodes: dict[str, Node], key: int) -> str:
    node_id = f"actor/bench-{key}"
    properties: dict[str, PropertyValue] = {"id": node_id, "name": f"Actor {key}", "kind": "militia", "resolved": True}
    nodes[node_id] = Node(node_id, ("Actor", "ArmedGroup"), properties)
    return node_id


def _place(nodes: dict[str, Node], key: int) -> str:
    node_id = f"place/bench-{key}"
    nodes[node_id] = Node(
        node_id,
        ("Place",),
        {"id": node_id, "name": f"Place {key}", "kind": "town", "resolved": True, "precision": "point", "lat": 35.0},
    )
    return node_id


def _report(node_id: str, article: str, number: int, index: int, places: list[str], actors: list[str]) -> Node:
    """Reports of one day are compared; their words, tolls and places differ, as most reports of a day do."""
    day = dt.date(2023, 1, 1) + dt.timedelta(days=number % 300)
    properties: dict[str, PropertyValue] = {
        "id": node_id,
        "article": article,
        "published": day,
        "type": "air_drone_strike",
        "modality": "actual",
        "date_start": day,
        "date_end": day,
        "day": day,
        "headline": index == 0,
        "triggers": [f"{index}-{index + 4}"],
        "initiators": [actors[index]],
        "targets": [actors[9 - index]],
        "participants": [],
        "places": [places[index + 2], places[1]],
        "within": [places[0]],
        "beside": [places[index + 2]],
        "tolls": [f"killed|{number % 40 + index}||"],
        "summary": f"قصفت طائرات مسيرة موقعا قرب المدينة {number} فجر اليوم {index}.",
        "confidence": 0.8,
    }
    return Node(node_id, ("Report",), properties)


def _claim(node_id: str, about: str, attribute: str, value: str, edge: str) -> Node:
    properties: dict[str, PropertyValue] = {
        "id": node_id,
        "about": about,
        "attribute": attribute,
        "value_id": value,
        "edge": edge,
        "sentence": "قصفت طائرات مسيرة موقعا قرب المدينة فجر اليوم.",
        "start": 0,
        "end": 46,
        "confidence": 0.75,
    }
    return Node(node_id, ("Claim",), properties)


if __name__ == "__main__":
    main()
