"""Nobody answers an attack of their own: who is initiator of an incident and of its answer is so of one of them."""

from __future__ import annotations

from kg.extraction import Extraction
from kg.resolve.own_targets import sure, without


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
                in_answer, in_cause = (sure(incident, "initiator", entity) for incident in (answer, cause))
                weaker = cause if in_answer >= in_cause else answer
                incidents[weaker.id] = without(weaker, "initiator", [entity])
    return article.model_copy(update={"incidents": tuple(incidents.values())})
