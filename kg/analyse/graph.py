"""The graph of actors, places and incidents in memory, as networkx knows graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

import networkx as nx

from kg.graph.delta import GraphDelta
from kg.graph.schema import graph_schema
from kg.resources import resource

NODE_LABELS = ("Actor", "Place", "Incident")


class GraphReader(Protocol):
    """What reads the graph: `kg.store.connect.Store`, or anything that runs Cypher and gives rows of plain values."""

    def read(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Rows of a statement that only reads."""
        ...


def domain_relationships() -> tuple[str, ...]:
    """The relationships among actors, places and incidents, by the schema: all but those of claims and articles."""
    return tuple(
        name for name, spec in graph_schema().relationships.items() if {*spec.from_, *spec.to} <= set(NODE_LABELS)
    )


def fetch_graph(
    reader: GraphReader, relationships: Collection[str] | None = None, *, min_confidence: float = 0.0
) -> nx.MultiDiGraph[str]:
    """Read the actors, places and incidents of a store with what relates them. Claims and articles stay where they
    are: `kg.analyse.evidence` reads those of a few hops.

    relationships (Collection[str] | None): types to take; all among these three labels when None. min_confidence
        (float): relationships that the reader believes less (0-1) are left out.
    RETURNS (nx.MultiDiGraph): node id → `label` (Actor, Place or Incident), `sublabel` (of an actor) and the node's
        properties; edges keyed by type with the relationship's properties. The same order on every store.
    RAISES StoreError: the store cannot be read.
    """
    types = sorted(domain_relationships() if relationships is None else relationships)
    nodes = [
        (row["node"]["id"], label, row["node"].pop("labels"), row["node"])
        for label in NODE_LABELS
        for row in reader.read(statement(f"{label.lower()}s"))
    ]
    edges = [
        (row["start"], row["end"], row["relationship"].pop("type"), row["relationship"])
        for row in reader.read(statement("relationships"), types=types)
        if _believed(row["relationship"], min_confidence)
    ]
    return _assemble(nodes, edges)


def graph_of(deltas: Iterable[GraphDelta], relationships: Collection[str] | None = None) -> nx.MultiDiGraph[str]:
    """The same graph straight from the mapper, without a store; what several deltas say of one thing is united."""
    types = set(domain_relationships() if relationships is None else relationships)
    nodes: dict[str, tuple[str, str, Collection[str], dict[str, Any]]] = {}
    edges: dict[tuple[str, str, str], dict[str, Any]] = {}
    for delta in sorted(deltas, key=lambda delta: delta.article_id):
        for node in delta.nodes:
            if node.labels[0] in NODE_LABELS:
                nodes.setdefault(node.id, (node.id, node.labels[0], node.labels, dict(node.properties)))
        for edge in delta.edges:
            if edge.type in types:
                _unite(edges.setdefault((edge.start, edge.end, edge.type), {}), edge.properties)
    return _assemble(nodes.values(), [(*key, properties) for key, properties in edges.items()])


def statement(name: str) -> str:
    """Text of a statement of `cypher/analyse/`."""
    return resource("cypher", "analyse", f"{name}.cypher").read_text(encoding="utf-8")


def _believed(properties: Mapping[str, Any], least: float) -> bool:
    """Whether it is at least so sure; what needs no claims (a place lies in another) carries no confidence."""
    return properties.get("confidence") is None or bool(properties["confidence"] >= least)


def _unite(known: dict[str, Any], more: dict[str, Any]) -> None:
    claims = sorted({*known.get("claims", ()), *more.get("claims", ())})
    sure = [side["confidence"] for side in (known, more) if side.get("claims")]
    known.update({**more, **known})
    if "claims" in known:
        known["claims"] = claims
        known["confidence"] = max(sure, default=known["confidence"])
        known["basis"] = "article" if claims else "knowledge"


def _assemble(
    nodes: Iterable[tuple[str, str, Collection[str], dict[str, Any]]],
    edges: Iterable[tuple[str, str, str, dict[str, Any]]],
) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, label, labels, properties in sorted(nodes, key=lambda row: row[0]):
        sublabel = next((name for name in labels if name != label), None)
        graph.add_node(node, label=label, **({"sublabel": sublabel} if sublabel else {}), **properties)
    for start, end, edge_type, properties in sorted(edges, key=lambda row: row[:3]):
        if start in graph and end in graph:
            graph.add_edge(start, end, key=edge_type, **properties)
    return graph
