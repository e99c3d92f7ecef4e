"""Gathers the relationships of one article: which the schema allows, and which claims back each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.graph.delta import Edge, Node, PropertyValue
from kg.graph.schema import graph_schema

EdgeKey = tuple[str, str, str]


class EdgeSet:
    """Relationships between given nodes; however often and in whatever order one is added, it is made once.

    nodes (Mapping[str, Node]): by id; must hold an end before a relationship to it is added.
    """

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self._nodes = nodes
        self._schema = graph_schema()
        self._claims: dict[EdgeKey, dict[str, float]] = defaultdict(dict)
        self._own: dict[EdgeKey, dict[str, PropertyValue]] = {}

    def allows(self, edge_type: str, start: str, end: str) -> bool:
        """Whether the schema lets this relationship run between these nodes; from a node to itself none may."""
        labels = (self._nodes[node].labels[0] for node in (start, end))
        return start != end and self._schema.relationships[edge_type].allows(*labels)

    def add(self, edge_type: str, start: str, end: str, **properties: PropertyValue) -> None:
        """Make a relationship with properties of its own."""
        self._own.setdefault((edge_type, start, end), {}).update(properties)

    def back(self, edge_type: str, start: str, end: str, claim: str, confidence: float) -> None:
        """Make a relationship that a claim states, or add the claim to it."""
        self.add(edge_type, start, end)
        claims = self._claims[(edge_type, start, end)]
        claims[claim] = max(confidence, claims.get(claim, 0.0))

    def made(self) -> tuple[Edge, ...]:
        """All relationships, sorted by type, start and end."""
        return tuple(self._edge(key) for key in sorted(self._own))

    def _edge(self, key: EdgeKey) -> Edge:
        edge_type, start, end = key
        labels = [self._nodes[node].labels[0] for node in (start, end)]
        return Edge(edge_type, start, end, labels[0], labels[1], {**self._backing(key), **self._own[key]})

    def _backing(self, key: EdgeKey) -> dict[str, PropertyValue]:
        if not self._schema.relationships[key[0]].claimed:
            return {}
        claims = self._claims.get(key)
        if not claims:
            return {"claims": [], "confidence": 1.0, "basis": "knowledge"}
        return {"claims": sorted(claims), "confidence": max(claims.values()), "basis": "article"}
