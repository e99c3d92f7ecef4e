"""What resolution knows, written back into an extraction: canonical English names and coordinates."""

from __future__ import annotations

from kg.extraction import Entity, Extraction
from kg.resolve.contradicted import without_contradicted
from kg.resolve.merge import merge_same
from kg.resolve.own_attacks import without_own_attacks
from kg.resolve.resolution import ResolvedExtraction
from kg.resolve.resolver import Resolver


def enrich(extraction: Extraction, resolver: Resolver | None = None) -> Extraction:
    """Fill `en` with the canonical name and `lat`, `lon` with the point (degrees, WGS 84) of every resolved entity.

    A name or point that the extraction already has is kept where nothing was resolved, replaced where something was;
    countries get no point. Entities that stand for one known actor or place become one (`kg.resolve.merge`);
    affiliations that knowledge rules out go (`kg.resolve.contradicted`), and so do initiators of what they answer
    (`kg.resolve.own_attacks`).
    """
    resolved = (resolver or Resolver.default()).resolve(extraction)
    merged = without_own_attacks(without_contradicted(merge_same(resolved), resolved))
    return merged.model_copy(update={"entities": tuple(_enriched(entity, resolved) for entity in merged.entities)})


def _enriched(entity: Entity, resolved: ResolvedExtraction) -> Entity:
    actor, place = resolved.actors.get(entity.id), resolved.places.get(entity.id)
    update: dict[str, str | float] = {}
    if place and place.resolved:
        update["en"] = place.name
        if actor is None and place.lat is not None and place.lon is not None:
            update["lat"], update["lon"] = place.lat, place.lon
    if actor and actor.resolved:
        update["en"] = actor.name
    return entity.model_copy(update=update) if update else entity
