"""Check a delta against `schemas/graph.yaml` before anything is written to a store."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping

from kg.errors import SchemaError
from kg.graph.delta import Edge, GraphDelta, Node
from kg.graph.schema import GraphSchema, PropertySpec, PropertyType, graph_schema

_FITS: dict[PropertyType, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, float) and math.isfinite(value),
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, dt.date) and not isinstance(value, dt.datetime),
    "string_list": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
}


def validate(delta: GraphDelta) -> None:
    """Refuse a delta that the schema does not allow.

    RAISES SchemaError: its `where` names the node or edge, its message the property and the cause: an unknown label,
    relationship or property, a wrong type, a missing property, wrong or absent ends, a claimed relationship that
    neither a claim nor the knowledge base backs, or anything that stands twice.
    """
    schema = graph_schema()
    nodes: dict[str, Node] = {}
    for node in delta.nodes:
        if node.id in nodes:
            raise SchemaError("stands twice in the delta", where=f"node {node.id}")
        nodes[node.id] = node
        _check_node(node, schema)
    seen: set[str] = set()
    for edge in delta.edges:
        if edge.key in seen:
            raise SchemaError("stands twice in the delta", where=f"edge {edge.key}")
        seen.add(edge.key)
        _check_edge(edge, nodes, schema)


def _check_node(node: Node, schema: GraphSchema) -> None:
    where = f"node {node.id}"
    label = node.labels[0] if node.labels else ""
    spec = schema.labels.get(label)
    if spec is None:
        raise SchemaError(f"unknown label {label!r}", where=where, hint=f"there are: {', '.join(schema.labels)}")
    sublabels = node.labels[1:]
    if len(sublabels) != bool(spec.sublabels) or any(name not in spec.sublabels for name in sublabels):
        expected = f"one of {', '.join(spec.sublabels)}" if spec.sublabels else "no further label"
        raise SchemaError(f"labels {':'.join(node.labels)}: {label} takes {expected}", where=where)
    _check_properties(node.properties, spec.properties, f"a {label}", where)
    if node.properties["id"] != node.id:
        raise SchemaError(f"property id is {node.properties['id']!r}, not the node's id", where=where)


def _check_edge(edge: Edge, nodes: Mapping[str, Node], schema: GraphSchema) -> None:
    where = f"edge {edge.key}"
    spec = schema.relationships.get(edge.type)
    if spec is None:
        known = ", ".join(schema.relationships)
        raise SchemaError(f"unknown relationship {edge.type!r}", where=where, hint=f"there are: {known}")
    for name, end, label in (("start", edge.start, edge.start_label), ("end", edge.end, edge.end_label)):
        if end not in nodes:
            raise SchemaError(f"its {name} {end} is not in the delta", where=where)
        if nodes[end].labels[0] != label:
            raise SchemaError(f"its {name} is a {nodes[end].labels[0]}, not a {label}", where=where)
    if not spec.allows(edge.start_label, edge.end_label):
        ends = f"{' or '.join(spec.from_)} to {' or '.join(spec.to)}"
        raise SchemaError(f"runs from {edge.start_label} to {edge.end_label}, not from {ends}", where=where)
    _check_properties(edge.properties, schema.relationship_properties(edge.type), edge.type, where)
    if spec.claimed:
        _check_claims(edge, nodes, where)


def _check_claims(edge: Edge, nodes: Mapping[str, Node], where: str) -> None:
    claims = edge.properties["claims"]
    assert isinstance(claims, list)
    if not claims and edge.properties.get("basis") != "knowledge":
        raise SchemaError("property claims: no claim backs it", where=where, hint="or its basis must be knowledge")
    if claims != sorted(set(claims)):
        raise SchemaError("property claims: not sorted, or a claim stands twice", where=where)
    for claim in claims:
        node = nodes.get(claim)
        if node is None or node.labels[0] != "Claim":
            raise SchemaError(f"property claims: {claim} is no claim of the delta", where=where)
        if node.properties.get("edge") != edge.key:
            raise SchemaError(f"property claims: {claim} backs {node.properties.get('edge')}", where=where)


def _check_properties(
    properties: Mapping[str, object], specs: Mapping[str, PropertySpec], owner: str, where: str
) -> None:
    for name, value in properties.items():
        spec = specs.get(name)
        if spec is None:
            raise SchemaError(f"unknown property {name!r}", where=where, hint=f"{owner} has: {', '.join(specs)}")
        if not _FITS[spec.type](value):
            raise SchemaError(f"property {name}: {value!r} is not a {spec.type}", where=where)
    if missing := [name for name, spec in specs.items() if spec.required and name not in properties]:
        raise SchemaError(f"property {missing[0]} is missing", where=where)
