"""The measures of one article, by the definitions of the annotation scheme's scorer.

- `mention`: same type, and at least half of the stretch that either covers is shared; `mention_strict`: same type, same
  end, starts within two characters (a proclitic).
- `entity`: one to one by shared mentions, and of the same type. `geocoding`: gold places with coordinates of which the
  matched entity lies within 25 km.
- `incident`: actual incidents matched one to one (`kg.evaluate.matching`) and of the same type; `incident_family`:
  matched at all. A planned, denied or habitual incident that the system gives as actual is wrong.
- `argument`, `arg.ROLE`: (incident, role, entity) through both matchings; initiator, target and participant are one
  role, `party`, in an armed clash and in an agreement.
- `date`: equal first and last day. `casualties`: equal outcome and count.
- `graph`: types, arguments, dates and figures together, the headline.
- `relation`, `incident_relation`: type and both ends.
- Beside these, by type: `mention.TYPE`, `entity.TYPE`, `incident.TYPE`, `casualties.OUTCOME`, `relation.TYPE`,
  `incident_relation.TYPE`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.evaluate.counts import Counts
from kg.evaluate.facts import ARGUMENTS, FACTS, Fact, facts
from kg.evaluate.matching import Matching, actual, all_mentions
from kg.extraction import Entity, Extraction, Incident, IncidentRelation, Relation

# In the order in which they are shown; those by type follow.
MEASURES = (
    "graph",
    "incident",
    "incident_family",
    "argument",
    *ARGUMENTS,
    "date",
    "casualties",
    "entity",
    "mention",
    "mention_strict",
    "geocoding",
    "relation",
    "incident_relation",
)
_NEAR_KM = 25.0
_EARTH_DIAMETER_KM = 12742


def measure(gold: Extraction, system: Extraction, matching: Matching) -> dict[str, Counts]:
    """Counts by measure; all of `MEASURES` are there, by type those of which either side has any."""
    by_type = (
        _mentions(gold, system, matching)
        | _entities(gold, system, matching)
        | _incidents(gold, system, matching)
        | _facts(gold, system, matching)
        | _relations("relation", gold.relations, system.relations, matching.entities)
        | _relations("incident_relation", gold.incident_relations, system.incident_relations, matching.incidents)
    )
    found = by_type | {name: _total(by_type, name) for name in ("mention", "entity", "incident", "casualties")}
    found |= {name: _total(by_type, name) for name in ("relation", "incident_relation")}
    found["mention_strict"] = found["mention"]._replace(right=len(matching.strict_mentions))
    found["incident_family"] = found["incident"]._replace(right=len(matching.incidents))
    found["argument"] = _sum(found[name] for name in ARGUMENTS)
    found["graph"] = _sum(found[name] for name in ("incident", "argument", "date", "casualties"))
    found["geocoding"] = _geocoding(gold, system, matching)
    return found


def translated(incident: Incident, entities: Mapping[str, str]) -> dict[Fact, Fact | None]:
    """The facts of a gold incident, each with what it is in the system's ids.

    None for an argument whose entity the system does not have.
    """
    found: dict[Fact, Fact | None] = {}
    for fact in facts(incident):
        if not isinstance(fact.value, str):
            found[fact] = fact
        else:
            found[fact] = Fact(fact.measure, entities[fact.value]) if fact.value in entities else None
    return found


def _mentions(gold: Extraction, system: Extraction, matching: Matching) -> dict[str, Counts]:
    ours = all_mentions(gold)
    return _by(
        "mention",
        right=[ours[a][0].type for a in matching.mentions],
        gold=[entity.type for entity, _ in ours],
        system=[entity.type for entity, _ in all_mentions(system)],
    )


def _entities(gold: Extraction, system: Extraction, matching: Matching) -> dict[str, Counts]:
    ours, theirs = {e.id: e.type for e in gold.entities}, {e.id: e.type for e in system.entities}
    return _by(
        "entity",
        right=[ours[a] for a, b in matching.entities.items() if ours[a] == theirs[b]],
        gold=ours.values(),
        system=theirs.values(),
    )


def _incidents(gold: Extraction, system: Extraction, matching: Matching) -> dict[str, Counts]:
    ours, theirs = {i.id: i.type for i in actual(gold)}, {i.id: i.type for i in actual(system)}
    return _by(
        "incident",
        right=[ours[a] for a, b in matching.incidents.items() if ours[a] == theirs[b]],
        gold=ours.values(),
        system=theirs.values(),
    )


def _facts(gold: Extraction, system: Extraction, matching: Matching) -> dict[str, Counts]:
    ours, theirs = ({i.id: i for i in actual(side)} for side in (gold, system))
    right = [
        fact
        for a, b in matching.incidents.items()
        for fact in facts(theirs[b]).intersection(translated(ours[a], matching.entities).values())
    ]
    wanted = [fact for incident in ours.values() for fact in facts(incident)]
    given = [fact for incident in theirs.values() for fact in facts(incident)]
    counts: dict[str, Counts] = {}
    for name in FACTS:
        sides = [[fact for fact in side if fact.measure == name] for side in (right, wanted, given)]
        if name == "casualties":
            counts |= _by(name, *([str(fact.value[0]) for fact in side] for side in sides))
        else:
            counts[name] = Counts(*map(len, sides))
    return counts


def _relations(
    name: str,
    gold: Iterable[Relation | IncidentRelation],
    system: Iterable[Relation | IncidentRelation],
    ids: Mapping[str, str],
) -> dict[str, Counts]:
    wanted = {(relation.type, relation.from_, relation.to) for relation in gold}
    given = {(relation.type, relation.from_, relation.to) for relation in system}
    right = [kind for kind, a, b in wanted if a in ids and b in ids and (kind, ids[a], ids[b]) in given]
    return _by(name, right, [kind for kind, *_ in wanted], [kind for kind, *_ in given])


def _geocoding(gold: Extraction, system: Extraction, matching: Matching) -> Counts:
    theirs = {entity.id: entity for entity in system.entities}
    wanted = {e.id: point for e in gold.entities if e.type in ("PLACE", "FACILITY") and (point := _point(e))}
    given = [(wanted[a], point) for a, b in matching.entities.items() if a in wanted and (point := _point(theirs[b]))]
    return Counts(sum(_km(a, b) <= _NEAR_KM for a, b in given), len(wanted), len(given))


def _point(entity: Entity) -> tuple[float, float] | None:
    return None if entity.lat is None or entity.lon is None else (entity.lat, entity.lon)


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) in degrees, haversine formula on a sphere."""
    south, north = math.radians(a[0]), math.radians(b[0])
    across = math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * across
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(chord))


def _by(name: str, right: Iterable[str], gold: Iterable[str], system: Iterable[str]) -> dict[str, Counts]:
    """Counts of `name.KIND` for lists of kinds."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, side in enumerate((right, gold, system)):
        for kind in side:
            tally[f"{name}.{kind}"][place] += 1
    return {key: Counts(*numbers) for key, numbers in tally.items()}


def _total(counts: Mapping[str, Counts], name: str) -> Counts:
    return _sum(count for key, count in counts.items() if key.startswith(f"{name}."))


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for count in counts:
        total = total.plus(count)
    return total
