"""Tagging spans over tokens: BIO labels and their decoding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
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
    """Best label sequence in which an I follows only its own B or I (Viterbi).

    logits (tokens × 1 + 2·labels); outside_bias is added to O: below 0 finds more spans, above 0 fewer.
    RETURNS: (start, end), label, mean probability of the span's tags; tokens half-open, in order.
    """
    n_tokens, n_tags = logits.shape
    if n_tokens == 0:
        return []
    scores = logits.clone()
    scores[:, 0] += outside_bias
    log_p = scores.log_softmax(-1).numpy()
    inside = np.arange(2, n_tags, 2)
    best = log_p[0].copy()
    best[inside] = -1e9
    back: list[npt.NDArray[np.int64]] = []
    for t in range(1, n_tokens):
        arg = int(best.argmax())
        step = np.full(n_tags, arg)
        value = np.full(n_tags, best[arg])
        from_begin, from_inside = best[inside - 1], best[inside]
        step[inside] = np.where(from_begin >= from_inside, inside - 1, inside)
        value[inside] = np.maximum(from_begin, from_inside)
        best = value + log_p[t]
        back.append(step)
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    tags.reverse()
    probabilities = np.exp(log_p)
    spans: list[tuple[SpanIndex, int, float]] = []
    i = 0
    while i < n_tokens:
        if tags[i] == 0:
            i += 1
            continue
        label, end = (tags[i] - 1) // 2, i + 1
        while end < n_tokens and tags[end] == 2 + 2 * label:
            end += 1
        sure = sum(float(probabilities[t, tags[t]]) for t in range(i, end)) / (end - i)
        spans.append(((i, end), label, sure))
        i = end
    return spans
