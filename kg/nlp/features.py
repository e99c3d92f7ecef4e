"""Features of pairs of spans beside the encoder: distance, sentence, order, and how alike their words are."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from kg.arabic import match_key

SpanIndex = tuple[int, int]
# Of one sentence: places, countries, actors, dates, figures.
Facts = tuple[frozenset[Hashable], ...]
_Numbers = npt.NDArray[np.float32]
_Indices = npt.NDArray[np.int64]
COREFERENCE_FEATURES = 6
TRIGGER_FEATURES = 18
ROLE_FEATURES = 6
RELATION_FEATURES = 4
LINK_FEATURES = 7

_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال")
_SUFFIXES = ("يين", "يون", "ين", "ون", "ان", "يه", "ي", "ه")


@dataclass(frozen=True)
class Layout:
    """What features need of a doc, by token: its stem, the number of its sentence, whether it has the article."""

    stems: list[str]
    sentences: list[int]
    definite: list[bool]


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


@lru_cache(maxsize=200_000)
def is_definite(word: str) -> bool:
    """Whether a word has the article: one that is definite takes up what was told before («الهجوم»)."""
    return match_key(word).startswith(_PREFIXES)


def bucket(distance: int) -> int:
    """Signed token distance in 32 buckets: exact below 5, logarithmic above."""
    size = abs(distance)
    return (16 if distance < 0 else 0) + min(15, size if size < 5 else int(3 + math.log2(size)))


# Buckets of -_FAR … _FAR; farther is as far.
_FAR = 4096
_BUCKETS = np.array([bucket(d) for d in range(-_FAR, _FAR + 1)])


def distances(left: list[SpanIndex], right: list[SpanIndex]) -> Tensor:
    """Distance buckets, left × right."""
    gap = _starts(right)[None] - _starts(left)[:, None]
    return torch.from_numpy(_BUCKETS[gap.clip(-_FAR, _FAR) + _FAR])


def coreference_features(layout: Layout, spans: list[SpanIndex]) -> Tensor:
    """Same sentence, next sentence, same stems, same first stem, share of common stems, same last stem."""
    stems = [[s for s in layout.stems[a:b] if s] for a, b in spans]
    gap = _sentence_gap(layout, spans, spans)
    size = np.array([len(s) for s in stems])
    smaller = np.maximum(1, np.minimum(size[:, None], size[None]))
    return _stack(
        gap == 0,
        abs(gap) == 1,
        _equal([" ".join(s) for s in stems]),
        _equal([s[0] if s else "" for s in stems]),
        _common(stems) / smaller,
        _equal([s[-1] if s else "" for s in stems]),
    )


def trigger_features(layout: Layout, spans: list[SpanIndex], facts: list[Facts]) -> Tensor:
    """Whether two triggers report one incident, beside their words' meaning.

    Same sentence, next sentence, a common stem, one of them in the title; same stems, same first stem, the later one
    definite, triggers between; of the places, countries, actors, dates and figures of their sentences (facts: by
    sentence): whether they share one, then whether both have some and share none.
    """
    gap = _sentence_gap(layout, spans, spans)
    starts = _starts(spans)
    title = np.array([layout.sentences[a] == 0 for a, _ in spans])
    definite = np.array([layout.definite[a] for a, _ in spans])
    stems = [[s for s in layout.stems[a:b] if s] for a, b in spans]
    own = [facts[layout.sentences[a]] for a, _ in spans]
    shared = [_common([list(f[k]) for f in own]) > 0 for k in range(5)]
    some = [np.array([bool(f[k]) for f in own]) for k in range(5)]
    conflict = [s[:, None] & s[None] & ~both for s, both in zip(some, shared, strict=True)]
    return _stack(
        gap == 0,
        abs(gap) == 1,
        _common(stems) > 0,
        title[:, None] | title[None],
        _equal([" ".join(s) for s in stems]),
        _equal([s[0] if s else "" for s in stems]),
        np.where(starts[:, None] < starts[None], definite[None], definite[:, None]),
        _between(spans, spans, starts),
        *shared,
        *conflict,
    )


def role_features(
    layout: Layout, triggers: list[SpanIndex], mentions: list[SpanIndex], mention_types: list[int]
) -> Tensor:
    """Same and next sentence, triggers between, mentions of the same type between, overlap, trigger in the title."""
    gap = _sentence_gap(layout, triggers, mentions)
    same_type = np.zeros(gap.shape, dtype=np.float32)
    types = np.array(mention_types)
    starts = _starts(mentions)
    for kind in set(mention_types):
        of_kind = types == kind
        same_type[:, of_kind] = _between(triggers, mentions, starts[of_kind])[:, of_kind]
    title = np.array([layout.sentences[a] == 0 for a, _ in triggers])
    overlap = (_starts(triggers)[:, None] < _ends(mentions)[None]) & (
        _starts(mentions)[None] < _ends(triggers)[:, None]
    )
    return _stack(
        gap == 0,
        abs(gap) == 1,
        _between(triggers, mentions, _starts(triggers)),
        same_type,
        overlap,
        np.broadcast_to(title[:, None], gap.shape),
    )


def relation_features(layout: Layout, mentions: list[SpanIndex]) -> Tensor:
    """Same sentence, next sentence, adjacent, mentions between."""
    gap = _sentence_gap(layout, mentions, mentions)
    before = _ends(mentions)[:, None] == _starts(mentions)[None]
    return _stack(gap == 0, abs(gap) == 1, before | before.T, _between(mentions, mentions, _starts(mentions)))


def link_features(
    layout: Layout, triggers: list[SpanIndex], expressions: list[SpanIndex], flags: list[tuple[float, float]]
) -> Tensor:
    """For dates and tolls: same, next, previous sentence; triggers and expressions between; the expression's flags."""
    gap = _sentence_gap(layout, triggers, expressions)
    own = np.array(flags, dtype=np.float32).reshape(len(expressions), 2)
    return _stack(
        gap == 0,
        gap == 1,
        gap == -1,
        _between(triggers, expressions, _starts(triggers)),
        _between(triggers, expressions, _starts(expressions)),
        np.broadcast_to(own[None, :, 0], gap.shape),
        np.broadcast_to(own[None, :, 1], gap.shape),
    )


