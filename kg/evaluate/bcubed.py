"""B-cubed: how well one grouping of items agrees with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed precision and recall (Bagga and Baldwin 1998) over so many items."""

    precision: float
    recall: float
    items: int

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"B-cubed precision {self.precision:.3f} recall {self.recall:.3f} F1 {self.f1:.3f}"


def bcubed_of(items: Sequence[tuple[str, str]]) -> BCubed:
    """Of items as (gold group, own group): how pure the own groups are and how whole the gold ones."""
    if not items:
        return BCubed(0.0, 0.0, 0)
    gold, own = Counter(group for group, _ in items), Counter(group for _, group in items)
    both = Counter(items)
    return BCubed(
        precision=sum(both[item] / own[item[1]] for item in items) / len(items),
        recall=sum(both[item] / gold[item[0]] for item in items) / len(items),
        items=len(items),
    )
