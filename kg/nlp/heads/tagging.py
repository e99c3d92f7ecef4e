"""Tagging spans over tokens: BIO labels and their decoding."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

SpanIndex = tuple[int, int]


class TaggerHead(nn.Module):
    """Token vectors (tokens × width) to BIO logits (tokens × 1 + 2·labels), and proclitic length (tokens × 3).

    Column 0 is O; label k has B at 1 + 2k and I at 2 + 2k. The second output says how many letters of a span's first
    token are proclitics outside the mention («لإيران» → 1).
    """

    def __init__(self, width: int, n_labels: int) -> None:
        super().__init__()
        self.tags = nn.Linear(width, 1 + 2 * n_labels)
        self.clitics = nn.Linear(width, 3)

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        return self.tags(vectors), self.clitics(vectors)


def bio_targets(n_tokens: int, spans: list[tuple[SpanIndex, int]]) -> list[int]:
    """BIO target of every token; where spans overlap the shorter one wins."""
    target = [0] * n_tokens
    for (start, end), label in sorted(spans, key=lambda s: s[0][0] - s[0][1]):
        for i in range(start, end):
            target[i] = 2 + 2 * label
        target[start] = 1 + 2 * label
    return target


def decode_bio(logits: Tensor, outside_bias: float = 0.0) -> list[tuple[SpanIndex, int, float]]:
    """Spans by the best sequence of outside, begin, inside (Viterbi); then of each span the label that fits it best.

    Which label a span has is not yet asked while its bounds are found: a span that could be of two is not lost.
    logits (tokens × 1 + 2·labels); outside_bias is added to O: below 0 finds more spans, above 0 fewer.
    RETURNS: (start, end), label, mean probability of the span's bounds; tokens half-open, in order.
    """
    n_tokens = len(logits)
    if n_tokens == 0:
        return []
    scores = logits.clone()
    scores[:, 0] += outside_bias
    by_label = scores.log_softmax(-1)
    any_label = [by_label[:, 0], by_label[:, 1::2].logsumexp(1), by_label[:, 2::2].logsumexp(1)]
    states: list[list[float]] = torch.stack(any_label, 1).tolist()
    begin, inside = by_label[:, 1::2].numpy(), by_label[:, 2::2].numpy()
    path = _best_path(states)
    spans: list[tuple[SpanIndex, int, float]] = []
    i = 0
    while i < n_tokens:
        if path[i] == 0:
            i += 1
            continue
        end = i + 1
        while end < n_tokens and path[end] == 2:
            end += 1
        label = int((begin[i] + inside[i + 1 : end].sum(0)).argmax())
        sure = sum(math.exp(states[k][path[k]]) for k in range(i, end)) / (end - i)
        spans.append(((i, end), label, min(1.0, sure)))
        i = end
    return spans


def _best_path(states: Sequence[Sequence[float]]) -> list[int]:
    """Viterbi over log probabilities of outside, begin and inside: a span begins before it goes on."""
    out, begun, inside = states[0][0], states[0][1], -1e9
    # Of every later token: the best state before it, and whether the best open one before it is a begin.
    back: list[tuple[int, int]] = []
    for of_out, of_begin, of_inside in states[1:]:
        opened, most_open = (1, begun) if begun >= inside else (2, inside)
        anywhere, most = (0, out) if out >= most_open else (opened, most_open)
        back.append((anywhere, opened))
        out, begun, inside = most + of_out, most + of_begin, most_open + of_inside
    last = (out, begun, inside)
    path = [last.index(max(last))]
    for anywhere, opened in reversed(back):
        path.append(opened if path[-1] == 2 else anywhere)
    path.reverse()
    return path
