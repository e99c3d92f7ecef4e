"""How likely two reports are of one incident: a logistic model over `kg.resolve.incidents.features`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kg.errors import SchemaError
from kg.resolve.incidents.columns import Flags
from kg.resolve.incidents.features import Matrices, features
from kg.resolve.incidents.report import Report
from kg.resources import resource

_FILE = "incident_pairs.json"


@dataclass(frozen=True)
class PairScorer:
    """Weights in log odds, and from which probabilities on reports are of one incident.

    link (float): of a pair that joins two groups. mean (float): of all pairs between two groups that are joined.

    name (str): rule and version, as judgements give it: another version judges anew.
    """

    name: str
    bias: float
    weights: Mapping[str, float]
    link: float
    mean: float

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> PairScorer:
        """The shipped weights, `schemas/incident_pairs.json` (set by `benchmarks/incident_pairs.py`).

        RAISES SchemaError: the file is broken.
        """
        try:
            read = json.loads(resource("schemas", _FILE).read_text(encoding="utf-8"))
            return PairScorer(read["name"], read["bias"], dict(read["weights"]), read["link"], read["mean"])
        except (ValueError, KeyError, TypeError) as error:
            raise SchemaError(f"not a scorer of pairs: {error}", where=f"schemas/{_FILE}") from error

    def score(self, one: Report, other: Report) -> float:
        """Probability, rounded so that it is the same on every machine; the order of the two plays no part."""
        return self.of(features(one, other))

    def of(self, found: Mapping[str, float]) -> float:
        """Probability of what `features` has found."""
        return _probability(
            self.bias + sum(self.weights.get(name, 0.0) * value for name, value in sorted(found.items()))
        )

    def likely(self, found: Matrices, compared: Flags, least: float) -> Iterator[tuple[int, int, float]]:
        """Row, column and probability of the pairs that have at least `least`; those that are not `compared` left out.

        found: of `kg.resolve.incidents.features.compared`. A pair gets what `of` gives it.
        """
        odds = np.zeros(compared.shape)
        for name, matrix in sorted(found.items()):
            if weight := self.weights.get(name):
                odds += weight * matrix
        odds += self.bias
        # A little below, because what counts is the rounded probability.
        enough = math.log(least / (1 - least)) - 0.001
        for row, column in np.argwhere(compared & (odds >= enough)).tolist():
            if (score := _probability(float(odds[row, column]))) >= least:
                yield row, column, score


def _probability(odds: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 6)
