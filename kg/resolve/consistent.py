"""An extraction in which no fact contradicts knowledge or another fact of it."""

from __future__ import annotations

from kg.extraction import Extraction
from kg.resolve.contradicted import without_contradicted
from kg.resolve.merge import merge_same
from kg.resolve.own_attacks import without_own_attacks
from kg.resolve.own_targets import without_own_targets
from kg.resolve.resolution import ResolvedExtraction


def consistent(resolved: ResolvedExtraction) -> Extraction:
    """The extraction with entities that stand for one known actor or place joined, and less what cannot be.

    That is: affiliations that knowledge rules out, initiators of what they answer, targets that are the attackers.
    """
    merged = without_contradicted(merge_same(resolved), resolved)
    return without_own_targets(without_own_attacks(merged))
