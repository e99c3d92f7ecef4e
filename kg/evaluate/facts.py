"""An incident as the facts it states, in the form in which two readings of it are compared."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from kg.extraction import Incident
from kg.graph.schema import incident_types

# In these both sides play the same part, whichever of the three actor roles they were given.
_SYMMETRIC = frozenset({"armed_clash", "agreement"})
_ACTOR_ROLES = frozenset({"initiator", "target", "participant"})
# The measures of arguments, in the order in which they are shown. A participant of an incident that is not symmetric
# is no argument of any measure.
ARGUMENTS = ("arg.initiator", "arg.target", "arg.party", "arg.place", "arg.reported_by")
FACTS = (*ARGUMENTS, "date", "casualties")

Days = tuple[dt.date, dt.date]
Toll = tuple[str, int]


class Fact(NamedTuple):
    """One fact of an incident.

    measure (str): one of `FACTS`, under which it counts.
    value: an entity id for an argument, (first day, last day) for the date, (outcome, count) for a toll.
    """

    measure: str
    value: str | Days | Toll


def family(incident_type: str) -> str:
    """The family of an incident type, by `schemas/incident_types.yaml`."""
    return incident_types()[incident_type].family


def facts(incident: Incident) -> frozenset[Fact]:
    """All facts that count, each once."""
    found = {Fact(f"arg.{role}", entity) for role, entity in roles(incident)}
    found |= {Fact("casualties", toll) for toll in tolls(incident)}
    if days := day_range(incident):
        found.add(Fact("date", days))
    return frozenset(fact for fact in found if fact.measure in FACTS)


def roles(incident: Incident) -> set[tuple[str, str]]:
    """(role, entity id) pairs; the role of an actor in a symmetric incident is `party`."""
    return {(role_of(incident, role), entity) for role, entity in incident.arguments()}


def role_of(incident: Incident, role: str) -> str:
    """The role under which an argument of an incident is scored."""
    return "party" if incident.type in _SYMMETRIC and role in _ACTOR_ROLES else role


def tolls(incident: Incident) -> set[Toll]:
    """(outcome, count) of every figure that is a number."""
    return {(toll.outcome, toll.count) for toll in incident.casualties if toll.count is not None}


def day_range(incident: Incident) -> Days | None:
    """First and last day, None where the incident has no date."""
    return (incident.date.start, incident.date.end) if incident.date else None
