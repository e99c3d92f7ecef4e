"""Clusters from pairwise probabilities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def average_link(
    probabilities: npt.NDArray[np.float32], may_join: npt.NDArray[np.bool_], threshold: float = 0.5
) -> list[list[int]]:
    """Agglomerate by mean pairwise probability until no two clusters reach the threshold.

    probabilities (n × n): made symmetric here. may_join (n × n): whether two items can ever share a cluster.
    RETURNS: clusters of item indices, each sorted, by first item.
    """
    n = len(probabilities)
    if n == 0:
        return []
    p = (probabilities + probabilities.T) / 2
    total = np.where(may_join, p, -1e6).astype(np.float64)
    np.fill_diagonal(total, -np.inf)
    size = np.ones(n)
    clusters: list[list[int]] = [[i] for i in range(n)]
    alive = np.ones(n, dtype=bool)
    while True:
        mean = total / (size[:, None] * size[None])
        mean[~alive] = -np.inf
        mean[:, ~alive] = -np.inf
        best = int(mean.argmax())
        i, j = sorted(divmod(best, n))
        if i == j or mean[i, j] <= threshold:
            break
        clusters[i] += clusters[j]
        total[i] += total[j]
        total[:, i] = total[i]
        total[i, i] = -np.inf
        size[i] += size[j]
        alive[j] = False
    return sorted(sorted(c) for c, living in zip(clusters, alive, strict=True) if living)
