"""Encoder and all heads together, and the loss of one gold article."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.nlp import features as f
from kg.nlp.heads.catalogue import JOINT, make_head
from kg.nlp.heads.pairs import pool_pairs, span_vectors
from kg.nlp.training.examples import Example
from kg.nlp.training.targets import MarkedSpan


def make_heads(width: int) -> nn.ModuleDict:
    """The heads that are trained with the encoder, by the component that owns them."""
    return nn.ModuleDict({name: make_head(name, width) for name in JOINT})


def pair_logits(
    heads: nn.ModuleDict,
    vectors: Tensor,
    layout: f.Layout,
    mentions: list[MarkedSpan],
    triggers: list[MarkedSpan],
    cache: dict[str, Tensor],
) -> dict[str, Tensor]:
    """Logits of every head that scores spans or pairs of spans, by component, over the given spans of one article.

    cache: features of the pairs, which the heads share and which stay the same from epoch to epoch.
    RETURNS: spans × labels (modality) or spans × spans × labels; heads that lack their spans are left out.
    """
    out: dict[str, Tensor] = {}

    def keep(key: str, make: Callable[[], Tensor]) -> Tensor:
        if key not in cache:
            cache[key] = make()
        return cache[key]

    spans, t_spans = [m[0] for m in mentions], [t[0] for t in triggers]
    kinds, t_kinds = torch.tensor([m[1] for m in mentions]), torch.tensor([t[1] for t in triggers])
    if spans:
        left = span_vectors(vectors, spans)
        distance = keep("mm.distance", lambda: f.distances(spans, spans))
        alike = keep("mm.coref", lambda: f.coreference_features(layout, spans))
        related = keep("mm.rel", lambda: f.relation_features(layout, spans))
        out["isnad_coreference"] = heads["isnad_coreference"](left, kinds, left, kinds, distance, alike)
        out["isnad_relations"] = heads["isnad_relations"](left, kinds, left, kinds, distance, related)
    if t_spans:
        right = span_vectors(vectors, t_spans)
        distance = keep("tt.distance", lambda: f.distances(t_spans, t_spans))
        alike = keep("tt.features", lambda: f.trigger_features(layout, t_spans))
        out["isnad_modality"] = heads["isnad_modality"](right, t_kinds)
        for name in ("isnad_trigger_coreference", "isnad_incident_relations"):
            out[name] = heads[name](right, t_kinds, right, t_kinds, distance, alike)
    if spans and t_spans:
        distance = keep("tm.distance", lambda: f.distances(t_spans, spans))
        roles = keep("tm.roles", lambda: f.role_features(layout, t_spans, spans, kinds.tolist()))
        out["isnad_roles"] = heads["isnad_roles"](right, t_kinds, left, kinds, distance, roles)
    return out


def example_loss(heads: nn.ModuleDict, example: Example, vectors: Tensor, dropout: nn.Module) -> dict[str, Tensor]:
    """Weighted loss of each head on one article (token vectors: tokens × width)."""
    h = dropout(vectors)
    mentions, triggers, want = example.mentions, example.triggers, example.targets
    losses = {
        "isnad_entities": 3 * _tag_loss(heads["isnad_entities"], h, want.entity_tags, mentions),
        "isnad_triggers": 3 * _tag_loss(heads["isnad_triggers"], h, want.trigger_tags, triggers),
    }
    logits = pair_logits(heads, h, example.layout, mentions, triggers, example.cache)
    entity, incident = [m[2] for m in mentions], [t[2] for t in triggers]
    same = F.binary_cross_entropy_with_logits
    if mentions:
        losses["isnad_coreference"] = same(logits["isnad_coreference"][..., 0], want.same_entity)
        losses["isnad_relations"] = _pooled_loss(logits["isnad_relations"], entity, entity, want.relations)
    if triggers:
        losses["isnad_trigger_coreference"] = same(logits["isnad_trigger_coreference"][..., 0], want.same_incident)
        losses["isnad_modality"] = 0.5 * F.cross_entropy(logits["isnad_modality"], want.modality)
        between = _pooled_loss(logits["isnad_incident_relations"], incident, incident, want.incident_relations)
        losses["isnad_incident_relations"] = 0.5 * between
    if mentions and triggers:
        losses["isnad_roles"] = 1.5 * _pooled_loss(logits["isnad_roles"], incident, entity, want.roles)
    return losses


def _tag_loss(head: nn.Module, h: Tensor, want: Tensor, spans: list[MarkedSpan]) -> Tensor:
    tags, clitics = head(h)
    loss = F.cross_entropy(tags, want)
    if spans:
        starts = torch.tensor([s[0][0] for s in spans])
        loss = loss + 0.05 * F.cross_entropy(clitics[starts], torch.tensor([min(s[3], 2) for s in spans]))
    return loss


def _pooled_loss(logits: Tensor, rows: list[int], columns: list[int], target: Tensor) -> Tensor:
    """Binary cross-entropy of clusters, summed and divided by positives: a mean would drown them in long articles."""
    pooled = pool_pairs(logits, rows, columns, target.shape[0], target.shape[1])
    total = F.binary_cross_entropy_with_logits(pooled, target, reduction="sum")
    return total / (2 * (target.sum() + 10))
