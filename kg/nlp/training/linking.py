"""The loss of the date and toll links: gold values against what the grammars find."""

from __future__ import annotations

from collections.abc import Hashable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.extraction import Incident
from kg.nlp.components.links import Expressions, score_links, with_none
from kg.nlp.heads.pairs import pool_pairs
from kg.nlp.training.examples import Example


def gold_values(incident: Incident, dates: bool) -> set[Hashable]:
    """What the incident states, in the linker's terms."""
    if dates:
        return {(incident.date.start, incident.date.end)} if incident.date else set()
    return {(c.outcome, c.count if c.count is not None else c.modifier) for c in incident.casualties}


def link_loss(head: nn.Module, example: Example, vectors: Tensor, expressions: Expressions, *, dates: bool) -> Tensor:
    """Cross-entropy over (incident, stated value), summed and divided by positives.

    Of dates an incident has one or none; figures are decided one by one.
    """
    triggers = example.triggers
    spans, types = [t[0] for t in triggers], [t[1] for t in triggers]
    logits = score_links(head, vectors, example.layout, spans, types, expressions)
    values = expressions.distinct
    n = len(example.gold.incidents)
    pooled = pool_pairs(logits, [t[2] for t in triggers], expressions.columns, n, len(values))[..., 0]
    target = torch.zeros(n, len(values))
    for k, incident in enumerate(example.gold.incidents):
        for value in gold_values(incident, dates):
            if value in values:
                target[k, values.index(value)] = 1
    if dates:
        chosen = torch.where(target.any(1), 1 + target.argmax(1), 0)
        total = F.cross_entropy(with_none(pooled), chosen, reduction="sum")
    else:
        total = F.binary_cross_entropy_with_logits(pooled, target, reduction="sum")
    return total / (target.sum() + 3)
