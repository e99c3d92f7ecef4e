"""Training of the date and toll links, on the finished encoder: gold values against what the grammars find."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable

import torch
import torch.nn.functional as F
from spacy.language import Language
from torch import Tensor, nn

from kg.extraction import Incident
from kg.nlp.components.head import HeadComponent
from kg.nlp.components.links import Expressions, date_expressions, score_links, toll_expressions
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.pairs import pool_pairs
from kg.nlp.training.examples import Example

_EPOCHS = 8
_RATE = 1e-3
_BATCH = 8


def train_links(
    nlp: Language, examples: list[Example], *, seed: int, on_epoch: Callable[[str, int, float], None]
) -> None:
    """Train `isnad_date_links` and `isnad_toll_links` of an assembled pipeline in place; the encoder stays as it is."""
    encode_examples(nlp, examples)
    for name, dates in (("isnad_date_links", True), ("isnad_toll_links", False)):
        torch.manual_seed(seed)
        rng = random.Random(seed)
        head = make_head(name, nlp.get_pipe(name).head.left.in_features // 2)  # type: ignore[attr-defined]
        optimizer = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=0.01)
        items = [(e, x) for e in examples if (x := _expressions(e, dates)).spans and e.triggers]
        steps = _EPOCHS * (len(items) // _BATCH + 1)
        step = 0
        for epoch in range(_EPOCHS):
            rng.shuffle(items)
            total = 0.0
            for at in range(0, len(items), _BATCH):
                optimizer.param_groups[0]["lr"] = _RATE * (1 - step / steps)
                batch = items[at : at + _BATCH]
                loss = torch.stack([link_loss(head, e, x, dates=dates) for e, x in batch]).mean()
                loss.backward()
                nn.utils.clip_grad_norm_(head.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad()
                total += loss.item() * len(batch)
                step += 1
            on_epoch(name, epoch + 1, total / max(1, len(items)))
        component = nlp.get_pipe(name)
        assert isinstance(component, HeadComponent)
        component.head.load_state_dict(head.state_dict())
        component.head.eval()


def encode_examples(nlp: Language, examples: list[Example]) -> None:
    """Give the doc of each example its token vectors, by the pipeline's own encoder, and its dates and tolls."""
    keep = ["isnad_sentences", "transformer", "isnad_token_vectors", "isnad_dates", "isnad_tolls"]
    for example in examples:
        example.doc._.published = example.gold.date
    with nlp.select_pipes(enable=keep):
        for example, doc in zip(examples, nlp.pipe([e.doc for e in examples]), strict=True):
            example.doc = doc


def _expressions(example: Example, dates: bool) -> Expressions:
    return date_expressions(example.doc) if dates else toll_expressions(example.doc)


def gold_values(incident: Incident, dates: bool) -> set[Hashable]:
    """What the incident states, in the linker's terms."""
    if dates:
        return {(incident.date.start, incident.date.end)} if incident.date else set()
    return {(c.outcome, c.count if c.count is not None else c.modifier) for c in incident.casualties}


def link_loss(head: nn.Module, example: Example, expressions: Expressions, *, dates: bool) -> Tensor:
    """Binary cross-entropy over (incident, stated value), summed and divided by positives."""
    triggers = example.triggers
    logits = score_links(head, example.doc, [t[0] for t in triggers], [t[1] for t in triggers], expressions)
    values = expressions.distinct
    n = len(example.gold.incidents)
    pooled = pool_pairs(logits, [t[2] for t in triggers], expressions.columns, n, len(values))[..., 0]
    target = torch.zeros(n, len(values))
    for k, incident in enumerate(example.gold.incidents):
        for value in gold_values(incident, dates):
            if value in values:
                target[k, values.index(value)] = 1
    return F.binary_cross_entropy_with_logits(pooled, target, reduction="sum") / (target.sum() + 3)
