"""Where is meant: links the places, facilities and countries of an article to the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction import Entity, EntityType, Extraction
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.place_candidates import Candidate, CandidateFinder, Names
from kg.resolve.place_choice import choose
from kg.resolve.place_context import CountryHints
from kg.resolve.place_facilities import facility_of_place
from kg.resolve.place_inside import stated_inside
from kg.resolve.place_links import LinkMaker
from kg.resolve.resolution import PlaceLink
from kg.resources import resource

# A place that is itself a poor guess lends its point to no other.
_TRUSTED = 0.35
# Score of a facility that is known only as that of a place.
_OF_PLACE = 2.0
_PLACES = (EntityType.PLACE, EntityType.FACILITY, EntityType.COUNTRY)


@dataclass(frozen=True, slots=True)
class _Read:
    """An entity with its names and candidates."""

    entity: Entity
    names: Names
    candidates: list[Candidate]


class PlaceLinker:
    """Links places of one article after another; holds nothing of an article afterwards."""

    def __init__(self, gazetteer: Gazetteer, hints: CountryHints) -> None:
        self._hints = hints
        self._finder = CandidateFinder(gazetteer, hints)
        self._gazetteer = gazetteer
        self._links = LinkMaker(gazetteer)

    @classmethod
    def default(cls) -> PlaceLinker:
        """The linker of this installation; builds the index first where the cache has none. RAISES KgError."""
        gazetteer = Gazetteer.default()
        return cls(gazetteer, CountryHints(gazetteer, resource("schemas", "place_context.csv")))

    def link(self, extraction: Extraction) -> dict[str, PlaceLink]:
        """Entity id → place, for every PLACE, FACILITY and COUNTRY of an article, in the order of its entities.

        A name that the gazetteer does not have gets a node of its own; a direction or «ريف» an area with a radius; a
        facility without a name a node of this article. Coordinates that only the place around gives carry its radius.
        """
        content = extraction.content
        read: dict[str, _Read] = {}
        for entity in extraction.entities:
            if entity.type in _PLACES:
                names = self._finder.names(entity, content)
                read[entity.id] = _Read(entity, names, self._finder.find(entity, names))
        if not read:
            return {}
        counts = self._hints.count(content)
        for entry in read.values():
            if entry.entity.type is EntityType.COUNTRY and entry.candidates:
                best = max(entry.candidates, key=lambda c: c.fit)
                counts[best.place.country or ""] += 1
        inside = {(r.from_, r.to) for r in extraction.relations if r.type == "located_in"} & {
            (a, b) for a in read for b in read if a != b
        }
        inside |= stated_inside(extraction, read)
        chosen = choose(
            {name: (e.entity, e.names, e.candidates) for name, e in read.items()}, counts, inside, self._gazetteer
        )
        known = {name: choice[0] for name, choice in chosen.items() if choice and choice[0].area is None}
        for name, entry in read.items():
            if not chosen[name] and (found := self._facility(entry, read, known)):
                chosen[name] = (found, _OF_PLACE)
        context = counts.most_common(1)[0][0] if counts else None
        links = {name: self._links.known(read[name].names, choice) for name, choice in chosen.items() if choice}
        around = _surroundings(extraction, read, inside)
        for name in read:
            if name not in links:
                entry = read[name]
                parent = next((links[p] for p in around[name] if p in links and links[p].score >= _TRUSTED), None)
                anchor = None
                if parent is None or parent.kind == "country":
                    anchor = self._anchor(entry, counts)
                links[name] = self._links.unknown(entry.entity, entry.names, extraction.id, parent, anchor, context)
        return {name: links[name] for name in read}

    def place_link(self, place: str, method: str) -> PlaceLink:
        """The link to a place of the gazetteer by its id. RAISES KeyError: there is none."""
        found = self._gazetteer.by_id(place)
        if found is None:
            raise KeyError(place)
        return self._links.of(found, method, 1.0)

    def unknown_link(self, entity: Entity, extraction: Extraction) -> PlaceLink:
        """The link of an entity that is no place known: a node of its own."""
        names = self._finder.names(entity, extraction.content)
        return self._links.unknown(entity, names, extraction.id, None, None, None)

    def _facility(self, entry: _Read, read: dict[str, _Read], known: dict[str, Candidate]) -> Candidate | None:
        return facility_of_place(entry.entity, (other.entity for other in read.values()), known, self._gazetteer)

    def _anchor(self, entry: _Read, counts: dict[str, int]) -> Candidate | None:
        """The place in the name of an unknown facility, when it is in a country that the article is about."""
        total = sum(counts.values())
        for key in entry.names.keys:
            found = [
                c
                for c in self._finder.inside(key)
                if counts.get(c.place.country or "", 0) > 0.1 * total and (c.place.curated or c.fit >= 0.99)
            ]
            if found:
                return max(found, key=lambda c: (c.fit, c.place.curated, c.place.population, -c.place.row))
        return None


def _surroundings(extraction: Extraction, read: dict[str, _Read], inside: set[tuple[str, str]]) -> dict[str, list[str]]:
    """Entity id → entities that may contain it: first what the article says, then the places of its incidents."""
    out: dict[str, list[str]] = {name: [] for name in read}
    for start, end in sorted(inside):
        out[start].append(end)
    for incident in extraction.incidents:
        places = [p for p in incident.place if p in read]
        for at, place in enumerate(places):
            out[place].extend(places[at + 1 :])
        for role in (incident.target, incident.initiator):
            for entity in role:
                if entity in read and entity not in places:
                    out[entity].extend(places)
    return out
