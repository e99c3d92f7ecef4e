"""Right, wanted, given: the three numbers behind a precision and a recall."""

from __future__ import annotations

from typing import NamedTuple


class Counts(NamedTuple):
    """right: in gold and system alike; gold: in gold; system: given by the system."""

    right: int = 0
    gold: int = 0
    system: int = 0

    @property
    def precision(self) -> float:
        """Share of what the system gave that is right; 0 where it gave nothing."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0 where gold has nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 where both are."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.right + other.right, self.gold + other.gold, self.system + other.system)
