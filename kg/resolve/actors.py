"""Who is meant: every actor of an extraction linked to the knowledge base, or given a node of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.arabic import match_key
from kg.extraction import Entity, EntityType, Extraction
from kg.resolve.actor_antecedents import Antecedents, namings, opponents
from kg.resolve.actor_context import ArticleContext, CountryWords
from kg.resolve.actor_index import ActorIndex, Hit
from kg.resolve.actor_names import loose_key
from kg.resolve.actor_scope import incident_countries
from kg.resolve.actor_unknown import cluster_key
from kg.resolve.actor_words import TITLES
from kg.resolve.knowledge import Actor, KnowledgeBase
from kg.resolve.resolution import ActorLink, PlaceLink

ACTOR_TYPES = frozenset(
    {EntityType.PERSON, EntityType.ARMED_GROUP, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.CIVILIANS}
)
LABELS = {
    "PERSON": "Person",
    "ARMED_GROUP": "ArmedGroup",
    "ORGANIZATION": "Organization",
    "COUNTRY": "Country",
    "CIVILIANS": "Civilians",
}
_SCORES = {"alias": 1.0, "form": 0.95, "short": 0.9, "fuzzy": 0.8, "context": 0.7}
_PLACE_WEIGHT = 0.7
# A shared name is not taken for an actor of a country that is spoken of less than this share of the most present one.
_SHARE = 0.4
_POSSESSIVE = 4  # letters that a word with an ending for its owner has at least
# Weights set on gold/dev and gold/train (`kg evaluate --linking`). What a name of the actor in the article adds, and
# what it adds that the incidents of the entity happened in its country:
_NAMED = 4.0
_HAPPENED = 2.0
# An actor of one country is chosen only where it is so much likelier than any of another country.
_MARGIN = 1.3


class ActorLinker:
    """Links the actors of articles. Holds no state between articles: the same extraction gives the same links."""

    def __init__(self, knowledge: KnowledgeBase, index: ActorIndex | None = None) -> None:
        """index: of the knowledge base's actors, where there is one already."""
        self.knowledge = knowledge
        self._index = index or ActorIndex(knowledge.actors.values())
        self._countries = CountryWords(knowledge.states)

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> ActorLinker:
        """The linker over the shipped knowledge base, made once in a process."""
        return ActorLinker(KnowledgeBase.default(), ActorIndex.default())

    def link(self, extraction: Extraction, places: Mapping[str, PlaceLink] | None = None) -> dict[str, ActorLink]:
        """Link every entity of an actor type.

        places: links of the extraction's places; their countries help to tell actors apart that share a name.
        RETURNS (dict): entity id → link, sorted by entity id.
        """
        entities = sorted((e for e in extraction.entities if e.type in ACTOR_TYPES), key=lambda e: e.id)
        hits = {entity.id: self._names(entity) for entity in entities}
        own = {entity.id: _own_name(entity, hits[entity.id]) for entity in entities}
        context = self._context(extraction, entities, own, places or {})
        happened = incident_countries(extraction, places or {})
        antecedents = Antecedents(namings(entities, hits))
        against = opponents(extraction)
        out: dict[str, ActorLink] = {}
        for entity in entities:
            country = self._stated_country(entity) or happened.get(entity.id)
            hit = own[entity.id] or (
                self._people_of(entity, country)
                if entity.type is EntityType.CIVILIANS
                else self._by_context(
                    entity,
                    context,
                    antecedents,
                    happened.get(entity.id),
                    {hit.actor.key for other in against.get(entity.id, ()) if (hit := own.get(other))},
                    extraction.date.year if extraction.date else None,
                )
            )
            out[entity.id] = self._known(hit) if hit else self._unknown(entity, country, extraction.id)
        return out

    def actor_link(self, key: str, method: str = "knowledge", score: float = 1.0) -> ActorLink:
        """The link to an actor of the knowledge base. RAISES KeyError: for an unknown key."""
        return _link(self.knowledge.actors[key], method, score)

    def unknown_link(self, entity: Entity, article: str) -> ActorLink:
        """The link of an entity that is nobody known: a node of its own. article: id of the article."""
        return self._unknown(entity, None, article)

    def _names(self, entity: Entity) -> dict[str, Hit | None]:
        """Text of a mention → the actor that it names by itself, in alphabetical order."""
        texts = sorted({mention.text for mention in entity.mentions})
        return {text: self._index.by_name(text, entity.type) for text in texts}

    def _by_context(
        self,
        entity: Entity,
        context: ArticleContext,
        antecedents: Antecedents,
        happened: str | None,
        against: set[str],
        year: int | None,
    ) -> Hit | None:
        """The actor whose shared name the entity has: the one that the article speaks of around it.

        happened: the country of its incidents; against: keys of actors that it fights, so that it is none of them;
        year: of the article, in which the actor was active.
        """
        if entity.type is EntityType.PERSON and any(
            len(_name_words(m.text)) > 1 and not _is_description(m.text) for m in entity.mentions
        ):
            return None
        first = min(entity.mentions, key=lambda m: (m.start, m.end))
        whose = all(_is_possessive(mention.text) for mention in entity.mentions)
        near = context.before(first.start) if whose else context.near(first.start, first.end)
        least = _SHARE * max(near.values(), default=0.0)
        for text in sorted({m.text for m in entity.mentions}, key=lambda text: (-len(text), text)):
            scored: list[tuple[float, Actor]] = []
            for actor in self._candidates(text, entity.type, antecedents):
                around = theatres(actor)
                if actor.key in against or not actor.was_active(year) or _passed_over(actor, text, happened):
                    continue
                value = max((near.get(country, 0.0) for country in around), default=0.0)
                named = 0.0 if whose else antecedents.weight(actor, text, first.start)
                if named or (value > 0 and value >= least):
                    value += _NAMED * named + (_HAPPENED if happened in around else 0.0)
                    scored.append((value, actor))
            if (best := _clearest(scored)) is not None:
                return Hit(best, "context", 1)
            if owner := self._index.owner(text, entity.type):
                return Hit(owner, "form", 1)
        return None

    def _candidates(self, text: str, type_: EntityType, antecedents: Antecedents) -> list[Actor]:
        """Actors that share the name, and those of which the article has a name that begins with it."""
        shared = self._index.sharing(text, type_)
        taken_up = [actor for actor in antecedents.actors(text) if self._index.fits(actor, type_)] if shared else []
        return list(dict.fromkeys((*shared, *taken_up)))

    def _people_of(self, entity: Entity, country: str | None) -> Hit | None:
        """The people of a country that the entity's words stand for («مدنيين» → the civilians of Syria)."""
        for text in sorted({m.text for m in entity.mentions}, key=lambda text: (-len(text), text)):
            for actor in self._index.sharing(text, entity.type):
                if country in theatres(actor):
                    return Hit(actor, "context", 1)
            if owner := self._index.owner(text, entity.type):
                return Hit(owner, "form", 1)
        return None

    def _stated_country(self, entity: Entity) -> str | None:
        """The one country that the entity's mentions name."""
        if entity.type is EntityType.PERSON:
            return None
        stated = {country for mention in entity.mentions if (country := self._countries.of(mention.text))}
        return stated.pop() if len(stated) == 1 else None

    def _context(
        self,
        extraction: Extraction,
        entities: Sequence[Entity],
        own: Mapping[str, Hit | None],
        places: Mapping[str, PlaceLink],
    ) -> ArticleContext:
        context = self._countries.find(extraction.content)
        for entity in entities:
            hit = own[entity.id]
            if hit and entity.type is not EntityType.COUNTRY and (around := theatres(hit.actor)):
                for mention in entity.mentions:
                    context.hits.extend((mention.start, country, 1.0 / len(around)) for country in around)
        for entity in extraction.entities:
            link = places.get(entity.id)
            if link and link.resolved and link.country and entity.type is not EntityType.COUNTRY:
                context.hits.extend((mention.start, link.country, _PLACE_WEIGHT) for mention in entity.mentions)
        context.hits.sort()
        return context

    def _known(self, hit: Hit) -> ActorLink:
        return _link(hit.actor, hit.method, _SCORES[hit.method])

    def _unknown(self, entity: Entity, country: str | None, article: str) -> ActorLink:
        """A node of its own: the same for the same type and name; nouns without a name only within the country of which
        the article says they are, else within the article.
        """
        texts = sorted({mention.text for mention in entity.mentions})
        if entity.type is EntityType.PERSON:
            texts = [text for text in texts if not _is_description(text)] or texts
        text = max(
            texts, key=lambda t: (self._index.information(t), len(match_key(t)), t), default=entity.en or entity.id
        )
        generic = not entity.named or entity.type is EntityType.CIVILIANS or self._index.information(text) == 0
        key = (match_key(text) if generic else cluster_key(text, entity.type)) or text
        if not generic:
            country = self._countries.of(text) if entity.type is not EntityType.PERSON else None
        scope = ([country] if country else ["article", article]) if generic else []
        parts = [entity.type.value, key, *scope]
        digest = hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()[:16]
        return ActorLink(
            node_id=f"actor/~{digest}",
            label=LABELS[entity.type.value],
            name=entity.en or text,
            name_ar=text,
            kind=entity.type.value.lower(),
            resolved=False,
            country=country,
        )


