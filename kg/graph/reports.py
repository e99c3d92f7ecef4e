"""Nodes for the reports of one extraction: each incident as this article has it, with what reports are compared by."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction import Casualty, Incident
from kg.graph.delta import Node, PropertyValue
from kg.graph.ids import article_id
from kg.graph.reading import Reading
from kg.resolve.incidents.blocks import day_of
from kg.resolve.incidents.report import TollFigure, own_report, written
from kg.resolve.resolution import ActorLink, PlaceLink


def report_node(reading: Reading, incident_id: str, same: Iterable[Incident]) -> Node:
    """The node of a report.

    same (Iterable[Incident]): the incidents of the extraction that are this one; alike but for confidence and evidence.
    """
    incidents = list(same)
    first, extraction = incidents[0], reading.extraction
    places = _places(reading, incidents)
    spot = next((link for link in places if link.lat is not None and link.lon is not None), None)
    start, end = reading.report(first)
    date = first.date
    properties: dict[str, PropertyValue | None] = {
        "id": own_report(incident_id),
        "article": article_id(extraction.id),
        "published": extraction.date,
        "outlet": extraction.source,
        "type": first.type,
        "modality": first.modality,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "day": day_of(first.modality, date.start if date else None, extraction.date),
        "headline": any(begin < len(extraction.title) for begin, _ in reading.triggers(first)),
        "triggers": [f"{begin}-{stop}" for begin, stop in reading.triggers(first)],
        "initiators": _side(reading, first.initiator),
        "targets": _side(reading, first.target),
        "participants": _side(reading, first.participant),
        "places": [link.node_id for link in places],
        "within": sorted({outer.node_id for link in places for outer in link.located_in}),
        "lat": None if spot is None or spot.lat is None else float(spot.lat),
        "lon": None if spot is None or spot.lon is None else float(spot.lon),
        "radius_km": None if spot is None or spot.radius_km is None else float(spot.radius_km),
        "beside": _beside(reading, first),
        "tolls": sorted({written(figure) for toll in first.casualties if (figure := _figure(reading, toll))}),
        "weapon": first.weapon or None,
        "summary": reading.content[start:end],
        "confidence": max(1.0 if incident.confidence is None else incident.confidence for incident in incidents),
    }
    given = {name: value for name, value in properties.items() if value is not None}
    return Node(own_report(incident_id), ("Report",), given)


def _places(reading: Reading, incidents: Iterable[Incident]) -> list[PlaceLink]:
    """Where it was, the most specific first; the order in which incidents that are one came plays no part."""
    rank: dict[str, int] = {}
    links: dict[str, PlaceLink] = {}
    for incident in incidents:
        found = [link for entity in incident.place if (link := reading.resolved.places.get(entity))]
        for number, link in enumerate(found):
            links.setdefault(link.node_id, link)
            rank[link.node_id] = min(number, rank.get(link.node_id, number))
    return [links[node_id] for node_id in sorted(links, key=lambda node_id: (rank[node_id], node_id))]


def _figure(reading: Reading, toll: Casualty) -> TollFigure | None:
    if toll.count is None:
        return None
    victim, source = (reading.party(entity) if entity else None for entity in (toll.victim, toll.source))
    return TollFigure(toll.outcome, toll.count, victim, source)


def _side(reading: Reading, entities: Iterable[str]) -> list[str]:
    """Node ids, and the states to which actors belong: «the army» and «the regime» are of one side."""
    found = set()
    for entity in entities:
        link = reading.resolved.actors.get(entity) or reading.resolved.places.get(entity)
        if link is not None:
            found.add(link.node_id)
            if isinstance(link, ActorLink) and link.country:
                found.add(f"state/{link.country}")
    return sorted(found)


def _beside(reading: Reading, incident: Incident) -> list[str]:
    """Ids of all that the sentences of its triggers name."""
    sentences = {reading.sentences.around(*trigger) for trigger in reading.triggers(incident)}
    found = set()
    for entity in reading.entities:
        link = reading.resolved.places.get(entity) or reading.resolved.actors.get(entity)
        if link and any(start <= a < end for a, _ in reading.mentions(entity) for start, end in sentences):
            found.add(link.node_id)
    return sorted(found)
