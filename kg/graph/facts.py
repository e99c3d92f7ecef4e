"""What an article states, fact by fact: each with its sentence, its sources, and the relationship that it backs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction import Casualty, Incident, IncidentRelationType, RelationType, Role
from kg.graph.reading import Reading
from kg.graph.sentences import SentenceSpan

# `reported_by` makes no relationship: it says who may be quoted for what the article claims of the incident.
ROLE_EDGES: dict[Role, str] = {
    "initiator": "INITIATED",
    "target": "TARGETED_IN",
    "participant": "TOOK_PART_IN",
    "place": "HAPPENED_AT",
}
RELATION_EDGES: dict[RelationType, str] = {
    "affiliated_with": "AFFILIATED_WITH",
    "member_of": "MEMBER_OF",
    "leader_of": "LEADS",
    "supports": "SUPPORTS",
    "located_in": "LOCATED_IN",
}
INCIDENT_EDGES: dict[IncidentRelationType, str] = {"retaliation_for": "RETALIATION_FOR", "part_of": "PART_OF"}


@dataclass(frozen=True, slots=True)
class Toll:
    """The figure of a toll fact; `victim` is a node id."""

    outcome: str
    count: int | None
    modifier: str | None
    victim: str | None

    @property
    def text(self) -> str:
        """The figure in words: «killed 11 at_least»."""
        count = None if self.count is None else str(self.count)
        return " ".join(part for part in (self.outcome, count, self.modifier) if part)


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact. All ids are node ids.

    about, value_id (str): subject, and object where that is a node; value (str | None): the object where it is text.
    ends (tuple | None): start and end of the relationship that it would back; its type is `edge_type`.
    sources (tuple): whom the article quotes for it, sorted; empty when nobody.
    """

    about: str
    attribute: str
    sentence: SentenceSpan
    confidence: float
    sources: tuple[str, ...] = ()
    value: str | None = None
    value_id: str | None = None
    edge_type: str | None = None
    ends: tuple[str, str] | None = None
    toll: Toll | None = None
    modality: str | None = None


def facts_of(reading: Reading) -> Iterator[Fact]:
    """All facts of an article, in no particular order; a thing related to itself is none."""
    for incident in reading.incidents.values():
        yield from _attributes(reading, incident)
        yield from _roles(reading, incident)
        for casualty in incident.casualties:
            yield _toll(reading, incident, casualty)
    yield from _relations(reading)
    yield from _incident_relations(reading)


def _attributes(reading: Reading, incident: Incident) -> Iterator[Fact]:
    about = reading.incident_ids[incident.id]
    fallback = [(reading.report(incident), _sure(incident.confidence))]
    for sentence, confidence in reading.evidence(incident, "type") or fallback:
        sources = _sources(reading, incident, sentence)
        yield Fact(about, "type", sentence, confidence, sources, value=incident.type, modality=incident.modality)
    if incident.date is None:
        return
    start, end = incident.date.start.isoformat(), incident.date.end.isoformat()
    value = start if start == end else f"{start}/{end}"
    if mention := incident.date.mention:
        fallback = [(reading.sentences.around(mention.start, mention.end), _sure(incident.confidence))]
    for sentence, confidence in reading.evidence(incident, "date") or fallback:
        sources = _sources(reading, incident, sentence)
        yield Fact(about, "date", sentence, confidence, sources, value=value, modality=incident.modality)


def _roles(reading: Reading, incident: Incident) -> Iterator[Fact]:
    about = reading.incident_ids[incident.id]
    for role, entity in incident.arguments():
        edge_type = ROLE_EDGES.get(role)
        other = reading.location(entity) if role == "place" else reading.party(entity)
        if edge_type is None or other is None:
            continue
        fallback = [(reading.sentence_of(incident, entity), _sure(incident.confidence))]
        for sentence, confidence in reading.evidence(incident, role, entity) or fallback:
            yield Fact(
                about,
                edge_type,
                sentence,
                confidence,
                _sources(reading, incident, sentence),
                value_id=other,
                edge_type=edge_type,
                ends=(about, other) if role == "place" else (other, about),
                modality=incident.modality,
            )


def _toll(reading: Reading, incident: Incident, casualty: Casualty) -> Fact:
    """A figure is its own source's; without one it is the article's. Others who report the incident never said it."""
    about = reading.incident_ids[incident.id]
    victim = reading.party(casualty.victim) if casualty.victim else None
    source = reading.party(casualty.source) if casualty.source else None
    toll = Toll(casualty.outcome, casualty.count, casualty.modifier, victim)
    sentence = reading.quoted(casualty.start, casualty.end)
    if sentence is None and casualty.mention:
        sentence = reading.sentences.around(casualty.mention.start, casualty.mention.end)
    if sentence is None and casualty.victim:
        sentence = reading.sentence_of(incident, casualty.victim)
    return Fact(
        about,
        "toll",
        sentence or reading.report(incident),
        _sure(casualty.confidence, incident.confidence),
        (source,) if source else (),
        value=toll.text,
        value_id=victim,
        edge_type="SUFFERED_IN" if victim else None,
        ends=(victim, about) if victim else None,
        toll=toll,
        modality=incident.modality,
    )


def _relations(reading: Reading) -> Iterator[Fact]:
    for relation in reading.extraction.relations:
        node_of = reading.location if relation.type == "located_in" else reading.party
        start, end = node_of(relation.from_), node_of(relation.to)
        if start is None or end is None or start == end:
            continue
        sentence = (
            reading.quoted(relation.start, relation.end)
            or reading.sentences.nearest(reading.mentions(relation.from_), reading.mentions(relation.to))
            or reading.sentences.nearest(reading.mentions(relation.to), [])
            or reading.sentences.spans[0]
        )
        edge_type = RELATION_EDGES[relation.type]
        yield Fact(
            start,
            edge_type,
            sentence,
            _sure(relation.confidence),
            value_id=end,
            edge_type=edge_type,
            ends=(start, end),
        )


def _incident_relations(reading: Reading) -> Iterator[Fact]:
    for relation in reading.extraction.incident_relations:
        start, end = reading.incident_ids[relation.from_], reading.incident_ids[relation.to]
        if start == end:
            continue
        one, other = reading.incidents[relation.from_], reading.incidents[relation.to]
        sentence = (
            reading.quoted(relation.start, relation.end)
            or reading.sentences.nearest(reading.triggers(one), reading.triggers(other))
            or reading.report(one)
        )
        edge_type = INCIDENT_EDGES[relation.type]
        yield Fact(
            start,
            edge_type,
            sentence,
            _sure(relation.confidence),
            value_id=end,
            edge_type=edge_type,
            ends=(start, end),
            modality=one.modality,
        )


def _sources(reading: Reading, incident: Incident, sentence: SentenceSpan) -> tuple[str, ...]:
    """Whom the article quotes for what a sentence says of an incident (`kg.graph.voices`)."""
    quoted = reading.voices.quoted(incident, sentence)
    return tuple(sorted({source for entity in quoted if (source := reading.party(entity))}))


def _sure(*confidences: float | None) -> float:
    """The first confidence that is given; what a person annotated carries none and is certain."""
    return next((confidence for confidence in confidences if confidence is not None), 1.0)
