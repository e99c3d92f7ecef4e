"""Entities of one article that knowledge shows to be one («البنتاغون» and «وزارة الدفاع الأمريكية») become one."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction import ROLES, Entity, Evidence, Extraction, Incident
from kg.resolve.resolution import ResolvedExtraction


def merge_same(resolved: ResolvedExtraction) -> Extraction:
    """Join entities of one type that stand for one known actor or place.

    The first one keeps its id and takes the others' mentions; arguments, figures and relations follow. A relation of an
    entity to itself is dropped. What nothing is known of is left as it was read.
    """
    article = resolved.extraction
    first: dict[tuple[str, str], str] = {}
    name: dict[str, str] = {}
    for entity in article.entities:
        known = _known(entity, resolved)
        name[entity.id] = first.setdefault((entity.type, known), entity.id) if known else entity.id
    if all(old == new for old, new in name.items()):
        return article
    relations = {
        (r.type, name[r.from_], name[r.to]): r.model_copy(update={"from_": name[r.from_], "to": name[r.to]})
        for r in reversed(article.relations)
        if name[r.from_] != name[r.to]
    }
    return article.model_copy(
        update={
            "entities": tuple(_joined(e, article.entities, name) for e in article.entities if name[e.id] == e.id),
            "incidents": tuple(_renamed(i, name) for i in article.incidents),
            "relations": tuple(reversed(relations.values())),
        }
    )


def _known(entity: Entity, resolved: ResolvedExtraction) -> str | None:
    actor, place = resolved.actors.get(entity.id), resolved.places.get(entity.id)
    link = actor or place
    return link.node_id if link is not None and link.resolved else None


def _joined(entity: Entity, entities: Iterable[Entity], name: dict[str, str]) -> Entity:
    same = [e for e in entities if name[e.id] == entity.id]
    if len(same) == 1:
        return entity
    sure = [e.confidence for e in same if e.confidence is not None]
    return entity.model_copy(
        update={
            "mentions": tuple(sorted((m for e in same for m in e.mentions), key=lambda m: m.start)),
            "confidence": max(sure) if sure else None,
        }
    )


def _renamed(incident: Incident, name: dict[str, str]) -> Incident:
    roles: dict[str, tuple[str, ...]] = {
        role: tuple(dict.fromkeys(name[e] for e in getattr(incident, role))) for role in ROLES
    }
    casualties = tuple(
        c.model_copy(
            update={"victim": name[c.victim] if c.victim else None, "source": name[c.source] if c.source else None}
        )
        for c in incident.casualties
    )
    stated: dict[tuple[str, str | None], Evidence] = {}
    for e in incident.evidence:
        renamed = e.model_copy(update={"entity": name[e.entity]}) if e.entity else e
        # Of two statements of one argument the surer one is its evidence.
        kept = stated.setdefault((renamed.attribute, renamed.entity), renamed)
        if renamed.confidence > kept.confidence:
            stated[renamed.attribute, renamed.entity] = renamed
    return incident.model_copy(update=roles | {"casualties": casualties, "evidence": tuple(stated.values())})
