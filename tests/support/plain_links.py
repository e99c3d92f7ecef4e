"""Links for tests of what comes after resolution: one node for every English name and type, nothing looked up."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.extraction import Entity, Extraction
from kg.resolve.resolution import ActorLink, PlaceLink, ResolvedExtraction

SYNTH = Path(__file__).parents[1] / "data" / "synth"
SYNTH_IDS = ("synth-A-01", "synth-A-02", "synth-A-03")
_LABELS = {
    "PERSON": "Person",
    "ARMED_GROUP": "ArmedGroup",
    "ORGANIZATION": "Organization",
    "COUNTRY": "Country",
    "CIVILIANS": "Civilians",
}


def plainly_resolved(extraction: Extraction) -> ResolvedExtraction:
    """Every entity linked to a node of its own name, unresolved; a country to an actor and to a place."""
    actors = {e.id: _actor(e) for e in extraction.entities if e.type in _LABELS}
    places = {e.id: _place(e) for e in extraction.entities if e.type in ("PLACE", "FACILITY", "COUNTRY")}
    return ResolvedExtraction(extraction, actors, places)


def synth_extractions() -> list[Extraction]:
    """Three gold articles of our own writing."""
    paths = (SYNTH / f"{name}.json" for name in SYNTH_IDS)
    return [Extraction.model_validate_json(path.read_text(encoding="utf-8")) for path in paths]


def _actor(entity: Entity) -> ActorLink:
    node_id = f"actor/~{_hash(entity)}"
    return ActorLink(node_id, _LABELS[entity.type], _name(entity), _arabic(entity), entity.type.lower(), False)


def _place(entity: Entity) -> PlaceLink:
    precision = "unknown" if entity.lat is None else "point"
    kind = "facility" if entity.type == "FACILITY" else "place"
    node_id = f"place/~{_hash(entity)}"
    return PlaceLink(node_id, _name(entity), _arabic(entity), kind, False, precision, entity.lat, entity.lon)


def _name(entity: Entity) -> str:
    return entity.en or _arabic(entity) or entity.type.lower()


def _arabic(entity: Entity) -> str | None:
    """The longest mention; of several the first in the article, whatever their order here."""
    ordered = sorted(entity.mentions, key=lambda mention: (mention.start - mention.end, mention.start))
    return ordered[0].text if ordered else None


def _hash(entity: Entity) -> str:
    return hashlib.sha256(f"{entity.type}|{_name(entity)}".encode()).hexdigest()[:12]