def _own_name(entity: Entity, hits: Mapping[str, Hit | None]) -> Hit | None:
    """The actor that the entity's own names are enough for. hits: of its mentions."""
    if entity.type is EntityType.PERSON:
        names = [text for text in hits if not _is_description(text)]
        full = max(names, key=lambda text: (len(_name_words(text)), len(text), text), default=None)
        if full is not None and len(_name_words(full)) > 1:
            return hits[full]  # A surname alone must not make a stranger with a full name famous.
    found = [hit for hit in hits.values() if hit]
    return min(found, key=lambda hit: hit.order, default=None)


def _clearest(scored: Sequence[tuple[float, Actor]]) -> Actor | None:
    """The best of several actors, the first of equals; None where one of another country is nearly as good."""
    if not scored:
        return None
    value, best = max(scored, key=lambda entry: entry[0])
    there = set(theatres(best))
    others = (other for other, actor in scored if actor is not best and there.isdisjoint(theatres(actor)))
    return best if value >= _MARGIN * max(others, default=0.0) else None


def _passed_over(actor: Actor, text: str, happened: str | None) -> bool:
    """Whether people without a name of a country are not meant.

    They are of the country where it happened; «المسلحون» with the article are somebody that the text has told of.
    """
    if actor.named:
        return False
    if happened and happened not in theatres(actor):
        return True
    return actor.body is not None and match_key(text).startswith(("ال", "لل"))


def theatres(actor: Actor) -> tuple[str, ...]:
    """Countries in which an actor acts."""
    return actor.theatres or ((actor.country,) if actor.country else ())


def _link(actor: Actor, method: str, score: float) -> ActorLink:
    return ActorLink(
        node_id=f"actor/{actor.key}",
        label=LABELS[actor.type],
        name=actor.en,
        name_ar=actor.ar,
        kind=actor.kind,
        resolved=True,
        country=actor.country,
        wikidata=actor.wikidata,
        method=method,
        score=score,
    )


def _name_words(text: str) -> list[str]:
    words = loose_key(match_key(text)).split()
    raw = match_key(text).split()
    while len(raw) > 1 and raw[0] in TITLES:
        raw, words = raw[1:], words[1:]
    return words


def _is_possessive(text: str) -> bool:
    """One word that says whose: «قواتها», «جيشه»."""
    return " " not in text and text.endswith(("ها", "هم", "ه")) and len(text) > _POSSESSIVE


def _is_description(text: str) -> bool:
    """A title or office in place of a name («الرئيس الروسي», «رئيس الوزراء»)."""
    words = match_key(text).split()
    return bool(words) and words[0] in TITLES and len(words) <= 3
