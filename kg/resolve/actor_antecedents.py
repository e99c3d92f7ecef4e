"""Names of an article that a noun without a name takes up again: «الجنود» after «جنود أمريكيين»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.arabic import match_key
from kg.extraction import Entity, Extraction
from kg.resolve.actor_index import Hit
from kg.resolve.actor_names import loose_key, loose_word
from kg.resolve.actor_words import MEMBER_HEADS
from kg.resolve.knowledge import Actor

_REACH = 400.0  # code points at which a name counts half
_AFTER = 0.4  # weight of a name that comes only after the noun
# A name that begins with the noun («الجيش الإسرائيلي» of «الجيش») against one that only shares its actor.
_HEAD = 1.0
_MEMBERS = frozenset(map(loose_word, MEMBER_HEADS))
_OTHER = 0.5


@dataclass(frozen=True, slots=True)
class Naming:
    """A place in the article where an actor is called by its name. start (int): code points; words: loose key."""

    start: int
    words: tuple[str, ...]
    actor: Actor
    entity: str


class Antecedents:
    """The names of one article, for the nouns in it."""

    def __init__(self, namings: Iterable[Naming]) -> None:
        self._namings = sorted(namings, key=lambda n: (n.start, n.actor.key))

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Actors of which a name holds the noun as its head, in the order of the article.

        text (str): the noun as written.
        """
        words = tuple(loose_key(match_key(text)).split())
        return tuple(dict.fromkeys(n.actor for n in self._namings if _is_head(words, n.words)))

    def weight(self, actor: Actor, text: str, start: int) -> float:
        """How strongly the names of an actor call for it at a noun: 1 for a name right before it, none for no name."""
        words = tuple(loose_key(match_key(text)).split())
        best = 0.0
        for naming in self._namings:
            if naming.actor.key == actor.key:
                distance = start - naming.start
                value = (_HEAD if _is_head(words, naming.words) else _OTHER) / (1 + abs(distance) / _REACH)
                best = max(best, value if distance >= 0 else value * _AFTER)
        return best


def opponents(extraction: Extraction) -> dict[str, set[str]]:
    """Entity id → ids of entities on the other side of an incident: who did it and whom it was aimed at."""
    out: dict[str, set[str]] = {}
    for incident in extraction.incidents:
        for doer in incident.initiator:
            for target in incident.target:
                if doer != target:
                    out.setdefault(doer, set()).add(target)
                    out.setdefault(target, set()).add(doer)
    return out


def namings(entities: Iterable[Entity], hits: Mapping[str, Mapping[str, Hit | None]]) -> Iterable[Naming]:
    """The names of an article. hits: entity id → text of a mention → the actor that it names by itself."""
    for entity in entities:
        for mention in entity.mentions:
            if hit := hits[entity.id].get(mention.text):
                words = tuple(loose_key(match_key(mention.text)).split())
                yield Naming(mention.start, words, hit.actor, entity.id)


def _is_head(noun: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether the noun's words stand in the name in this order, from its first word on or from what «قوات» leads."""
    if not 0 < len(noun) < len(name):
        return False
    begins = name.index(noun[0]) if noun[0] in name else len(name)
    if begins > 1 or (begins == 1 and name[0] not in _MEMBERS):
        return False
    rest = iter(name[begins:])
    return all(word in rest for word in noun)
