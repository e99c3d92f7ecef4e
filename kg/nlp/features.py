"""Features of pairs of spans beside the encoder: distance, sentence, order, and how alike their words are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from kg.arabic import match_key

SpanIndex = tuple[int, int]
COREFERENCE_FEATURES = 6
TRIGGER_COREFERENCE_FEATURES = 4
ROLE_FEATURES = 6
RELATION_FEATURES = 4
LINK_FEATURES = 7

_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال")
_SUFFIXES = ("يين", "يون", "ين", "ون", "ان", "يه", "ي", "ه")


@dataclass(frozen=True)
class Layout:
    """What features need of a doc: the stem of every token and the number of the sentence it stands in."""

    stems: list[str]
    sentences: list[int]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Rough stem for comparing words: match key less article and common endings."""
    key = match_key(word)
    for prefix in _PREFIXES:
        if key.startswith(prefix) and len(key) - len(prefix) >= 3:
            key = key[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= 3:
            return key[: -len(suffix)]
    return key


def bucket(distance: int) -> int:
    """Signed token distance in 32 buckets: exact below 5, logarithmic above."""
    size = abs(distance)
    return (16 if distance < 0 else 0) + min(15, size if size < 5 else int(3 + math.log2(size)))


def distances(left: list[SpanIndex], right: list[SpanIndex]) -> Tensor:
    """Distance buckets, left × right."""
    return torch.tensor([[bucket(b[0] - a[0]) for b in right] for a in left]).view(len(left), len(right))


def _table(left: list[SpanIndex], right: list[SpanIndex], rows: list[list[list[float]]], n: int) -> Tensor:
    return torch.tensor(rows, dtype=torch.float32).reshape(len(left), len(right), n)


def coreference_features(layout: Layout, spans: list[SpanIndex]) -> Tensor:
    """Same sentence, next sentence, same stems, same first stem, share of common stems, same last stem."""
    stems = [[s for s in layout.stems[a:b] if s] for a, b in spans]
    sets = [set(s) for s in stems]
    where = [layout.sentences[a] for a, _ in spans]
    rows = []
    for i, mine in enumerate(stems):
        row = []
        for j, other in enumerate(stems):
            both = bool(mine and other)
            row.append(
                [
                    float(where[i] == where[j]),
                    float(abs(where[i] - where[j]) == 1),
                    float(both and mine == other),
                    float(both and mine[0] == other[0]),
                    len(sets[i] & sets[j]) / max(1, min(len(mine), len(other))),
                    float(both and mine[-1] == other[-1]),
                ]
            )
        rows.append(row)
    return _table(spans, spans, rows, COREFERENCE_FEATURES)


def trigger_features(layout: Layout, spans: list[SpanIndex]) -> Tensor:
    """Same sentence, next sentence, a common stem, one of them in the title."""
    sets = [{s for s in layout.stems[a:b] if s} for a, b in spans]
    where = [layout.sentences[a] for a, _ in spans]
    rows = [
        [
            [
                float(where[i] == where[j]),
                float(abs(where[i] - where[j]) == 1),
                float(bool(sets[i] & sets[j])),
                float(where[i] == 0 or where[j] == 0),
            ]
            for j in range(len(spans))
        ]
        for i in range(len(spans))
    ]
    return _table(spans, spans, rows, TRIGGER_COREFERENCE_FEATURES)


def _between(a: SpanIndex, b: SpanIndex, starts: list[int]) -> float:
    low, high = (a[1], b[0]) if a[0] <= b[0] else (b[1], a[0])
    return min(3, sum(low <= s < high for s in starts)) / 3


def role_features(
    layout: Layout, triggers: list[SpanIndex], mentions: list[SpanIndex], mention_types: list[int]
) -> Tensor:
    """Same and next sentence, triggers between, mentions of the same type between, overlap, trigger in the title."""
    trigger_starts = [t[0] for t in triggers]
    by_type: dict[int, list[int]] = {}
    for span, kind in zip(mentions, mention_types, strict=True):
        by_type.setdefault(kind, []).append(span[0])
    rows = []
    for t in triggers:
        row = []
        for m, kind in zip(mentions, mention_types, strict=True):
            gap = layout.sentences[m[0]] - layout.sentences[t[0]]
            row.append(
                [
                    float(gap == 0),
                    float(abs(gap) == 1),
                    _between(t, m, trigger_starts),
                    _between(t, m, by_type[kind]),
                    float(t[0] < m[1] and m[0] < t[1]),
                    float(layout.sentences[t[0]] == 0),
                ]
            )
        rows.append(row)
    return _table(triggers, mentions, rows, ROLE_FEATURES)


def relation_features(layout: Layout, mentions: list[SpanIndex]) -> Tensor:
    """Same sentence, next sentence, adjacent, mentions between."""
    starts = [m[0] for m in mentions]
    rows = [
        [
            [
                float(layout.sentences[a[0]] == layout.sentences[b[0]]),
                float(abs(layout.sentences[a[0]] - layout.sentences[b[0]]) == 1),
                float(a[1] == b[0] or b[1] == a[0]),
                _between(a, b, starts),
            ]
            for b in mentions
        ]
        for a in mentions
    ]
    return _table(mentions, mentions, rows, RELATION_FEATURES)


def link_features(
    layout: Layout, triggers: list[SpanIndex], expressions: list[SpanIndex], flags: list[tuple[float, float]]
) -> Tensor:
    """For dates and tolls: same, next, previous sentence; triggers and expressions between; the expression's flags."""
    trigger_starts, starts = [t[0] for t in triggers], [e[0] for e in expressions]
    rows = []
    for t in triggers:
        row = []
        for e, own in zip(expressions, flags, strict=True):
            gap = layout.sentences[e[0]] - layout.sentences[t[0]]
            row.append(
                [
                    float(gap == 0),
                    float(gap == 1),
                    float(gap == -1),
                    _between(t, e, trigger_starts),
                    _between(t, e, starts),
                    *own,
                ]
            )
        rows.append(row)
    return _table(triggers, expressions, rows, LINK_FEATURES)
