"""Nodes for the actors, places, incidents and the article of one extraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from kg.article import Article
from kg.extraction import Casualty, Extraction, Incident
from kg.graph.delta import Node, PropertyValue
from kg.graph.ids import article_id
from kg.graph.reading import Reading
from kg.graph.schema import incident_types
from kg.graph.tolls import Figure, toll_range
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


def incident_node(reading: Reading, node_id: str, same: Iterable[Incident]) -> Node:
    """The node of an incident, with its codes and its reconciled tolls (see `toll_range`).

    same (Iterable[Incident]): the incidents of the extraction that are this one; alike but for confidence and evidence.
    """
    incidents = list(same)
    first = incidents[0]
    codes = incident_types()[first.type]
    start, end = reading.report(first)
    tolls: dict[str, int] = {}
    for outcome in ("killed", "wounded"):
        stated = (_figure(reading, casualty) for casualty in first.casualties if casualty.outcome == outcome)
        if span := toll_range(figure for figure in stated if figure):
            tolls[f"{outcome}_low"], tolls[f"{outcome}_high"] = span
    properties = _given(
        id=node_id,
        type=first.type,
        family=codes.family,
        modality=first.modality,
        date_start=first.date.start if first.date else None,
        date_end=first.date.end if first.date else None,
        **tolls,
        weapon=first.weapon or None,
        summary=reading.content[start:end],
        confidence=max(1.0 if incident.confidence is None else incident.confidence for incident in incidents),
        acled=codes.acled,
        plover=codes.plover,
        cameo=codes.cameo,
    )
    return Node(node_id, ("Incident",), properties)


def _figure(reading: Reading, casualty: Casualty) -> Figure | None:
    if casualty.count is None:
        return None
    victim, source = (reading.party(entity) if entity else None for entity in (casualty.victim, casualty.source))
    return Figure(casualty.count, victim, source)


def _given(**properties: PropertyValue | None) -> dict[str, PropertyValue]:
    return {name: value for name, value in properties.items() if value is not None}


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _order(node: Node) -> tuple[str, tuple[str, ...], Mapping[str, str] | str]:
    return node.id, node.labels, repr(sorted(node.properties.items()))
