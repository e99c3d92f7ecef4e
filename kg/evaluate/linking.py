"""Linking measured on tables of cases: are two names one actor, is a place where it must lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.counts import Counts
from kg.evaluate.linking_cases import ActorPair, PlaceCase, shipped_cases
from kg.extraction import Entity, EntityType, Extraction, Mention
from kg.resolve.geo import distance_km
from kg.resolve.places import PlaceLinker
from kg.resolve.resolution import ActorLink, PlaceLink
from kg.resolve.resolver import Resolver

_BRACKETED = re.compile(r"\[([^\]]+)\]")
_INSIDE = r"\1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What linking said to one case.

    case (str): the names or the mention, as written; wanted, given (str): in words; right (bool).
    counts: the case as right, gold and system, for precision and recall.
    """

    case: str
    phenomenon: str
    wanted: str
    given: str
    right: bool
    counts: Counts


@dataclass(frozen=True, slots=True)
class TableResult:
    """All answers of one table, in its order."""

    answers: tuple[Answer, ...]

    @property
    def counts(self) -> Counts:
        """Of all cases together."""
        return _total(self.answers)

    @property
    def wrong(self) -> tuple[Answer, ...]:
        """The answers that are not right."""
        return tuple(answer for answer in self.answers if not answer.right)

    @property
    def by_phenomenon(self) -> Mapping[str, Sequence[Answer]]:
        """Answers by phenomenon, in the order in which the table first names them."""
        found: dict[str, list[Answer]] = {}
        for answer in self.answers:
            found.setdefault(answer.phenomenon, []).append(answer)
        return found


def link_cases(resolver: Resolver, places: PlaceLinker) -> dict[str, TableResult]:
    """Both tables that ship with the package, by name: `actor_pairs` and `place_cases`."""
    pairs, cases = shipped_cases()
    return {"actor_pairs": link_pairs(pairs, resolver), "place_cases": link_places(cases, places)}


def link_pairs(pairs: Iterable[ActorPair], resolver: Resolver) -> TableResult:
    """Link both names of each pair, each in an article of its own; they are the same where they get one node.

    Precision: of the pairs that linking makes one, the share that is; recall: of those that are one, the share that it
    makes one.
    """
    return TableResult(tuple(_pair(pair, resolver) for pair in pairs))


def link_places(cases: Iterable[PlaceCase], linker: PlaceLinker) -> TableResult:
    """Link the mention of each case; right is a point within the tolerance and of the wanted precision.

    Precision: of the cases that get a point, the share with the right one; recall: of those that must get one.
    """
    return TableResult(tuple(_place(case, linker) for case in cases))


def _pair(pair: ActorPair, resolver: Resolver) -> Answer:
    links = [
        _actor(pair.type, name, context, f"case-{side}", resolver)
        for side, name, context in (("a", pair.name_a, pair.context_a), ("b", pair.name_b, pair.context_b))
    ]
    same = links[0].node_id == links[1].node_id
    given = links[0].node_id if same else " / ".join(link.node_id for link in links)
    return Answer(
        case=f"{_shown(pair.name_a, pair.context_a)} / {_shown(pair.name_b, pair.context_b)}",
        phenomenon=pair.phenomenon,
        wanted="same" if pair.same else "different",
        given=given.replace("actor/", ""),
        right=same == pair.same,
        counts=Counts(right=int(same and pair.same), gold=int(pair.same), system=int(same)),
    )


def _shown(name: str, context: str) -> str:
    return f"{context} «{name}»" if context else name


def _actor(type_: EntityType, name: str, context: str, article: str, resolver: Resolver) -> ActorLink:
    """The link of a name in an article that consists of the context and the name."""
    text = f"{_BRACKETED.sub(_INSIDE, context)} {name}" if context else name
    entities = [_entity("e1", type_, name, f"\n\n{text}")]
    for number, other in enumerate(_BRACKETED.findall(context), start=2):
        start = text.index(other) + len("\n\n")
        mention = Mention(start=start, end=start + len(other), text=other)
        entities.append(Entity(id=f"e{number}", type=type_, mentions=(mention,)))
    return resolver.resolve(Extraction(id=article, text=text, entities=tuple(entities))).actors["e1"]


def _place(case: PlaceCase, linker: PlaceLinker) -> Answer:
    content = f"\n\n{case.sentence}"
    others = (
        _entity(f"e{n}", EntityType.PLACE, other, content, apart_from=case.mention)
        for n, other in enumerate(case.others, start=2)
    )
    entity = _entity("e1", case.type, case.mention, content)
    article = Extraction(id="case", text=case.sentence, entities=(entity, *others))
    link = linker.link(article)["e1"]
    right = _is_right(case, link)
    wanted = f"{case.name} ({case.lat}, {case.lon}) {case.precision}" if case.lat is not None else "no point"
    given = f"{link.name} ({link.lat}, {link.lon}) {link.precision}" if link.lat is not None else "no point"
    return Answer(
        case=f"{case.mention} | {case.sentence}",
        phenomenon=case.phenomenon,
        wanted=wanted,
        given=f"{given} {link.node_id}",
        right=right,
        counts=Counts(
            right=int(right and link.lat is not None), gold=int(case.lat is not None), system=int(link.lat is not None)
        ),
    )


def _is_right(case: PlaceCase, link: PlaceLink) -> bool:
    if case.lat is None or case.lon is None or link.lat is None or link.lon is None:
        return case.lat is None and link.lat is None
    near = distance_km(case.lat, case.lon, link.lat, link.lon) <= case.tolerance_km
    return near and link.precision == case.precision


def _entity(name: str, type_: EntityType, mention: str, content: str, apart_from: str = "") -> Entity:
    """An entity with one mention: its last in the text, or the first that is not inside of another mention."""
    start = content.rindex(mention)
    taken = content.find(apart_from) if apart_from else -1
    if taken <= start < taken + len(apart_from):
        start = content.index(mention)
    span = Mention(start=start, end=start + len(mention), text=mention)
    return Entity(id=name, type=type_, mentions=(span,))


def _total(answers: Iterable[Answer]) -> Counts:
    total = Counts()
    for answer in answers:
        total = total.plus(answer.counts)
    return total
