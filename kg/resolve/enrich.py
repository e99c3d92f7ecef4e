"""What resolution knows, written back into an extraction: canonical English names and coordinates."""

from __future__ import annotations

from kg.extraction import Entity, Extraction
from kg.resolve.resolution import ResolvedExtraction
from kg.resolve.resolver import Resolver


def enrich(extraction: Extraction, resolver: Resolver | None = None) -> Extraction:
    """Fill `en` with the canonical name and `lat`, `lon` with the point (degrees, WGS 84) of every resolved entity.

    A name or point that the extraction already has is kept where nothing was resolved, replaced where something was;
    countries get no point. What contradicts knowledge or other facts is gone (`kg.resolve.consistent`).
    """
    resolved = (resolver or Resolver.default()).resolve(extraction)
    article = resolved.extraction
    return article.model_copy(update={"entities": tuple(_enriched(entity, resolved) for entity in article.entities)})


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
