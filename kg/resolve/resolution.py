"""What resolution adds to an extraction: for every entity, the actor or place that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.extraction import Extraction

Precision = Literal["point", "area", "region", "unknown"]


@dataclass(frozen=True, slots=True)
class ActorLink:
    """The actor an entity stands for.

    node_id (str): `actor/<key>` when known, `actor/~<hash>` when not.
    label (str): Person, ArmedGroup, Organization, Country or Civilians.
    method (str): which rule linked it (`alias`, `fuzzy`, `nisba`, `none` …); score 0-1.
    """

    node_id: str
    label: str
    name: str
    name_ar: str | None
    kind: str
    resolved: bool
    country: str | None = None
    wikidata: str | None = None
    method: str = "none"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """The place an entity stands for, with the chain of places that contain it, nearest first.

    node_id (str): `place/gn-<GeoNames id>`, `place/<supplement key>` or `place/~<hash>`.
    lat, lon (float | None): degrees, WGS 84; radius_km: uncertainty of the point.
    """

    node_id: str
    name: str
    name_ar: str | None
    kind: str
    resolved: bool
    precision: Precision
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str | None = None
    geonames: int | None = None
    located_in: tuple[PlaceLink, ...] = ()
    method: str = "none"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A relation that `schemas/actors.yaml` states between two actors of this article (no claim backs it)."""

    type: str
    start: ActorLink
    end: ActorLink


@dataclass(frozen=True, slots=True)
class ResolvedExtraction:
    """An extraction with its links. Every entity has an actor link, a place link, or both (a country that is a place).

    actors, places: entity id → link.
    known: parents of linked actors, from the knowledge base.
    """

    extraction: Extraction
    actors: dict[str, ActorLink]
    places: dict[str, PlaceLink]
    known: tuple[KnownRelation, ...] = ()
