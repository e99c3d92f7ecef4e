"""Which mention, entity and incident of a system is which of gold, in one article: one to one, best total likeness.

The definitions are those of the project's scorer (docs of `kg.evaluate.measures`). Where two assignments are equally
good, the order in which pairs are offered decides, so it is part of the definition: gold in file order, for each of it
the system in file order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import networkx as nx

from kg.evaluate.facts import day_range, family, roles, tolls
from kg.extraction import Entity, Extraction, Incident, Mention, Span

K = TypeVar("K", int, str)
_SENTENCE_ENDS = ".\n!؟?"
# Half of the stretch that either covers: how much of a mention must be shared for the two to be the same.
_SAME = 0.5
# A proclitic that is written with the next word («ول»): what a strict comparison allows at the start.
_PROCLITIC = 2


@dataclass(frozen=True, slots=True)
class Matching:
    """Gold → system.

    mentions, strict_mentions: by position in `all_mentions` of either side, of the same type; strict ones end at the
        same character and start within two.
    entities: ids; types may differ. incidents: ids of actual incidents of the same family; types may differ.
    """

    mentions: Mapping[int, int]
    strict_mentions: Mapping[int, int]
    entities: Mapping[str, str]
    incidents: Mapping[str, str]


def match(gold: Extraction, system: Extraction) -> Matching:
    """Match two readings of one article."""
    entities = _match_entities(gold, system)
    return Matching(
        mentions=_match_mentions(gold, system, lambda a, b: likeness(a, b) >= _SAME),
        strict_mentions=_match_mentions(
            gold, system, lambda a, b: a.end == b.end and abs(a.start - b.start) <= _PROCLITIC
        ),
        entities=entities,
        incidents=_match_incidents(gold, system, entities),
    )


def all_mentions(extraction: Extraction) -> list[tuple[Entity, Mention]]:
    """Every mention with its entity, in file order."""
    return [(entity, mention) for entity in extraction.entities for mention in entity.mentions]


def actual(extraction: Extraction) -> list[Incident]:
    """The incidents that are scored: reported or alleged to have happened."""
    return [incident for incident in extraction.incidents if incident.modality == "actual"]


def likeness(a: Span, b: Span) -> float:
    """Characters that both cover over the length of the stretch from the first start to the last end; 0 to 1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def one_to_one(weights: Mapping[tuple[K, K], float]) -> dict[K, K]:
    """The one-to-one assignment of the greatest total weight.

    weights: (gold, system) → a weight above 0, in the order that settles ties.
    """
    graph: nx.Graph[tuple[int, K]] = nx.Graph()
    graph.add_weighted_edges_from(((0, a), (1, b), weight) for (a, b), weight in weights.items())
    pairs = (sorted(pair, key=lambda node: node[0]) for pair in nx.max_weight_matching(graph))
    return {gold[1]: system[1] for gold, system in pairs}


def _match_mentions(gold: Extraction, system: Extraction, same: Callable[[Span, Span], bool]) -> dict[int, int]:
    """A matching for each type, all in one: mentions of different types are never offered as a pair."""
    found: dict[int, int] = {}
    ours, theirs = all_mentions(gold), all_mentions(system)
    for kind in sorted({entity.type for entity, _ in ours}):
        found |= one_to_one(
            {
                (a, b): 1.0 + likeness(x, y)
                for a, (e, x) in enumerate(ours)
                if e.type == kind
                for b, (f, y) in enumerate(theirs)
                if f.type == kind and same(x, y)
            }
        )
    return found


def _match_entities(gold: Extraction, system: Extraction) -> dict[str, str]:
    """By the number of gold mentions that any of the other's is the same as; equal types settle equal numbers."""
    weights = {}
    for ours in gold.entities:
        for theirs in system.entities:
            common = sum(any(likeness(x, y) >= _SAME for y in theirs.mentions) for x in ours.mentions)
            if common:
                weights[ours.id, theirs.id] = common + 0.5 * (ours.type == theirs.type)
    return one_to_one(weights)


def _match_incidents(gold: Extraction, system: Extraction, entities: Mapping[str, str]) -> dict[str, str]:
    """By type, triggers, sentence, shared arguments, date and toll.

    Incidents of different families cannot match, nor ones that share neither a trigger nor an argument.
    """
    sentences = _sentences(gold.content)
    weights = {}
    for ours in actual(gold):
        mapped = {entities.get(entity) for _, entity in roles(ours)}
        for theirs in actual(system):
            if family(ours.type) != family(theirs.type):
                continue
            overlap = any(likeness(x, y) > 0 for x in ours.triggers for y in theirs.triggers)
            shared = len(mapped & {entity for _, entity in roles(theirs)})
            if not overlap and not shared:
                continue
            beside = not _touched(ours.triggers, sentences).isdisjoint(_touched(theirs.triggers, sentences))
            same_days = day_range(ours) is not None and day_range(ours) == day_range(theirs)
            same_toll = not tolls(ours).isdisjoint(tolls(theirs))
            weights[ours.id, theirs.id] = (
                2.0 * (ours.type == theirs.type) + 2.0 * overlap + beside + min(shared, 3) + same_days + same_toll + 0.1
            )
    return one_to_one(weights)


def _sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *(n + 1 for n, char in enumerate(text) if char in _SENTENCE_ENDS)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _touched(spans: tuple[Span, ...], sentences: list[tuple[int, int]]) -> set[int]:
    return {n for n, (start, end) in enumerate(sentences) for span in spans if span.start < end and start < span.end}
