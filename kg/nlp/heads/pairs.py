"""Scoring pairs of spans: coreference, roles, relations, links."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

DISTANCE_BUCKETS = 32
_WIDTH = 128
_DISTANCE_WIDTH = 32


class PairHead(nn.Module):
    """Logits of every pair of a left and a right span.

    width (int): of token vectors; n_left, n_right: number of types whose embedding marks a span; n_features: extra
    numbers a pair carries; n_labels: outputs. One projection for both sides when `shared`.
    """

    def __init__(self, width: int, n_left: int, n_right: int, n_features: int, n_labels: int, shared: bool = False):
        super().__init__()
        self.left = nn.Linear(2 * width, _WIDTH)
        self.left_type = nn.Embedding(n_left, _WIDTH)
        self.right = self.left if shared else nn.Linear(2 * width, _WIDTH)
        self.right_type = self.left_type if shared else nn.Embedding(n_right, _WIDTH)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, _DISTANCE_WIDTH)
        last = nn.Linear(_WIDTH, n_labels)
        self.score = nn.Sequential(
            nn.Linear(3 * _WIDTH + _DISTANCE_WIDTH + n_features, _WIDTH), nn.GELU(), nn.Dropout(0.1), last
        )
        if not shared:
            # Most pairs are nothing: starting from there spares the encoder the shock of the first steps.
            nn.init.constant_(last.bias, -3.0)

    def forward(
        self, left: Tensor, left_type: Tensor, right: Tensor, right_type: Tensor, distance: Tensor, features: Tensor
    ) -> Tensor:
        """left (n × 2·width), right (m × 2·width), distance (n × m), features (n × m × f) → n × m × labels."""
        a = self.left(left) + self.left_type(left_type)
        b = self.right(right) + self.right_type(right_type)
        # The first layer over [a, b, a·b, distance, features], taken apart: what only one side has is multiplied once a
        # span, not once a pair.
        first, *rest = self.score
        assert isinstance(first, nn.Linear)
        of_a, of_b, of_product, of_distance, of_features = torch.split(
            first.weight, [_WIDTH, _WIDTH, _WIDTH, _DISTANCE_WIDTH, features.shape[-1]], 1
        )
        hidden: Tensor = (a @ of_a.T)[:, None] + (b @ of_b.T + first.bias)[None]
        hidden = hidden + (a[:, None] * b[None]) @ of_product.T + features @ of_features.T
        hidden = hidden + (self.distance.weight @ of_distance.T)[distance]
        for layer in rest:
            hidden = layer(hidden)
        return hidden


class SpanHead(nn.Module):
    """Logits of single spans: (n × 2·width) and their types to n × labels."""

    def __init__(self, width: int, n_types: int, n_labels: int) -> None:
        super().__init__()
        self.span = nn.Linear(2 * width, _WIDTH)
        self.kind = nn.Embedding(n_types, _WIDTH)
        self.score = nn.Sequential(nn.GELU(), nn.Dropout(0.1), nn.Linear(_WIDTH, n_labels))

    def forward(self, spans: Tensor, types: Tensor) -> Tensor:
        logits: Tensor = self.score(self.span(spans) + self.kind(types))
        return logits


def span_vectors(vectors: Tensor, spans: list[tuple[int, int]]) -> Tensor:
    """Mean and first token vector of each span: spans × 2·width."""
    starts, ends = torch.tensor(spans, device=vectors.device).T
    sizes = ends - starts
    # The tokens of all spans one after the other, and where each span's begin.
    begins = sizes.cumsum(0) - sizes
    tokens = torch.arange(int(sizes.sum()), device=vectors.device) + (starts - begins).repeat_interleave(sizes)
    return torch.cat([F.embedding_bag(tokens, vectors, begins, mode="mean"), vectors[starts]], -1)


def pool_pairs(
    logits: Tensor, rows: Tensor | list[int], columns: Tensor | list[int], n_rows: int, n_columns: int
) -> Tensor:
    """Maximum over mention pairs of each pair of clusters.

    logits (n × m × labels); rows, columns: cluster of each left and right span. RETURNS n_rows × n_columns × labels.
    """
    labels = logits.shape[-1]
    out = logits.new_full((n_rows * n_columns, labels), -1e4)
    left, right = torch.as_tensor(rows, device=logits.device), torch.as_tensor(columns, device=logits.device)
    index = (left[:, None] * n_columns + right[None]).reshape(-1, 1).expand(-1, labels)
    return out.scatter_reduce(0, index, logits.reshape(-1, labels), "amax").view(n_rows, n_columns, labels)
