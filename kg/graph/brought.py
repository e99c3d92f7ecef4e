"""Why an article brings an actor or a place: the words that stand for it there, and the rule that linked them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.graph.delta import PropertyValue
from kg.resolve.resolution import ActorLink, PlaceLink, ResolvedExtraction


def brought(resolved: ResolvedExtraction, nodes: Iterable[str]) -> dict[str, dict[str, PropertyValue]]:
    """Node → properties of its BROUGHT, for all actors and places of an article.

    What no mention stands for (a place that contains another, a parent that the knowledge base states) has no names and
    the rule `knowledge`. Of several entities that are one node the surest link counts.
    """
    names: dict[str, set[str]] = defaultdict(set)
    links: dict[str, list[ActorLink | PlaceLink]] = defaultdict(list)
    for entity in resolved.extraction.entities:
        for link in (resolved.actors.get(entity.id), resolved.places.get(entity.id)):
            if link is not None:
                names[link.node_id].update(mention.text for mention in entity.mentions)
                links[link.node_id].append(link)
    found: dict[str, dict[str, PropertyValue]] = {}
    for node in nodes:
        best = min(links[node], key=lambda link: (-link.score, link.method), default=None)
        found[node] = {
            "names": sorted(names[node]),
            "rule": best.method if best else "knowledge",
            "score": float(best.score) if best else 1.0,
        }
    return found
