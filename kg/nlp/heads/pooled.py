"""Scoring pairs of clusters: by the best pair of their spans, weighed against the cluster pair's rivals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor, nn

from kg.nlp.heads.pairs import PairHead, pool_pairs

Device = torch.device | str
_KIND_WIDTH = 8
_WIDTH = 48
# A logit as far down as this says no more by being further down.
FLOOR = -8.0


@dataclass(frozen=True)
class Grouping:
    """Which cluster each left span (rows) and right span (columns) is of, and the kind of every cluster: indices."""

    rows: Tensor
    columns: Tensor
    row_kinds: Tensor
    column_kinds: Tensor

    @classmethod
    def of(
        cls, rows: list[int], columns: list[int], row_kinds: list[int], column_kinds: list[int], device: Device = "cpu"
    ) -> Grouping:
        """From plain lists."""
        return cls(
            *(torch.tensor(x, dtype=torch.long, device=device) for x in (rows, columns, row_kinds, column_kinds))
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Number of left and of right clusters."""
        return len(self.row_kinds), len(self.column_kinds)

    @cached_property
    def pairs(self) -> Tensor:
        """Number of span pairs of each pair of clusters."""
        rows, columns = self.rows.new_zeros(self.shape[0]), self.columns.new_zeros(self.shape[1])
        rows = rows.index_add(0, self.rows, torch.ones_like(self.rows))
        columns = columns.index_add(0, self.columns, torch.ones_like(self.columns))
        return (rows[:, None] * columns[None]).float()


class PooledHead(nn.Module):
    """Logits of pairs of clusters.

    The maximum over span pairs grows with their number and does not know that another incident, or another entity, fits
    better. A small correction, nothing before training, sees beside it: the best pair within one sentence, the best
    rivals on both sides, how many pairs there were, and the kinds. Arguments: those of `PairHead`.
    """

    def __init__(self, width: int, n_left: int, n_right: int, n_features: int, n_labels: int) -> None:
        super().__init__()
        self.pairs = PairHead(width, n_left, n_right, n_features, n_labels)
        self.row_kind = nn.Embedding(n_left, _KIND_WIDTH)
        self.column_kind = nn.Embedding(n_right, _KIND_WIDTH)
        last = nn.Linear(_WIDTH, n_labels)
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        self.correct = nn.Sequential(nn.Linear(4 * n_labels + 1 + 2 * _KIND_WIDTH, _WIDTH), nn.GELU(), last)

    def pool(self, logits: Tensor, same: Tensor, of: Grouping) -> Tensor:
        """Logits of cluster pairs: rows × columns × labels.

        logits: of `pairs` (n × m × labels); same: span pairs within one sentence (n × m, bool).
        """
        n_rows, n_columns = of.shape
        best = pool_pairs(logits, of.rows, of.columns, n_rows, n_columns)
        within = pool_pairs(logits.masked_fill(~same[..., None], FLOOR), of.rows, of.columns, n_rows, n_columns)
        seen = torch.cat([best, within, _rival(best, 1), _rival(best, 0)], -1).clamp(FLOOR, -FLOOR) / -FLOOR
        many = of.pairs.log1p()[..., None] / 4
        rows = self.row_kind(of.row_kinds)[:, None].expand(-1, n_columns, -1)
        columns = self.column_kind(of.column_kinds)[None].expand(n_rows, -1, -1)
        pooled: Tensor = best + self.correct(torch.cat([seen, many, rows, columns], -1))
        return pooled


def _rival(logits: Tensor, dim: int) -> Tensor:
    """The best of the others in the same row (dim 1) or column (dim 0)."""
    if logits.shape[dim] == 1:
        return torch.full_like(logits, FLOOR)
    top = logits.topk(2, dim).values
    first, second = top.narrow(dim, 0, 1), top.narrow(dim, 1, 1)
    return torch.where(logits == first, second, first)
