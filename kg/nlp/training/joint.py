"""Encoder and all heads together, and the loss of one gold article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.nlp import features as f
from kg.nlp.heads.catalogue import HEADS, make_head
from kg.nlp.heads.pairs import span_vectors
from kg.nlp.heads.pooled import Grouping, PooledHead
from kg.nlp.labels import ENTITY_TYPES, INCIDENT_TYPES
from kg.nlp.stated import Expressions, facts_by_sentence
from kg.nlp.training.examples import Example
from kg.nlp.training.targets import MarkedSpan, Targets


def make_heads(width: int) -> nn.ModuleDict:
    """The heads, by the component that owns them."""
    return nn.ModuleDict({name: make_head(name, width) for name in HEADS})


class _Scene:
    """The spans of one article on a device, and what stays the same of them from epoch to epoch."""

    def __init__(self, example: Example, device: torch.device) -> None:
        self.example, self.device = example, device
        self.layout = example.layout
        self.spans, self.triggers = [m[0] for m in example.mentions], [t[0] for t in example.triggers]
        self.entity, self.incident = [m[2] for m in example.mentions], [t[2] for t in example.triggers]
        self.entity_kinds = [ENTITY_TYPES.index(e.type) for e in example.gold.entities]
        self.incident_kinds = [INCIDENT_TYPES.index(i.type) for i in example.gold.incidents]

    def keep(self, key: str, make: Callable[[], Any]) -> Any:
        """A tensor (or what has `to`) by name, made once an article."""
        cache = self.example.cache
        if key not in cache:
            cache[key] = make().to(self.device)
        return cache[key]

    def numbers(self, key: str, values: list[int]) -> Tensor:
        """Indices as a tensor."""
        kept: Tensor = self.keep(key, lambda: torch.tensor(values, dtype=torch.long))
        return kept

    def grouping(
        self, key: str, rows: list[int], columns: list[int], row_kinds: list[int], column_kinds: list[int]
    ) -> Grouping:
        """`Grouping.of`, made once an article."""
        if key not in self.example.cache:
            self.example.cache[key] = Grouping.of(rows, columns, row_kinds, column_kinds, self.device)
        kept: Grouping = self.example.cache[key]
        return kept


def example_loss(heads: nn.ModuleDict, example: Example, vectors: Tensor, dropout: nn.Module) -> dict[str, Tensor]:
    """Weighted loss of each head on one article (token vectors: tokens × width)."""
    h = dropout(vectors)
    scene = _Scene(example, vectors.device)
    want: Targets = scene.keep("targets", lambda: example.targets)
    mentions, triggers = example.mentions, example.triggers
    losses = {
        "isnad_entities": 3 * _tag_loss(heads["isnad_entities"], h, want.entity_tags, mentions),
        "isnad_triggers": 3 * _tag_loss(heads["isnad_triggers"], h, want.trigger_tags, triggers),
    }
    left = span_vectors(h, scene.spans) if mentions else h[:0]
    right = span_vectors(h, scene.triggers) if triggers else h[:0]
    if mentions:
        losses |= _entity_losses(heads, scene, want, left)
    if triggers:
        losses |= _incident_losses(heads, scene, want, right, h)
        for name, stated, target in (
            ("isnad_date_links", example.dates, want.dates),
            ("isnad_toll_links", example.tolls, want.tolls),
        ):
            if stated.spans:
                other = span_vectors(h, stated.spans)
                losses[name] = _link_loss(_pooled(heads, name), name, scene, stated, target, right, other)
    if mentions and triggers:
        losses["isnad_roles"] = 1.5 * _role_loss(_pooled(heads, "isnad_roles"), scene, want, right, left)
    return losses


def _pooled(heads: nn.ModuleDict, name: str) -> PooledHead:
    head = heads[name]
    assert isinstance(head, PooledHead)
    return head


def _entity_losses(heads: nn.ModuleDict, scene: _Scene, want: Targets, left: Tensor) -> dict[str, Tensor]:
    layout, spans = scene.layout, scene.spans
    kinds = scene.numbers("m.kinds", [m[1] for m in scene.example.mentions])
    distance = scene.keep("mm.distance", lambda: f.distances(spans, spans))
    alike = scene.keep("mm.coref", lambda: f.coreference_features(layout, spans))
    related = scene.keep("mm.rel", lambda: f.relation_features(layout, spans))
    coreference = heads["isnad_coreference"](left, kinds, left, kinds, distance, alike)[..., 0]
    of = scene.grouping("mm", scene.entity, scene.entity, scene.entity_kinds, scene.entity_kinds)
    relations = _pooled(heads, "isnad_relations")
    pairs = relations.pairs(left, kinds, left, kinds, distance, related)
    return {
        "isnad_coreference": F.binary_cross_entropy_with_logits(coreference, want.same_entity),
        "isnad_relations": _pooled_loss(relations, pairs, related, of, want.relations),
    }


def _incident_losses(heads: nn.ModuleDict, scene: _Scene, want: Targets, right: Tensor, h: Tensor) -> dict[str, Tensor]:
    layout, spans, example = scene.layout, scene.triggers, scene.example
    kinds = want.types
    tokens = scene.keep("tokens", lambda: f.distances(spans, [(i, i + 1) for i in range(len(h))]))
    distance = scene.keep("tt.distance", lambda: f.distances(spans, spans))
    mentions = [(m[0], m[1]) for m in example.mentions]
    alike = scene.keep(
        "tt.features",
        lambda: f.trigger_features(layout, spans, facts_by_sentence(layout, mentions, example.dates, example.tolls)),
    )
    blind = torch.zeros_like(kinds)
    coreference = heads["isnad_trigger_coreference"](right, blind, right, blind, distance, alike)[..., 0]
    between = _pooled(heads, "isnad_incident_relations")
    pairs = between.pairs(right, kinds, right, kinds, distance, alike)
    of = scene.grouping("tt", scene.incident, scene.incident, scene.incident_kinds, scene.incident_kinds)
    return {
        "isnad_trigger_types": 0.5 * F.cross_entropy(heads["isnad_trigger_types"](right, h, tokens), want.types),
        "isnad_trigger_coreference": F.binary_cross_entropy_with_logits(coreference, want.same_incident),
        "isnad_modality": 0.5 * F.cross_entropy(heads["isnad_modality"](right, kinds), want.modality),
        "isnad_incident_relations": 0.5 * _pooled_loss(between, pairs, alike, of, want.incident_relations),
    }


def _link_loss(
    head: PooledHead, name: str, scene: _Scene, stated: Expressions, target: Tensor, right: Tensor, other: Tensor
) -> Tensor:
    t_spans, spans = scene.triggers, stated.spans
    features = scene.keep(f"{name}.features", lambda: f.link_features(scene.layout, t_spans, spans, stated.flags))
    of = scene.grouping(name, scene.incident, stated.columns, scene.incident_kinds, stated.distinct_kinds)
    pairs = head.pairs(
        right,
        scene.numbers("t.kinds", [t[1] for t in scene.example.triggers]),
        other,
        scene.numbers(f"{name}.kinds", stated.kinds),
        scene.keep(f"{name}.distance", lambda: f.distances(t_spans, spans)),
        features,
    )
    pooled = head.pool(pairs, features[..., 0] > 0, of)
    total = F.binary_cross_entropy_with_logits(pooled, target, reduction="sum")
    return 0.5 * total / (target.sum() + 3)


def _role_loss(head: PooledHead, scene: _Scene, want: Targets, right: Tensor, left: Tensor) -> Tensor:
    triggers, spans = scene.triggers, scene.spans
    types = [m[1] for m in scene.example.mentions]
    features = scene.keep("tm.roles", lambda: f.role_features(scene.layout, triggers, spans, types))
    pairs = head.pairs(
        right,
        want.types,
        left,
        scene.numbers("m.kinds", types),
        scene.keep("tm.distance", lambda: f.distances(triggers, spans)),
        features,
    )
    of = scene.grouping("tm", scene.incident, scene.entity, scene.incident_kinds, scene.entity_kinds)
    return _pooled_loss(head, pairs, features, of, want.roles)


def _tag_loss(head: nn.Module, h: Tensor, want: Tensor, spans: list[MarkedSpan]) -> Tensor:
    tags, clitics = head(h)
    loss = F.cross_entropy(tags, want)
    if spans:
        starts = [s[0][0] for s in spans]
        loss = loss + 0.05 * F.cross_entropy(
            clitics[starts], torch.tensor([min(s[3], 2) for s in spans], device=h.device)
        )
    return loss


def _pooled_loss(head: PooledHead, pairs: Tensor, features: Tensor, of: Grouping, target: Tensor) -> Tensor:
    """Binary cross-entropy of clusters, summed and divided by positives: a mean would drown them in long articles."""
    pooled = head.pool(pairs, features[..., 0] > 0, of)
    total = F.binary_cross_entropy_with_logits(pooled, target, reduction="sum")
    return total / (2 * (target.sum() + 10))
