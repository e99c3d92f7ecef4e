"""Logistic regression, for what the benchmarks fit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def regression(x: Array, y: Array, ridge: float) -> tuple[Array, Array]:
    """Weights by Newton's method: of a constant first, which the ridge spares, then of the columns of x (n × k).

    y (n): 0 or 1. RETURNS: weights (k + 1), and the probability that they give each row (n).
    """
    x = np.column_stack([np.ones(len(x)), x])
    hold = np.diag([0.0, *([ridge] * (x.shape[1] - 1))])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(
            x.T @ (x * (p * (1 - p))[:, None]) + hold + 1e-9 * np.eye(len(w)), x.T @ (y - p) - hold @ w
        )
        w += step
        if np.abs(step).max() < 1e-9:
            break
    return w, p
