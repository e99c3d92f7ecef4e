"""Several articles' deltas as the rows of one transaction, every node and relationship once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.graph.delta import Edge, GraphDelta, Node, PropertyValue
from kg.graph.ids import article_id

Properties = dict[str, PropertyValue]
Row = dict[str, Any]
Ends = tuple[str, str]

# Labels of what articles share; the other nodes belong to one article each.
SHARED = ("Actor", "Place")
# What the store works out itself from all claims, so it is not taken from any one article.
_SETTLED = ("claims", "confidence", "basis")
_POINT = ("lat", "lon", "radius_km")


@dataclass(slots=True)
class Batch:
    """The rows of one transaction.

    nodes: labels → id → properties. edges: (type, start label, end label) → (start, end) → properties.
    brought: article node id → label → ids of the actors and places it brings.
    inside: (article, place it brings) → ids of the places in which it puts that, sorted; no claim vouches for these.
    """

    deltas: list[GraphDelta] = field(default_factory=list)
    nodes: dict[tuple[str, ...], dict[str, Properties]] = field(default_factory=lambda: defaultdict(dict))
    edges: dict[tuple[str, str, str], dict[Ends, Properties]] = field(default_factory=lambda: defaultdict(dict))
    brought: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    inside: dict[Ends, list[str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(map(len, self.nodes.values())) + sum(map(len, self.edges.values()))

    def add(self, delta: GraphDelta) -> None:
        """Add all of an article."""
        self.deltas.append(delta)
        article = article_id(delta.article_id)
        brought: dict[str, list[str]] = {label: [] for label in SHARED}
        for node in delta.nodes:
            self._add_node(node)
            if node.labels[0] in SHARED:
                brought[node.labels[0]].append(node.id)
        why = {edge.end: edge.properties for edge in delta.edges if edge.type == "BROUGHT"}
        for edge in delta.edges:
            if edge.type != "BROUGHT":
                self._add_edge(edge)
        self.brought[article] = brought
        self.inside.update({(article, place): [] for place in brought["Place"]})
        for start, end in sorted((edge.start, edge.end) for edge in delta.edges if edge.type == "LOCATED_IN"):
            self.inside[article, start].append(end)
        for label, ids in brought.items():
            for node_id in ids:
                own = dict(why.get(node_id, {}))
                if label == "Place":
                    own["inside"] = self.inside[article, node_id]
                self.edges["BROUGHT", "Article", label][article, node_id] = own

    def _add_node(self, node: Node) -> None:
        same = self.nodes[node.labels]
        same[node.id] = united(same[node.id], node.properties) if node.id in same else node.properties

    def _add_edge(self, edge: Edge) -> None:
        own = {name: value for name, value in edge.properties.items() if name not in _SETTLED}
        if edge.properties.get("basis") == "knowledge":
            own["known"] = True
        same = self.edges[edge.type, edge.start_label, edge.end_label]
        same[edge.start, edge.end] = {**same.get((edge.start, edge.end), {}), **own}


def batches(deltas: Iterable[GraphDelta], size: int) -> Iterator[Batch]:
    """Articles until a batch has `size` rows. An article that comes again starts a new batch: the later counts."""
    batch = Batch()
    for delta in deltas:
        if batch.rows >= size or article_id(delta.article_id) in batch.brought:
            yield batch
            batch = Batch()
        batch.add(delta)
    if batch.deltas:
        yield batch


def united(one: Properties, other: Properties) -> Properties:
    """Of two descriptions of one node, one that does not depend on which came first.

    Known actors and places are described alike wherever they come from. Of unknown ones the smaller value of each
    property wins; the parts of a point stay together.
    """
    if one == other:
        return one
    points = [{name: each[name] for name in _POINT if name in each} for each in (one, other)]
    point = min((point for point in points if point), key=lambda point: sorted(point.items()), default={})
    names = sorted({*one, *other} - set(_POINT))
    least: Any = {name: min([each[name] for each in (one, other) if name in each], key=_order) for name in names}
    return {**least, **point}


def _order(value: PropertyValue) -> tuple[str, Any]:
    return type(value).__name__, value


def label_of(node_id: str) -> str:
    """The label that an id begins with: `actor/…` is of label Actor."""
    return node_id.partition("/")[0].capitalize()
