"""Nobody answers an attack of their own: who is initiator of an incident and of its answer is so of one of them."""

from __future__ import annotations

from kg.extraction import Extraction, Incident


def without_own_attacks(article: Extraction) -> Extraction:
    """The extraction, each initiator of both ends of a `retaliation_for` kept where its evidence is surer.

    Where both are as sure, it stays with the answer. In annotated articles 1 of 110 retaliations has such an initiator.
    """
    incidents = {incident.id: incident for incident in article.incidents}
    for relation in article.incident_relations:
        if relation.type != "retaliation_for":
            continue
        for entity in incidents[relation.from_].initiator:
            answer, cause = incidents[relation.from_], incidents[relation.to]
            if entity in answer.initiator and entity in cause.initiator:
                weaker = cause if _sure(answer, entity) >= _sure(cause, entity) else answer
                incidents[weaker.id] = _without_initiator(weaker, entity)
    return article.model_copy(update={"incidents": tuple(incidents.values())})


def _sure(incident: Incident, entity: str) -> float:
    return max(
        (e.confidence for e in incident.evidence if e.attribute == "initiator" and e.entity == entity), default=0
    )


def _without_initiator(incident: Incident, entity: str) -> Incident:
    return incident.model_copy(
        update={
            "initiator": tuple(e for e in incident.initiator if e != entity),
            "evidence": tuple(e for e in incident.evidence if e.attribute != "initiator" or e.entity != entity),
        }
    )
