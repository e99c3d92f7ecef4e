"""Whether a system is as sure as it may be: how many of its facts are right, by the confidence it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.evaluate.evaluation import Evaluation
from kg.evaluate.facts import Fact, facts, role_of
from kg.evaluate.matching import Matching, actual
from kg.evaluate.measures import translated
from kg.extraction import Extraction, Incident

# Where the rows of a table of confidences begin.
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


class Stated(NamedTuple):
    """One fact of a system, scored.

    fact: `entity`, `type`, a role, `date`, `casualties` or the type of a relation. confidence, source, target: of the
    fact and of what stands at its ends (incident or entity), 0.5 where nothing does. right: gold has it, both ends too.
    """

    fact: str
    confidence: float
    source: float
    target: float
    right: bool


class Step(NamedTuple):
    """Facts whose confidence lies from `low` up to `high`: how many, and how many of them are right."""

    low: float
    high: float
    facts: int
    right: int


def reliability(stated: Iterable[Stated]) -> list[Step]:
    """Facts by confidence, a row for each of `STEPS`; without those that no fact falls into."""
    found = list(stated)
    rows = []
    for low, high in zip(STEPS, (*STEPS[1:], 1.0), strict=True):
        here = [one for one in found if low <= one.confidence < high or one.confidence == high == 1.0]
        if here:
            rows.append(Step(low, high, len(here), sum(one.right for one in here)))
    return rows


def stated_facts(evaluation: Evaluation) -> Iterator[Stated]:
    """Every fact of a system that has a confidence and is scored, article by article: by the measures of that name."""
    for article in evaluation.articles:
        yield from _of_article(article.gold, article.system, article.matching)


def _of_article(gold: Extraction, system: Extraction, matching: Matching) -> Iterator[Stated]:
    types = {e.id: e.type for e in gold.entities}
    ours = {theirs: mine for mine, theirs in matching.entities.items()}
    entities = {e.id: _known(e.confidence) for e in system.entities}
    incidents = {i.id: _known(i.confidence) for i in system.incidents}
    for entity in system.entities:
        if entity.confidence is not None:
            right = entity.id in ours and types[ours[entity.id]] == entity.type
            yield Stated("entity", entity.confidence, 0.5, 0.5, right)
    partner = {theirs: mine for mine, theirs in matching.incidents.items()}
    of_gold = {i.id: i for i in gold.incidents}
    for incident in actual(system):
        mine = of_gold[partner[incident.id]] if incident.id in partner else None
        yield from _of_incident(mine, incident, matching, entities)
    for here, there, same, sure in (
        (gold.relations, system.relations, matching.entities, entities),
        (gold.incident_relations, system.incident_relations, matching.incidents, incidents),
    ):
        known = {(r.type, same.get(r.from_), same.get(r.to)) for r in here}
        for r in there:
            if r.confidence is not None:
                right = (r.type, r.from_, r.to) in known
                yield Stated(r.type, r.confidence, sure[r.from_], sure[r.to], right)


def _of_incident(
    gold: Incident | None, system: Incident, matching: Matching, entities: dict[str, float]
) -> Iterator[Stated]:
    if system.confidence is None:
        return
    yield Stated("type", system.confidence, 0.5, 0.5, gold is not None and gold.type == system.type)
    right = set(translated(gold, matching.entities).values()) if gold else set()
    scored = facts(system)
    for given in system.evidence:
        name, fact = given.attribute, None
        if given.entity is not None:
            fact = Fact(f"arg.{role_of(system, name)}", given.entity)
        elif name == "date":
            fact = next((one for one in scored if one.measure == "date"), None)
        if fact in scored:
            target = entities[given.entity] if given.entity is not None else 0.5
            yield Stated(name, given.confidence, system.confidence, target, fact in right)
    for toll in system.casualties:
        if toll.count is not None and toll.confidence is not None:
            fact = Fact("casualties", (toll.outcome, toll.count))
            yield Stated("casualties", toll.confidence, system.confidence, 0.5, fact in right)


def _known(confidence: float | None) -> float:
    return 0.5 if confidence is None else confidence
