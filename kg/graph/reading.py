"""An extraction as the graph sees it: node ids for its entities and incidents, sentences for its facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.extraction import ROLES, Casualty, Entity, Incident
from kg.graph.ids import Part, incident_id
from kg.graph.sentences import Sentences, SentenceSpan
from kg.graph.voices import Voices
from kg.resolve.resolution import ResolvedExtraction


class Reading:
    """Look-ups that every fact needs. Nothing it returns depends on local ids or on the order of lists."""

    def __init__(self, resolved: ResolvedExtraction) -> None:
        self.resolved = resolved
        self.extraction = resolved.extraction
        self.content = self.extraction.content
        self.sentences = Sentences(self.content)
        self.entities: dict[str, Entity] = {entity.id: entity for entity in self.extraction.entities}
        self.voices = Voices(self.content, len(self.extraction.title), self.sentences, self.entities)
        self.incidents: dict[str, Incident] = {incident.id: incident for incident in self.extraction.incidents}
        self.incident_ids = self._name_incidents()

    def party(self, entity: str) -> str | None:
        """Node id of an entity as somebody who acts or speaks: the actor it is, else the place."""
        link = self.resolved.actors.get(entity) or self.resolved.places.get(entity)
        return link.node_id if link else None

    def location(self, entity: str) -> str | None:
        """Node id of an entity as somewhere: the place it is, else the actor."""
        link = self.resolved.places.get(entity) or self.resolved.actors.get(entity)
        return link.node_id if link else None

    def mentions(self, entity: str) -> list[tuple[int, int]]:
        """Offsets of an entity's mentions, in order."""
        return sorted((mention.start, mention.end) for mention in self.entities[entity].mentions)

    def triggers(self, incident: Incident) -> list[tuple[int, int]]:
        """Offsets of an incident's triggers, in order; of its arguments' mentions where it has no trigger."""
        own = sorted((trigger.start, trigger.end) for trigger in incident.triggers)
        return own or sorted(span for _, entity in incident.arguments() for span in self.mentions(entity))

    def report(self, incident: Incident) -> SentenceSpan:
        """The first sentence that reports an incident; the article's first where nothing says which."""
        triggers = self.triggers(incident)
        return self.sentences.around(*triggers[0]) if triggers else self.sentences.spans[0]

    def sentence_of(self, incident: Incident, entity: str) -> SentenceSpan:
        """The sentence that ties an entity to an incident: that of its mention nearest to a trigger."""
        return self.sentences.nearest(self.mentions(entity), self.triggers(incident)) or self.report(incident)

    def quoted(self, start: int | None, end: int | None) -> SentenceSpan | None:
        """The span that a reader gave as its evidence, without the white space around it; None when it gave none, or
        nothing stands there."""
        if start is None or end is None or end > len(self.content) or not (text := self.content[start:end]).strip():
            return None
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())

    def evidence(
        self, incident: Incident, attribute: str, entity: str | None = None
    ) -> list[tuple[SentenceSpan, float]]:
        """The sentences and confidences that the extraction itself gives for one fact, in order."""
        found = (
            (self.quoted(item.start, item.end), item.confidence)
            for item in incident.evidence
            if item.attribute == attribute and item.entity == entity
        )
        return sorted((span, confidence) for span, confidence in found if span)

    def _name_incidents(self) -> dict[str, str]:
        """Ids of the incidents. Two with the same type and triggers («raids on the town and the airport») are told
        apart by all else that is said of them; what is alike in everything is one incident."""
        article = self.extraction.id
        groups: dict[str, list[Incident]] = defaultdict(list)
        for incident in self.incidents.values():
            groups[incident_id(article, incident.type, self.triggers(incident))].append(incident)
        names: dict[str, str] = {}
        for shared, group in groups.items():
            for incident in group:
                own = incident_id(article, incident.type, self.triggers(incident), self._details(incident))
                names[incident.id] = own if len(group) > 1 else shared
        return names

    def _details(self, incident: Incident) -> Part:
        date = incident.date
        return [
            *(sorted(self._key(entity) for entity in getattr(incident, role)) for role in ROLES),
            [date.start.isoformat(), date.end.isoformat()] if date else None,
            sorted(self._toll(toll) for toll in incident.casualties),
            incident.modality,
            incident.weapon,
        ]

    def _toll(self, toll: Casualty) -> list[str]:
        count = "" if toll.count is None else str(toll.count)
        ends = (self._key(entity) if entity else "" for entity in (toll.victim, toll.source))
        return [toll.outcome, count, toll.modifier or "", *ends]

    def _key(self, entity: str) -> str:
        return _joined(self.mentions(entity)) or (self.party(entity) or "")


def _joined(spans: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)
