"""Nodes for the actors, places, incidents and the article of one extraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from kg.article import Article
from kg.extraction import Extraction
from kg.graph.delta import Node, PropertyValue
from kg.graph.ids import article_id
from kg.graph.schema import incident_types
from kg.resolve.incidents.reconcile import reconciled
from kg.resolve.incidents.report import Report
from kg.resolve.resolution import ActorLink, PlaceLink, ResolvedExtraction


def linked_nodes(resolved: ResolvedExtraction) -> dict[str, Node]:
    """The actors and places of an article by id, with the places that contain them and the actors known beside them.

    Where several links lead to one node, what a link of the article's own says goes before what a containing place or
    a known relation says, and then the value that sorts first.
    """
    own = [actor_node(link) for link in resolved.actors.values()] + [
        place_node(link) for link in resolved.places.values()
    ]
    around = [actor_node(link) for relation in resolved.known for link in (relation.start, relation.end)]
    around += [place_node(link) for inner, outer in containments(resolved.places.values()) for link in (inner, outer)]
    merged: dict[str, Node] = {}
    for node in (*sorted(own, key=_order), *sorted(around, key=_order)):
        first = merged.get(node.id)
        merged[node.id] = Node(node.id, first.labels, {**node.properties, **first.properties}) if first else node
    return merged


def containments(links: Iterable[PlaceLink]) -> Iterator[tuple[PlaceLink, PlaceLink]]:
    """Pairs of a place and the next larger one that contains it, from the chains of all links."""
    for link in links:
        for inner, outer in pairwise((link, *link.located_in)):
            if inner.node_id != outer.node_id:
                yield inner, outer


def actor_node(link: ActorLink) -> Node:
    """The node of an actor, known or not."""
    properties = _given(
        id=link.node_id,
        name=link.name,
        name_ar=link.name_ar,
        kind=link.kind,
        resolved=link.resolved,
        country=link.country,
        wikidata=link.wikidata,
    )
    return Node(link.node_id, ("Actor", link.label), properties)


def place_node(link: PlaceLink) -> Node:
    """The node of a place, known or not; coordinates in degrees (WGS 84)."""
    properties = _given(
        id=link.node_id,
        name=link.name,
        name_ar=link.name_ar,
        kind=link.kind,
        resolved=link.resolved,
        lat=_float(link.lat),
        lon=_float(link.lon),
        radius_km=_float(link.radius_km),
        precision=link.precision,
        country=link.country,
        geonames=link.geonames,
    )
    return Node(link.node_id, ("Place",), properties)


def article_node(extraction: Extraction) -> Node:
    """The node of the article itself; its text stays outside the graph, quoted sentence by sentence in claims."""
    node_id = article_id(extraction.id)
    properties = _given(
        id=node_id,
        title=extraction.title or None,
        date=extraction.date,
        source=extraction.source,
        url=extraction.url,
        content_hash=content_hash(extraction),
        model=extraction.model,
    )
    return Node(node_id, ("Article",), properties)


def content_hash(extraction: Extraction) -> str:
    """The hash that the extraction brought along, else the one its article has."""
    article = Article(id=extraction.id, title=extraction.title, text=extraction.text, date=extraction.date)
    return extraction.content_hash or article.content_hash


def incident_node(node_id: str, reports: Iterable[Report]) -> Node:
    """The node of an incident: what its reports agree on (see `kg.resolve.incidents.reconcile`), with its codes.

    reports (Iterable[Report]): at least one.
    """
    found = reconciled(reports)
    codes = incident_types()[found["type"]]
    properties = _given(
        **found, id=node_id, family=codes.family, acled=codes.acled, plover=codes.plover, cameo=codes.cameo
    )
    return Node(node_id, ("Incident",), properties)


def _given(**properties: PropertyValue | None) -> dict[str, PropertyValue]:
    return {name: value for name, value in properties.items() if value is not None}


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _order(node: Node) -> tuple[str, tuple[str, ...], Mapping[str, str] | str]:
    return node.id, node.labels, repr(sorted(node.properties.items()))
