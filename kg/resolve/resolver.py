"""Resolution: an extraction in, the same extraction with the actor and place behind every entity out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg.errors import InputError
from kg.extraction import Entity, Extraction
from kg.resolve.actors import ActorLinker
from kg.resolve.consistent import consistent
from kg.resolve.judged_names import NOBODY, JudgedNames
from kg.resolve.places import PlaceLinker
from kg.resolve.resolution import ActorLink, KnownRelation, PlaceLink, ResolvedExtraction

# The rule of a link that a person has chosen.
PERSON = "person"

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

    def resolve(self, extraction: Extraction, names: JudgedNames | None = None) -> ResolvedExtraction:
        """Link every entity: places first, whose countries then help to tell actors apart.

        RETURNS (ResolvedExtraction): a country has an actor link and a place link; every other entity one of the two.
        Its extraction is what is consistent of the one given (`kg.resolve.consistent`): entities that were joined to
        another have links still.
        names: what people judged about names. RAISES InputError: it names an actor or place that is not known.
        """
        places = self._places.link(extraction)
        actors = self._actors.link(extraction, places)
        for entity in extraction.entities:
            if names and (means := names.of_entity(entity, extraction.id)):
                self._say(extraction, entity, means, actors, places)
        linked = ResolvedExtraction(extraction, actors, places, self._known(actors))
        return replace(linked, extraction=consistent(linked))

    def _say(
        self,
        extraction: Extraction,
        entity: Entity,
        means: str,
        actors: dict[str, ActorLink],
        places: dict[str, PlaceLink],
    ) -> None:
        """Link an entity as people say; a judgement about an actor says nothing of a place that has the name."""
        if means == NOBODY:
            if entity.id in actors:
                actors[entity.id] = self._actors.unknown_link(entity, extraction.id)
            else:
                places[entity.id] = self._places.unknown_link(entity, extraction)
        elif means.startswith("actor/") and entity.id in actors:
            actors[entity.id] = replace(self.actor(means), score=1.0)
        elif means.startswith("place/") and entity.id in places:
            places[entity.id] = self.place(means)

    def check(self, means: str | None) -> None:
        """Whether a name can mean this. RAISES InputError: it is the id of no known actor or place."""
        if means and means.startswith("actor/"):
            self.actor(means)
        elif means and means.startswith("place/"):
            self.place(means)

    def actor(self, node_id: str) -> ActorLink:
        """The link to a known actor that a person has chosen. RAISES InputError: there is none with this id."""
        try:
            return self._actors.actor_link(node_id.removeprefix("actor/"), PERSON)
        except KeyError:
            raise InputError("no such actor in schemas/actors.yaml", where=node_id) from None

    def place(self, node_id: str) -> PlaceLink:
        """The link to a known place that a person has chosen. RAISES InputError: there is none with this id."""
        try:
            return self._places.place_link(node_id, PERSON)
        except KeyError:
            hint = "kg gazetteer find NAME shows ids"
            raise InputError("no such place in the gazetteer", where=node_id, hint=hint) from None

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
