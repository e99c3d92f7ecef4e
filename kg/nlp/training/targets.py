"""What the heads should answer for one annotated article."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from kg.extraction import Extraction, Incident
from kg.nlp.heads.tagging import bio_targets
from kg.nlp.labels import INCIDENT_RELATION_LABELS, MODALITIES, OUTCOMES, RELATION_LABELS, ROLE_LABELS, outcome_in
from kg.nlp.stated import Expressions

# (token span, type, index of its entity or incident, proclitic letters before it in its token)
MarkedSpan = tuple[tuple[int, int], int, int, int]


@dataclass
class Targets:
    """Targets of one article with n mentions of e entities and m triggers of i incidents.

    entity_tags, trigger_tags: BIO label of each token; same_entity (n × n), same_incident (m × m), relations
    (e × e × labels), roles (i × e × labels), incident_relations (i × i × labels), dates and tolls (i × distinct values
    of the expressions × 1): 0 or 1; types, modality: of each trigger.
    """

    entity_tags: Tensor
    trigger_tags: Tensor
    types: Tensor
    same_entity: Tensor
    relations: Tensor
    same_incident: Tensor
    modality: Tensor
    roles: Tensor
    incident_relations: Tensor
    dates: Tensor
    tolls: Tensor

    def to(self, device: torch.device) -> Targets:
        """The same on a device."""
        return Targets(**{f.name: getattr(self, f.name).to(device) for f in fields(self)})


def gold_targets(
    gold: Extraction,
    n_tokens: int,
    mentions: list[MarkedSpan],
    triggers: list[MarkedSpan],
    dates: Expressions,
    tolls: Expressions,
) -> Targets:
    """Targets of an annotated article; dates, tolls: what the grammars find in it."""
    entity = {e.id: k for k, e in enumerate(gold.entities)}
    incident = {i.id: k for k, i in enumerate(gold.incidents)}
    relations = torch.zeros(len(entity), len(entity), len(RELATION_LABELS))
    for r in gold.relations:
        relations[entity[r.from_], entity[r.to], RELATION_LABELS.index(r.type)] = 1
    roles = torch.zeros(len(incident), len(entity), len(ROLE_LABELS))
    for k, one in enumerate(gold.incidents):
        for role, name in one.arguments():
            roles[k, entity[name], ROLE_LABELS.index(role)] = 1
    incident_relations = torch.zeros(len(incident), len(incident), len(INCIDENT_RELATION_LABELS))
    for link in gold.incident_relations:
        incident_relations[incident[link.from_], incident[link.to], INCIDENT_RELATION_LABELS.index(link.type)] = 1
    return Targets(
        entity_tags=torch.tensor(bio_targets(n_tokens, [(m[0], m[1]) for m in mentions])),
        trigger_tags=torch.tensor(bio_targets(n_tokens, [(t[0], t[1]) for t in triggers])),
        types=torch.tensor([t[1] for t in triggers], dtype=torch.long),
        same_entity=_same([m[2] for m in mentions]),
        relations=relations,
        same_incident=_same([t[2] for t in triggers]),
        modality=torch.tensor([MODALITIES.index(gold.incidents[t[2]].modality) for t in triggers], dtype=torch.long),
        roles=roles,
        incident_relations=incident_relations,
        dates=_stated(dates, [_date_values(i) for i in gold.incidents]),
        tolls=_stated(tolls, [_toll_values(i) for i in gold.incidents]),
    )


def _date_values(incident: Incident) -> set[Hashable]:
    return {(incident.date.start, incident.date.end)} if incident.date else set()


def _toll_values(incident: Incident) -> set[Hashable]:
    """Values as the words may put them: in an abduction also «احتجز», which alone is an arrest."""
    counted = [(c.outcome, c.count if c.count is not None else c.modifier) for c in incident.casualties]
    return {(said, much) for is_, much in counted for said in OUTCOMES if outcome_in(incident.type, said) == is_}


def _stated(expressions: Expressions, gold: list[set[Hashable]]) -> Tensor:
    rows = [[float(value in values) for value in expressions.distinct] for values in gold]
    return torch.tensor(rows).view(len(gold), len(expressions.distinct), 1)


def _same(owner: list[int]) -> Tensor:
    of = torch.tensor(owner)
    return (of[:, None] == of[None]).float()
