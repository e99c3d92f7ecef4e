"""How far the figures could move with other articles: 95 % intervals by drawing articles with replacement."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Mapping, Sequence

from kg.evaluate.counts import Counts

# Bits of one number while they are summed side by side: no sum of counts comes near.
_BITS = 64
_TAIL = 0.025


def intervals(
    articles: Sequence[Mapping[str, Counts]],
    rounds: int,
    *,
    on_round: Callable[[], object] = lambda: None,
) -> dict[str, tuple[float, float]]:
    """Measure → lowest and highest F1 of the middle 95 % of `rounds` resamples; empty for 0 rounds.

    articles: counts by measure, of one article each; the order is part of the seed. The same articles in the same
    order give the same intervals, and those of the scheme's scorer.
    """
    if not rounds or not articles:
        return {}
    names = sorted({name for counts in articles for name in counts})
    packed = [_pack(counts, names) for counts in articles]
    generator = random.Random(0)
    drawn: list[list[float]] = [[] for _ in names]
    for _ in range(rounds):
        totals = _unpack(sum(generator.choices(packed, k=len(packed))), len(names))
        for values, total in zip(drawn, totals, strict=True):
            values.append(total.f1)
        on_round()
    ends = [int(share * (rounds - 1)) for share in (_TAIL, 1 - _TAIL)]
    found = {}
    for name, values in zip(names, drawn, strict=True):
        values.sort()
        found[name] = (values[ends[0]], values[ends[1]])
    return found


def _pack(counts: Mapping[str, Counts], names: Sequence[str]) -> int:
    """All numbers of an article in one integer, so that articles are summed by one addition each: 100 times faster."""
    numbers = [number for name in names for number in counts.get(name, Counts())]
    return int.from_bytes(struct.pack(f"<{len(numbers)}Q", *numbers), "little")


def _unpack(packed: int, size: int) -> list[Counts]:
    numbers = struct.unpack(f"<{3 * size}Q", packed.to_bytes(3 * size * _BITS // 8, "little"))
    return [Counts(*numbers[n : n + 3]) for n in range(0, 3 * size, 3)]
