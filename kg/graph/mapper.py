"""From what one article says, actors and places resolved, to nodes, relationships and the claims behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.extraction import Incident
from kg.graph.brought import brought
from kg.graph.delta import GraphDelta, Node, PropertyValue
from kg.graph.edges import EdgeSet
from kg.graph.facts import INCIDENT_EDGES, RELATION_EDGES, Fact, facts_of
from kg.graph.ids import article_id, claim_id
from kg.graph.nodes import article_node, containments, content_hash, incident_node, linked_nodes
from kg.graph.reading import Reading
from kg.graph.reports import report_node
from kg.resolve.incidents.reconcile import ranks
from kg.resolve.incidents.report import Report, own_incident, own_report
from kg.resolve.resolution import ResolvedExtraction

_EDGE_NAMES: dict[str, str] = {str(name): edge for name, edge in (*RELATION_EDGES.items(), *INCIDENT_EDGES.items())}


def map_extraction(resolved: ResolvedExtraction) -> GraphDelta:
    """All nodes and relationships that one article contributes.

    Every fact becomes one claim per source that the article quotes for it (one unattributed claim when it quotes none),
    with its sentence and offsets. A relationship lists the claims that state it; the schema's ends decide whether there
    is one: where a reader saw, say, a ministry as the place of an incident, the claim stands and no relationship is
    made. Relations of the knowledge base come without claims (`basis` knowledge). Entities that resolve to one node
    become that node, with the claims of both.

    The result depends neither on local ids nor on the order of entities, incidents and relations.
    RETURNS (GraphDelta): sorted; passes `kg.graph.validate.validate`.
    """
    reading = Reading(resolved)
    article = article_node(resolved.extraction)
    reports = _report_nodes(reading)
    linked = linked_nodes(resolved)
    nodes = {**linked, **reports, article.id: article}
    told = {own_incident(node.id): Report.of(node.properties) for node in reports.values()}
    nodes |= {incident: incident_node(incident, [report]) for incident, report in told.items()}
    edges = EdgeSet(nodes)
    for node_id, why in brought(resolved, linked).items():
        edges.add("BROUGHT", article.id, node_id, **why)
    for incident, report in told.items():
        edges.add("STATED_IN", report.id, article.id)
        edges.add("REPORTS", report.id, incident)
    for fact in facts_of(reading):
        for source in fact.sources or (None,):
            _add_claim(reading, fact, source, nodes, edges)
    _add_ranks(told, edges)
    for inner, outer in containments(resolved.places.values()):
        edges.add("LOCATED_IN", inner.node_id, outer.node_id)
    for relation in resolved.known:
        edge_type, ends = _EDGE_NAMES.get(relation.type, relation.type), (relation.start.node_id, relation.end.node_id)
        if edges.allows(edge_type, *ends):
            edges.add(edge_type, *ends, known=True)
    return GraphDelta(
        resolved.extraction.id,
        content_hash(resolved.extraction),
        tuple(sorted(nodes.values(), key=lambda node: (node.labels[0], node.id))),
        edges.made(),
    )


def _report_nodes(reading: Reading) -> dict[str, Node]:
    same: dict[str, list[Incident]] = defaultdict(list)
    for incident in reading.incidents.values():
        same[reading.incident_ids[incident.id]].append(incident)
    made = (report_node(reading, node_id, incidents) for node_id, incidents in same.items())
    return {node.id: node for node in made}


def _add_claim(reading: Reading, fact: Fact, source: str | None, nodes: dict[str, Node], edges: EdgeSet) -> None:
    article = reading.extraction.id
    node_id = claim_id(article, fact.about, fact.attribute, [fact.value, fact.value_id], fact.sentence, source)
    backed = (fact.edge_type, *fact.ends) if fact.edge_type and fact.ends else None
    if backed and not edges.allows(*backed):
        backed = None
    confidence = fact.confidence
    if known := nodes.get(node_id):  # The same statement read twice: the surer reading counts.
        stated = known.properties["confidence"]
        assert isinstance(stated, float)
        confidence = max(confidence, stated)
    nodes[node_id] = _claim_node(reading, node_id, fact, "|".join(backed) if backed else None, confidence)
    edges.add("STATED_IN", node_id, article_id(article))
    edges.add("ABOUT", node_id, fact.about)
    if fact.value_id:
        edges.add("VALUE", node_id, fact.value_id)
    if source:
        edges.add("ATTRIBUTED_TO", node_id, source)
    if backed:
        edges.back(*backed, claim=node_id, confidence=confidence)


def _claim_node(reading: Reading, node_id: str, fact: Fact, edge: str | None, confidence: float) -> Node:
    start, end = fact.sentence
    properties: dict[str, PropertyValue | None] = {
        "id": node_id,
        "about": fact.about,
        "attribute": fact.attribute,
        "value_id": fact.value_id,
        "value": fact.value,
        "edge": edge,
        "report": _report_of(fact.about),
        "value_report": _report_of(fact.value_id),
        "modality": fact.modality,
        "sentence": reading.content[start:end],
        "start": start,
        "end": end,
        "confidence": float(confidence),
    }
    if toll := fact.toll:
        properties |= {
            "outcome": toll.outcome,
            "count": toll.count,
            "modifier": toll.modifier,
            "victim_id": toll.victim,
        }
    return Node(node_id, ("Claim",), {name: value for name, value in properties.items() if value is not None})


def _report_of(node_id: str | None) -> str | None:
    return own_report(node_id) if node_id and node_id.startswith("incident/") else None


def _add_ranks(told: Mapping[str, Report], edges: EdgeSet) -> None:
    """Number the places of each incident from the most specific, 0; a thing that is no place takes no number."""
    for incident, report in told.items():
        for place, rank in ranks([report]).items():
            edges.add("HAPPENED_AT", incident, place, rank=rank)
