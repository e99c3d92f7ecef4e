"""Encoder and all heads together, and the loss of one gold article."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.nlp import features as f
from kg.nlp.heads.catalogue import JOINT, make_head
from kg.nlp.heads.pairs import pool_pairs, span_vectors
from kg.nlp.heads.tagging import bio_targets
from kg.nlp.labels import (
    INCIDENT_RELATION_LABELS,
    MODALITIES,
    RELATION_LABELS,
    ROLE_LABELS,
)
from kg.nlp.training.examples import Example


def make_heads(width: int) -> nn.ModuleDict:
    """The heads that are trained with the encoder, by the component that owns them."""
    return nn.ModuleDict({name: make_head(name, width) for name in JOINT})


def example_loss(heads: nn.ModuleDict, example: Example, vectors: Tensor, dropout: nn.Module) -> dict[str, Tensor]:
    """Weighted loss of each head on one article (token vectors: tokens × width)."""
    h = dropout(vectors)
    mentions, triggers = example.mentions, example.triggers
    losses = {
        "isnad_entities": 3 * _tag_loss(heads["isnad_entities"], h, mentions),
        "isnad_triggers": 3 * _tag_loss(heads["isnad_triggers"], h, triggers),
    }
    gold = example.gold
    if mentions:
        spans = [m[0] for m in mentions]
        kinds = torch.tensor([m[1] for m in mentions])
        owner = [m[2] for m in mentions]
        left = span_vectors(h, spans)
        n = len(gold.entities)
        index = {e.id: k for k, e in enumerate(gold.entities)}
        distance = _cached(example, "mm.distance", lambda: f.distances(spans, spans))
        coref = _cached(example, "mm.coref", lambda: f.coreference_features(example.layout, spans))
        logits = heads["isnad_coreference"](left, kinds, left, kinds, distance, coref)[..., 0]
        same = torch.tensor(owner)[:, None] == torch.tensor(owner)[None]
        losses["isnad_coreference"] = F.binary_cross_entropy_with_logits(logits, same.float())
        related = _cached(example, "mm.rel", lambda: f.relation_features(example.layout, spans))
        logits = heads["isnad_relations"](left, kinds, left, kinds, distance, related)
        target = torch.zeros(n, n, len(RELATION_LABELS))
        for r in gold.relations:
            target[index[r.from_], index[r.to], RELATION_LABELS.index(r.type)] = 1
        losses["isnad_relations"] = _sparse_loss(pool_pairs(logits, owner, owner, n, n), target)
    if triggers:
        t_spans = [t[0] for t in triggers]
        t_kinds = torch.tensor([t[1] for t in triggers])
        t_owner = [t[2] for t in triggers]
        right = span_vectors(h, t_spans)
        m = len(gold.incidents)
        t_distance = _cached(example, "tt.distance", lambda: f.distances(t_spans, t_spans))
        t_features = _cached(example, "tt.features", lambda: f.trigger_features(example.layout, t_spans))
        logits = heads["isnad_trigger_coreference"](right, t_kinds, right, t_kinds, t_distance, t_features)[..., 0]
        same = torch.tensor(t_owner)[:, None] == torch.tensor(t_owner)[None]
        losses["isnad_trigger_coreference"] = F.binary_cross_entropy_with_logits(logits, same.float())
        modality = torch.tensor([MODALITIES.index(gold.incidents[k].modality) for k in t_owner])
        losses["isnad_modality"] = 0.5 * F.cross_entropy(heads["isnad_modality"](right, t_kinds), modality)
        logits = heads["isnad_incident_relations"](right, t_kinds, right, t_kinds, t_distance, t_features)
        target = torch.zeros(m, m, len(INCIDENT_RELATION_LABELS))
        i_index = {i.id: k for k, i in enumerate(gold.incidents)}
        for ir in gold.incident_relations:
            target[i_index[ir.from_], i_index[ir.to], INCIDENT_RELATION_LABELS.index(ir.type)] = 1
        losses["isnad_incident_relations"] = 0.5 * _sparse_loss(pool_pairs(logits, t_owner, t_owner, m, m), target)
        if mentions:
            tm_distance = _cached(example, "tm.distance", lambda: f.distances(t_spans, spans))
            roles = _cached(
                example, "tm.roles", lambda: f.role_features(example.layout, t_spans, spans, kinds.tolist())
            )
            logits = heads["isnad_roles"](right, t_kinds, left, kinds, tm_distance, roles)
            target = torch.zeros(m, n, len(ROLE_LABELS))
            for k, incident in enumerate(gold.incidents):
                for role, entity in incident.arguments():
                    target[k, index[entity], ROLE_LABELS.index(role)] = 1
            losses["isnad_roles"] = 1.5 * _sparse_loss(pool_pairs(logits, t_owner, owner, m, n), target)
    return losses


def _cached(example: Example, key: str, make: Callable[[], Tensor]) -> Tensor:
    if key not in example.cache:
        example.cache[key] = make()
    return example.cache[key]


def _tag_loss(head: nn.Module, h: Tensor, spans: list[tuple[tuple[int, int], int, int, int]]) -> Tensor:
    tags, clitics = head(h)
    loss = F.cross_entropy(tags, torch.tensor(bio_targets(len(h), [(s[0], s[1]) for s in spans])))
    if spans:
        starts = torch.tensor([s[0][0] for s in spans])
        loss = loss + 0.05 * F.cross_entropy(clitics[starts], torch.tensor([min(s[3], 2) for s in spans]))
    return loss


def _sparse_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Binary cross-entropy summed and divided by positives: a mean would drown them in long articles."""
    total = F.binary_cross_entropy_with_logits(logits, target, reduction="sum")
    return total / (2 * (target.sum() + 10))
