"""What the mapper hands to a store: the nodes and edges that one article contributes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

PropertyValue = str | int | float | bool | dt.date | list[str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node. `labels[0]` is the label that carries the constraint; properties that are None are left out."""

    id: str
    labels: tuple[str, ...]
    properties: dict[str, PropertyValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed relationship between two nodes of the same delta; at most one of a type between the same ends."""

    type: str
    start: str
    end: str
    start_label: str
    end_label: str
    properties: dict[str, PropertyValue] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """`TYPE|start|end`: what `Claim.edge` holds."""
        return f"{self.type}|{self.start}|{self.end}"


@dataclass(frozen=True, slots=True)
class GraphDelta:
    """All that one article adds to the graph, sorted by (label, id) and (type, start, end); complete in itself."""

    article_id: str
    content_hash: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
