import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from plain_links import plainly_resolved, synth_extractions

from kg.errors import SchemaError
from kg.graph.delta import Edge, GraphDelta, Node
from kg.graph.mapper import map_extraction
from kg.graph.validate import validate


@pytest.fixture(scope="module")
def delta() -> GraphDelta:
    return map_extraction(plainly_resolved(synth_extractions()[0]))


def _node(delta: GraphDelta, label: str) -> Node:
    return next(node for node in delta.nodes if node.labels[0] == label)


def _edge(delta: GraphDelta, edge_type: str) -> Edge:
    return next(edge for edge in delta.edges if edge.type == edge_type)


def _with_node(delta: GraphDelta, old: Node, new: Node) -> GraphDelta:
    return dataclasses.replace(delta, nodes=tuple(new if node is old else node for node in delta.nodes))


def _with_edge(delta: GraphDelta, old: Edge, new: Edge) -> GraphDelta:
    return dataclasses.replace(delta, edges=tuple(new if edge is old else edge for edge in delta.edges))


def _property(label: str, name: str, value: Any) -> Callable[[GraphDelta], GraphDelta]:
    def change(delta: GraphDelta) -> GraphDelta:
        node = _node(delta, label)
        return _with_node(delta, node, dataclasses.replace(node, properties={**node.properties, name: value}))

    return change


def _edge_change(edge_type: str, **changes: Any) -> Callable[[GraphDelta], GraphDelta]:
    def change(delta: GraphDelta) -> GraphDelta:
        edge = _edge(delta, edge_type)
        return _with_edge(delta, edge, dataclasses.replace(edge, **changes))

    return change


def _edge_property(edge_type: str, name: str, value: Any) -> Callable[[GraphDelta], GraphDelta]:
    def change(delta: GraphDelta) -> GraphDelta:
        edge = _edge(delta, edge_type)
        return _with_edge(delta, edge, dataclasses.replace(edge, properties={**edge.properties, name: value}))

    return change


def _without(label: str, name: str) -> Callable[[GraphDelta], GraphDelta]:
    def change(delta: GraphDelta) -> GraphDelta:
        node = _node(delta, label)
        kept = {key: value for key, value in node.properties.items() if key != name}
        return _with_node(delta, node, dataclasses.replace(node, properties=kept))

    return change


def _labels(label: str, *labels: str) -> Callable[[GraphDelta], GraphDelta]:
    def change(delta: GraphDelta) -> GraphDelta:
        node = _node(delta, label)
        return _with_node(delta, node, dataclasses.replace(node, labels=labels))

    return change


@pytest.mark.parametrize(
    ("break_it", "where", "cause"),
    [
        (_labels("Article", "Artcle"), "node article/synth-A-01", "unknown label 'Artcle'"),
        (_labels("Actor", "Actor"), "node actor/", "takes one of Person, ArmedGroup"),
        (_labels("Actor", "Actor", "Place"), "node actor/", "takes one of Person"),
        (_labels("Place", "Place", "Person"), "node place/", "takes no further label"),
        (_property("Incident", "toll", 3), "node incident/", "unknown property 'toll'"),
        (_property("Incident", "killed_low", "3"), "node incident/", "property killed_low: '3' is not a integer"),
        (_property("Incident", "killed_low", True), "node incident/", "is not a integer"),
        (_property("Incident", "confidence", 1), "node incident/", "is not a float"),
        (_property("Incident", "confidence", float("nan")), "node incident/", "is not a float"),
        (_property("Article", "date", dt.datetime(2022, 3, 1)), "node article/", "is not a date"),
        (_property("Actor", "id", "actor/other"), "node actor/", "not the node's id"),
        (_property("Actor", "country", None), "node actor/", "property country: None is not a string"),
        (_without("Claim", "sentence"), "node claim/", "property sentence is missing"),
        (_edge_change("INITIATED", type="DID"), "edge DID|", "unknown relationship 'DID'"),
        (_edge_change("INITIATED", start="actor/nobody"), "edge INITIATED|actor/nobody|", "is not in the delta"),
        (_edge_change("INITIATED", start_label="Place"), "edge INITIATED|", "its start is a Actor, not a Place"),
        (_edge_change("INITIATED", type="LEADS"), "edge LEADS|", "runs from Actor to Incident"),
        (_edge_property("INITIATED", "claims", []), "edge INITIATED|", "no claim backs it"),
        (
            _edge_property("INITIATED", "claims", ["claim/none"]),
            "edge INITIATED|",
            "claim/none is no claim of the delta",
        ),
        (_edge_property("STATED_IN", "confidence", 1.0), "edge STATED_IN|", "unknown property 'confidence'"),
        (lambda d: dataclasses.replace(d, nodes=(*d.nodes, d.nodes[0])), "node actor/", "stands twice"),
        (lambda d: dataclasses.replace(d, edges=(*d.edges, d.edges[0])), "edge ABOUT|", "stands twice"),
    ],
)
def test_every_fault_is_named_with_its_place_and_cause(
    delta: GraphDelta, break_it: Callable[[GraphDelta], GraphDelta], where: str, cause: str
) -> None:
    validate(delta)
    with pytest.raises(SchemaError) as caught:
        validate(break_it(delta))
    assert str(caught.value).startswith(where)
    assert cause in str(caught.value)


def test_a_claim_that_backs_something_else_is_refused(delta: GraphDelta) -> None:
    other = _edge(delta, "TARGETED_IN").properties["claims"]
    with pytest.raises(SchemaError, match="backs TARGETED_IN"):
        validate(_edge_property("INITIATED", "claims", other)(delta))


def test_knowledge_needs_no_claim(delta: GraphDelta) -> None:
    edge = _edge(delta, "SUPPORTS")
    known = dataclasses.replace(edge, properties={"claims": [], "confidence": 1.0, "basis": "knowledge"})
    validate(_with_edge(delta, edge, known))
