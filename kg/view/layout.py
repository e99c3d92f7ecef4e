"""Where the nodes of a drawing stand, in columns and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.analyse.paths import GraphPath

Positions = dict[str, tuple[float, float]]


def path_layout(paths: Sequence[GraphPath]) -> Positions:
    """Columns from the common start to the common end, a row a path; what several paths share stands between them.

    paths (Sequence[GraphPath]): from one node to one other.
    RETURNS (Positions): node → column (0 for the start), row (downwards negative); no two nodes share a place.
    """
    columns = max((len(path.hops) for path in paths), default=0)
    steps: dict[str, list[float]] = defaultdict(list)
    rows: dict[str, list[float]] = defaultdict(list)
    for row, path in enumerate(paths):
        for step, node in enumerate(path.nodes):
            steps[node].append(step * columns / len(path.hops))
            rows[node].append(-float(row))
    layers: dict[int, list[str]] = defaultdict(list)
    for node in sorted(steps):
        layers[round(_mean(steps[node]))].append(node)
    middle = -(len(paths) - 1) / 2
    positions: Positions = {}
    for layer, nodes in layers.items():
        ordered = sorted(nodes, key=lambda node: (-_mean(rows[node]), node))
        wanted = [_mean(rows[node]) if 0 < layer < columns else middle for node in ordered]
        for node, row_ in zip(ordered, _apart(wanted), strict=True):
            positions[node] = (float(layer), row_)
    return positions


def _apart(rows: Sequence[float]) -> list[float]:
    """The rows, which descend, moved as little as puts them at least one apart."""
    spread: list[float] = []
    for row in rows:
        spread.append(min(row, spread[-1] - 1) if spread else row)
    shift = _mean(rows) - _mean(spread)
    return [row + shift for row in spread]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