def _starts(spans: list[SpanIndex]) -> _Indices:
    return np.array([s[0] for s in spans], dtype=np.int64)


def _ends(spans: list[SpanIndex]) -> _Indices:
    return np.array([s[1] for s in spans], dtype=np.int64)


def _stack(*columns: npt.NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(np.stack([c.astype(np.float32) for c in columns], axis=-1))


def _sentence_gap(layout: Layout, left: list[SpanIndex], right: list[SpanIndex]) -> _Indices:
    """Sentence of the right span less sentence of the left one."""
    sentences = np.array(layout.sentences, dtype=np.int64)
    gap: _Indices = sentences[_starts(right)][None] - sentences[_starts(left)][:, None]
    return gap


def _equal(words: list[str]) -> npt.NDArray[np.bool_]:
    """Which are the same word; an empty one is like none, not even itself."""
    number = {word: k for k, word in enumerate(dict.fromkeys(words))}
    of = np.array([number[w] for w in words])
    there = np.array([bool(w) for w in words])
    same: npt.NDArray[np.bool_] = (of[:, None] == of[None]) & there[:, None]
    return same


def _common(stems: Sequence[Sequence[Hashable]]) -> _Numbers:
    """How many distinct stems (or facts) two spans share."""
    number = {stem: k for k, stem in enumerate(dict.fromkeys(s for one in stems for s in one))}
    has = np.zeros((len(stems), max(1, len(number))), dtype=np.float32)
    for i, one in enumerate(stems):
        has[i, [number[s] for s in one]] = 1
    shared: _Numbers = has @ has.T
    return shared


def _between(left: list[SpanIndex], right: list[SpanIndex], starts: _Indices) -> _Numbers:
    """Thirds of up to three starts that lie between two spans."""
    ordered = np.sort(starts)
    a_start, a_end = _starts(left)[:, None], _ends(left)[:, None]
    b_start, b_end = _starts(right)[None], _ends(right)[None]
    forward = a_start <= b_start
    low, high = np.where(forward, a_end, b_end), np.where(forward, b_start, a_start)
    inside = np.searchsorted(ordered, high) - np.searchsorted(ordered, low)
    thirds: _Numbers = (inside.clip(0, 3) / 3).astype(np.float32)
    return thirds
