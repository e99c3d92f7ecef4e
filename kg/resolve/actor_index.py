"""The index of the knowledge base's names: exact, loose, one letter off, shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from kg.arabic import match_key
from kg.extraction import EntityType
from kg.resolve.actor_names import forms, loose_key, loose_word
from kg.resolve.actor_words import ORDINALS
from kg.resolve.knowledge import Actor, KnowledgeBase

_METHODS = ("alias", "form", "short", "fuzzy", "context")
# Of these, those that are right but for about one name in a hundred (measured on gold/train).
CERTAIN = frozenset({"alias", "form"})
# An entity read as the first type may be an actor of the others: papers and models are of two minds about them.
_COMPATIBLE = {
    EntityType.ARMED_GROUP: ("ARMED_GROUP", "ORGANIZATION"),
    EntityType.ORGANIZATION: ("ORGANIZATION", "ARMED_GROUP", "COUNTRY"),
    EntityType.COUNTRY: ("COUNTRY",),
    EntityType.PERSON: ("PERSON",),
    EntityType.CIVILIANS: ("CIVILIANS",),
}
_FUZZY_LETTERS = 6  # shortest word in which one letter may differ
_ORDINALS = frozenset(map(loose_word, ORDINALS))


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor found for a mention: by which method, with how many words of the mention."""

    actor: Actor
    method: str
    words: int

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Smaller is better: whole names before cut ones, longer before shorter, exact before loose, then by key."""
        method = _METHODS.index(self.method)
        return max(method, 1), -self.words, method, self.actor.key


class ActorIndex:
    """Names of actors by type."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._exact: dict[tuple[str, str], Actor] = {}
        self._loose: dict[tuple[str, str], list[Actor]] = defaultdict(list)
        self._gapped: dict[tuple[str, str, int], list[tuple[str, Actor]]] = defaultdict(list)
        self._shared: dict[tuple[str, str], list[Actor]] = defaultdict(list)
        self._listed: dict[tuple[str, str], list[Actor]] = defaultdict(list)
        self._common: set[str] = set()
        for actor in actors:
            for name in (actor.ar, *actor.aliases) if actor.named else actor.aliases:
                self._add(name, actor)
            self._exact.setdefault((actor.type, match_key(actor.en)), actor)
            for name in actor.ambiguous:
                key = match_key(name)
                _add_once(self._listed[actor.type, key], actor)
                self._common.update(loose_key(key).split())
                _add_once(self._shared[actor.type, loose_key(key)], actor)
        self.by_name = lru_cache(maxsize=65536)(self._by_name)
        self.sharing = lru_cache(maxsize=65536)(self._sharing)

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> ActorIndex:
        """The index of the shipped knowledge base, made once in a process."""
        return ActorIndex(KnowledgeBase.default().actors.values())

    @staticmethod
    def fits(actor: Actor, type_: EntityType) -> bool:
        """Whether an entity read as that type may be the actor."""
        return actor.type in _COMPATIBLE[type_]

    def information(self, text: str) -> int:
        """How many words of a mention are more than nouns that any group shares."""
        return sum(word not in self._common for word in loose_key(match_key(text)).split())

    def owner(self, text: str, type_: EntityType) -> Actor | None:
        """The actor whose own name the mention is although others share it."""
        for key, whole in forms(text, type_):
            if whole and (actor := self._exact.get((type_.value, key))):
                return actor
            if whole and len(found := self._loose.get((type_.value, loose_key(key))) or []) == 1:
                return found[0]
        return None

    def _by_name(self, text: str, type_: EntityType) -> Hit | None:
        """The actor that a mention names by itself; None when none or several, or when others share the name."""
        keys = list(forms(text, type_))
        for own in _COMPATIBLE[type_]:
            for key, whole in keys:
                words, loose = key.count(" ") + 1, loose_key(key)
                if whole and (own, loose) in self._shared:
                    return None
                if own != type_ and (not whole or (words == 1 and own == "COUNTRY" and (own, key) not in self._exact)):
                    continue
                if actor := self._exact.get((own, key)):
                    return Hit(actor, "alias" if whole else "short", words)
                if not whole and words == 1 and type_ is EntityType.ORGANIZATION:
                    continue  # «الفرنسية» may be an agency; the adjective left of a longer mention is none.
                if len(found := self._loose.get((own, loose)) or []) == 1:
                    return Hit(found[0], "form" if whole else "short", words)
        for key, _ in keys[:2]:
            words = key.count(" ") + 1
            if (words > 1 or type_ is not EntityType.PERSON) and (actor := self._fuzzy(key, type_.value)):
                return Hit(actor, "fuzzy", words)
        return None

    def _sharing(self, text: str, type_: EntityType) -> tuple[Actor, ...]:
        """Actors that share the mention as a name, in the order of the file."""
        keys = [key for key, whole in forms(text, type_) if whole]
        # «التنظيمات الإرهابية» is listed, so it is not the plural of «التنظيم الإرهابي».
        for names, keyed in ((self._listed, str), (self._shared, loose_key)):
            for key in keys:
                for own in _COMPATIBLE[type_]:
                    found = [*names.get((own, keyed(key)), ())]
                    if found or keyed is loose_key:
                        found += self._loose.get((own, loose_key(key)), ())
                    if found:
                        return tuple(dict.fromkeys(found))
        return ()

    def _add(self, name: str, actor: Actor) -> None:
        key = match_key(name)
        self._exact.setdefault((actor.type, key), actor)
        loose = loose_key(key)
        _add_once(self._loose[actor.type, loose], actor)
        words = loose.split()
        for gap, word in enumerate(words):
            if len(word) >= _FUZZY_LETTERS and word not in _ORDINALS:
                self._gapped[actor.type, _gap(words, gap), gap].append((word, actor))

    def _fuzzy(self, key: str, type_: str) -> Actor | None:
        """The one actor that has a name with one letter of one long word changed; numbers must be equal."""
        words = loose_key(key).split()
        found: dict[str, Actor] = {}
        for gap, word in enumerate(words):
            if len(word) < _FUZZY_LETTERS or word in _ORDINALS or word.isdigit():
                continue
            for other, actor in self._gapped.get((type_, _gap(words, gap), gap), ()):
                if abs(len(other) - len(word)) <= 1 and DamerauLevenshtein.distance(word, other, score_cutoff=1) <= 1:
                    found[actor.key] = actor
        return next(iter(found.values())) if len(found) == 1 else None


def _gap(words: list[str], at: int) -> str:
    return " ".join([*words[:at], "*", *words[at + 1 :]])


def _add_once(actors: list[Actor], actor: Actor) -> None:
    """Actors come one after the other, so one that is there already is the last: comparing all took seconds."""
    if not actors or actors[-1] is not actor:
        actors.append(actor)
