"""One article's account of one incident, as far as it helps to tell whether another article tells of the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from kg.arabic import match_key

PREFIX = "report/"
_INCIDENT = "incident/"
# Letters of the longest word that says nothing about which incident it is (prepositions, particles).
_SHORT = 2
# The largest figure that many incidents of a day share.
_SMALL = 4


@dataclass(frozen=True, slots=True)
class TollFigure:
    """A stated figure. victim, source: node ids; victim None counts everybody, source None is the outlet's own."""

    outcome: str
    count: int
    victim: str | None
    source: str | None


@dataclass(frozen=True)
class Report:
    """A node of label Report (`schemas/graph.yaml` says what its properties mean).

    incident (str): node id of the incident that it is of in the graph at present; its own when it is new.
    initiators, targets, participants: ids of actors and places, and codes of states (`state/SY`).
    """

    id: str
    incident: str
    article: str
    type: str
    modality: str
    triggers: tuple[str, ...]
    summary: str
    confidence: float
    headline: bool = False
    published: dt.date | None = None
    outlet: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    day: dt.date | None = None
    initiators: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None
    radius_km: float = 0.0
    tolls: tuple[TollFigure, ...] = ()
    weapon: str | None = None

    @staticmethod
    def of(properties: Mapping[str, Any], incident: str | None = None) -> Report:
        """From the properties of the node, and the id of its incident (its own unless given)."""
        lat, lon = properties.get("lat"), properties.get("lon")
        return Report(
            id=properties["id"],
            incident=incident or own_incident(properties["id"]),
            article=properties["article"],
            type=properties["type"],
            modality=properties["modality"],
            triggers=tuple(properties["triggers"]),
            summary=properties["summary"],
            confidence=properties["confidence"],
            headline=properties["headline"],
            published=properties.get("published"),
            outlet=properties.get("outlet"),
            start=properties.get("date_start"),
            end=properties.get("date_end"),
            day=properties.get("day"),
            initiators=frozenset(properties["initiators"]),
            targets=frozenset(properties["targets"]),
            participants=frozenset(properties["participants"]),
            places=tuple(properties["places"]),
            within=frozenset(properties["within"]),
            beside=frozenset(properties["beside"]),
            point=None if lat is None or lon is None else (lat, lon),
            radius_km=properties.get("radius_km") or 0.0,
            tolls=tuple(map(_figure, properties["tolls"])),
            weapon=properties.get("weapon"),
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the first sentence that reports it, normalised, without the shortest."""
        return _words(self.summary)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Everything and everybody that it names, with the states and the larger places to which they belong."""
        return self.within.union(self.places, self.beside, self.initiators, self.targets, self.participants)

    @cached_property
    def figures(self) -> frozenset[tuple[str, int]]:
        """Outcome and count of its figures, without those so small that any two incidents share them."""
        return frozenset((toll.outcome, toll.count) for toll in self.tolls if toll.count > _SMALL)

    def total(self, outcome: str) -> int | None:
        """The largest figure of an outcome that it states."""
        return max((figure.count for figure in self.tolls if figure.outcome == outcome), default=None)


@lru_cache(maxsize=50_000)  # A long load reads the reports of a day from the graph for every batch that touches it.
def _words(summary: str) -> frozenset[str]:
    return frozenset(word for word in match_key(summary).split() if len(word) > _SHORT)


def own_incident(report: str) -> str:
    """Node id of the incident that has this report alone, or as the first of its reports."""
    return _INCIDENT + report.removeprefix(PREFIX)


def own_report(incident: str) -> str:
    """Node id of the report whose hash an incident's id bears."""
    return PREFIX + incident.removeprefix(_INCIDENT)


def written(figure: TollFigure) -> str:
    """A figure as the node's property holds it."""
    return "|".join((figure.outcome, str(figure.count), figure.victim or "", figure.source or ""))


def _figure(text: str) -> TollFigure:
    outcome, count, victim, source = text.split("|")
    return TollFigure(outcome, int(count), victim or None, source or None)
