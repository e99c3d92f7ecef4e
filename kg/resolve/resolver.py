"""Resolution: an extraction in, the same extraction with the actor and place behind every entity out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg.extraction import Extraction
from kg.resolve.actors import ActorLinker
from kg.resolve.consistent import consistent
from kg.resolve.places import PlaceLinker
from kg.resolve.resolution import ActorLink, KnownRelation, ResolvedExtraction

# Ties of `schemas/actors.yaml` under the relationship names of `schemas/graph.yaml`.
_EDGES = {"affiliated_with": "AFFILIATED_WITH", "member_of": "MEMBER_OF", "leads": "LEADS", "supports": "SUPPORTS"}


class Resolver:
    """Composes the actor and place linkers. Holds no state between articles."""

    def __init__(self, actors: ActorLinker, places: PlaceLinker) -> None:
        self._actors = actors
        self._places = places

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> Resolver:
        """The resolver over the shipped knowledge base and gazetteer, made once in a process."""
        return Resolver(ActorLinker.default(), PlaceLinker.default())

    def resolve(self, extraction: Extraction) -> ResolvedExtraction:
        """Link every entity: places first, whose countries then help to tell actors apart.

        RETURNS (ResolvedExtraction): a country has an actor link and a place link; every other entity one of the two.
        Its extraction is what is consistent of the one given (`kg.resolve.consistent`): entities that were joined to
        another have links still.
        """
        places = self._places.link(extraction)
        actors = self._actors.link(extraction, places)
        linked = ResolvedExtraction(extraction, actors, places, self._known(actors))
        return replace(linked, extraction=consistent(linked))

    def _known(self, actors: dict[str, ActorLink]) -> tuple[KnownRelation, ...]:
        """What the knowledge base states of the linked actors and, on the way up, of their parents.

        Parents that the article does not name are included, so that a path leads from a group to its sponsor.
        """
        base = self._actors.knowledge.actors
        open_ = sorted({link.node_id.removeprefix("actor/") for link in actors.values() if link.resolved})
        links = {link.node_id: link for _, link in sorted(actors.items(), reverse=True)}
        seen = set(open_)
        out: list[KnownRelation] = []
        while open_:
            key = open_.pop(0)
            for tie, other in base[key].ties():
                ends = [links.get(f"actor/{end}") or self._actors.actor_link(end) for end in (key, other)]
                out.append(KnownRelation(_EDGES[tie], ends[0], ends[1]))
                if other not in seen:
                    seen.add(other)
                    open_.append(other)
        return tuple(sorted(out, key=lambda r: (r.type, r.start.node_id, r.end.node_id)))
