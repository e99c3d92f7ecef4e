"""What a system got wrong in one article, each difference with the kind by which it can be looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.evaluate.alignment import Row
from kg.evaluate.facts import Fact, facts
from kg.evaluate.matching import Matching, all_mentions, likeness
from kg.evaluate.measures import translated
from kg.extraction import Entity, Extraction, Mention

Verdict = Literal["right", "missed", "spurious"]
_NAMES = ("initiator", "target", "party", "place", "reported_by", "date", "toll")
# Every kind there is, in the order in which they are offered. Wrong facts are counted in incidents that were found:
# those of a missed or invented incident follow from it.
KINDS = (
    "missed incident",
    "spurious incident",
    "wrong type",
    "wrong modality",
    *(f"{verdict} {name}" for name in _NAMES for verdict in ("missed", "spurious")),
    "missed mention",
    "spurious mention",
    "wrong mention type",
)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of a row. gold, system: the fact in either side's ids, None where that side does not have it."""

    measure: str
    gold: Fact | None
    system: Fact | None

    @property
    def name(self) -> str:
        """What it is called among `KINDS`: a role, `date` or `toll`."""
        return "toll" if self.measure == "casualties" else self.measure.removeprefix("arg.")

    @property
    def verdict(self) -> Verdict:
        """Whether both have it, or which has not."""
        return "spurious" if self.gold is None else "missed" if self.system is None else "right"


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention of either side with its entity, or of both, of one type or of two."""

    gold: tuple[Entity, Mention] | None
    system: tuple[Entity, Mention] | None

    @property
    def kind(self) -> str | None:
        """Its kind of error, None where it is right."""
        if self.gold is None:
            return "spurious mention"
        if self.system is None:
            return "missed mention"
        return None if self.gold[0].type == self.system[0].type else "wrong mention type"


def fact_rows(row: Row, matching: Matching) -> list[FactRow]:
    """The facts of a row's incidents, arguments by role, then date and tolls; equal facts of both in one."""
    ours: Mapping[Fact, Fact | None] = translated(row.gold, matching.entities) if row.gold else {}
    theirs = facts(row.system) if row.system else frozenset()
    found = [FactRow(fact.measure, fact, other if other in theirs else None) for fact, other in ours.items()]
    found += [FactRow(fact.measure, None, fact) for fact in theirs.difference(ours.values())]
    return sorted(found, key=lambda fact: (_NAMES.index(fact.name), str(fact.gold or fact.system)))


def row_kinds(row: Row, matching: Matching) -> list[str]:
    """Kinds of error in a row of incidents, one for each error; none for what is right or not scored."""
    ours, theirs = row.gold, row.system
    there = ours is not None and ours.modality == "actual"
    given = theirs is not None and theirs.modality == "actual"
    if not there and not given:
        return []
    if ours is None:
        return ["spurious incident"]
    if theirs is None:
        return ["missed incident"]
    if there != given:
        return ["wrong modality"]
    kinds = [] if ours.type == theirs.type else ["wrong type"]
    if row.scored:
        kinds += [f"{fact.verdict} {fact.name}" for fact in fact_rows(row, matching) if fact.verdict != "right"]
    return kinds


def mention_rows(gold: Extraction, system: Extraction, matching: Matching) -> list[MentionRow]:
    """Every mention of either side once: gold in its order, then what only the system has."""
    ours, theirs = all_mentions(gold), all_mentions(system)
    partner: dict[int, int] = dict(matching.mentions)
    free = [b for b in range(len(theirs)) if b not in partner.values()]
    for a, (_, mention) in enumerate(ours):
        if a in partner:
            continue
        near = [b for b in free if likeness(mention, theirs[b][1]) >= 0.5 and theirs[b][0].type != ours[a][0].type]
        if near:
            partner[a] = max(near, key=lambda b: (likeness(mention, theirs[b][1]), -b))
            free.remove(partner[a])
    rows = [MentionRow(pair, theirs[partner[a]] if a in partner else None) for a, pair in enumerate(ours)]
    return rows + [MentionRow(None, theirs[b]) for b in free]
