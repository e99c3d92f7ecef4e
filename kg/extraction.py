"""The contract between reading and all that follows: what one article says, in the format of `GUIDELINES.md`.

Offsets are code points in `title + "\\n\\n" + text`, half-open; `content[start:end] == text` for every span. Field
names and values are those of the annotation scheme, so gold files validate against these models and `score.py` reads
their JSON.
What the scheme does not have (evidence, confidence) is optional and ignored by the scorer.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class EntityType(StrEnum):
    PERSON = "PERSON"
    ARMED_GROUP = "ARMED_GROUP"
    ORGANIZATION = "ORGANIZATION"
    COUNTRY = "COUNTRY"
    PLACE = "PLACE"
    FACILITY = "FACILITY"
    CIVILIANS = "CIVILIANS"


IncidentType = Literal[
    "armed_clash",
    "territory_captured",
    "air_drone_strike",
    "shelling_missile",
    "explosive_device",
    "suicide_bombing",
    "chemical_attack",
    "armed_attack",
    "abduction",
    "execution",
    "other_violence",
    "protest",
    "riot",
    "arrest",
    "interception",
    "withdrawal_transfer",
    "deployment",
    "agreement",
    "destruction_looting",
    "sanction_designation",
]
Modality = Literal["actual", "planned", "negated", "generic"]
Role = Literal["initiator", "target", "participant", "place", "reported_by"]
ROLES: tuple[Role, ...] = ("initiator", "target", "participant", "place", "reported_by")
Outcome = Literal["killed", "wounded", "killed_or_wounded", "captured", "abducted", "arrested", "missing", "displaced"]
Modifier = Literal["at_least", "over", "about", "up_to", "dozens", "hundreds", "some"]
RelationType = Literal["affiliated_with", "member_of", "leader_of", "supports", "located_in"]
IncidentRelationType = Literal["retaliation_for", "part_of"]


class Value(BaseModel):
    """Base of the contract's values: immutable; unknown keys of gold files (`notes`, …) are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Span(Value):
    """A stretch of the article: `content[start:end] == text`, code points."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str

    @model_validator(mode="after")
    def _ends_fit(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not fit its text {self.text!r}")
        return self


class Mention(Span):
    """A name, noun phrase or nisba that refers to an entity."""


class Evidence(Value):
    """Where the article states one fact of an incident or relation, and how sure the reader is of it.

    attribute (str): a `Role`, or `type`, `date`.
    entity (str | None): the argument, for a role.
    start, end (int): the sentence that states it, code points.
    confidence (float): calibrated probability, 0-1.
    """

    attribute: str
    entity: str | None = None
    start: int
    end: int
    confidence: float = Field(ge=0, le=1)


class Entity(Value):
    """One real-world thing in this article, with all its mentions."""

    id: str
    type: EntityType
    en: str = ""
    named: bool = True
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    mentions: tuple[Mention, ...]
    confidence: float | None = Field(default=None, ge=0, le=1)


class DateRange(Value):
    """First and last day, both inclusive; `mention` is the date expression when a reader found one."""

    start: dt.date
    end: dt.date
    mention: Span | None = None

    @model_validator(mode="after")
    def _in_order(self) -> DateRange:
        if self.start > self.end:
            raise ValueError(f"date range ends before it starts: {self.start} to {self.end}")
        return self


class Casualty(Value):
    """One stated figure. `mention` is the expression that states it («11 مقاتلاً»); `start`, `end` its sentence."""

    outcome: Outcome
    count: int | None = Field(default=None, ge=0)
    modifier: Modifier | None = None
    victim: str | None = None
    source: str | None = None
    mention: Span | None = None
    start: int | None = None
    end: int | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class Incident(Value):
    """One real-world happening; role fields hold entity ids, most specific place first."""

    id: str
    type: IncidentType
    modality: Modality = "actual"
    triggers: tuple[Span, ...]
    initiator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    reported_by: tuple[str, ...] = ()
    date: DateRange | None = None
    casualties: tuple[Casualty, ...] = ()
    weapon: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()

    def arguments(self) -> list[tuple[Role, str]]:
        """All (role, entity id) pairs, in the order of `ROLES`."""
        return [(role, entity) for role in ROLES for entity in getattr(self, role)]


class Relation(Value):
    """Actor to actor, or place to place, as the text states it. `start`, `end`: the sentence that states it."""

    type: RelationType
    from_: str = Field(alias="from")
    to: str
    start: int | None = None
    end: int | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class IncidentRelation(Value):
    """Incident to incident: `from` retaliates for, or is part of, `to`."""

    type: IncidentRelationType
    from_: str = Field(alias="from")
    to: str
    start: int | None = None
    end: int | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)


class Extraction(Value):
    """All that one article says. Carries the article's text so that a span can be checked and shown anywhere.

    model (str | None): name and version of the pipeline that read it.
    reader (str | None): a hash of all that reading depends on beside the article (`kg.run.fingerprint`).
    """

    id: str
    title: str = ""
    date: dt.date | None = None
    text: str
    source: str | None = None
    url: str | None = None
    content_hash: str | None = None
    model: str | None = None
    reader: str | None = None
    entities: tuple[Entity, ...] = ()
    incidents: tuple[Incident, ...] = ()
    relations: tuple[Relation, ...] = ()
    incident_relations: tuple[IncidentRelation, ...] = ()

    @property
    def content(self) -> str:
        """The annotated string: title, blank line, text."""
        return f"{self.title}\n\n{self.text}"

    @model_validator(mode="after")
    def _references_hold(self) -> Extraction:
        entities = {e.id for e in self.entities}
        incidents = {i.id for i in self.incidents}
        if len(entities) < len(self.entities) or len(incidents) < len(self.incidents):
            raise ValueError("an entity or incident id stands twice")
        content = self.content
        spans = [m for e in self.entities for m in e.mentions] + [t for i in self.incidents for t in i.triggers]
        for span in spans:
            if content[span.start : span.end] != span.text:
                raise ValueError(f"span {span.start}-{span.end} is not {span.text!r} in the article")
        used = {e for i in self.incidents for _, e in i.arguments()}
        used |= {e for i in self.incidents for c in i.casualties for e in (c.victim, c.source) if e}
        used |= {e for r in self.relations for e in (r.from_, r.to)}
        if missing := sorted(used - entities):
            raise ValueError(f"no such entity: {', '.join(missing)}")
        if missing := sorted({e for r in self.incident_relations for e in (r.from_, r.to)} - incidents):
            raise ValueError(f"no such incident: {', '.join(missing)}")
        return self

    def to_json(self) -> str:
        """JSON text of the resolved format, keys in declaration order, fields that are None left out."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n"
