"""Labels of spans that the rest of the article decides as much as their own words do."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from kg.nlp.heads.pairs import DISTANCE_BUCKETS

_WIDTH = 128
_PARTS = 4


class ContextHead(nn.Module):
    """Logits of spans from their own vectors and from what they attend to among all tokens of the article.

    «الهجوم» is an air strike, a bombing or an assault by what stands elsewhere. width: of token vectors.
    """

    def __init__(self, width: int, n_labels: int) -> None:
        super().__init__()
        self.span = nn.Linear(2 * width, _WIDTH)
        self.query = nn.Linear(2 * width, _WIDTH)
        self.key = nn.Linear(width, _WIDTH)
        self.value = nn.Linear(width, _WIDTH)
        self.near = nn.Embedding(DISTANCE_BUCKETS, _PARTS)
        nn.init.zeros_(self.near.weight)
        self.score = nn.Sequential(
            nn.Linear(2 * _WIDTH, _WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(_WIDTH, n_labels)
        )

    def forward(self, spans: Tensor, tokens: Tensor, distance: Tensor) -> Tensor:
        """spans (n × 2·width), tokens (t × width), distance (n × t, buckets) → n × labels."""
        n, t, part = len(spans), len(tokens), _WIDTH // _PARTS
        query = self.query(spans).view(n, _PARTS, part)
        key = self.key(tokens).view(t, _PARTS, part)
        value = self.value(tokens).view(t, _PARTS, part)
        fit = torch.einsum("nhp,thp->nht", query, key) / math.sqrt(part) + self.near(distance).transpose(1, 2)
        seen = torch.einsum("nht,thp->nhp", fit.softmax(-1), value).reshape(n, _WIDTH)
        logits: Tensor = self.score(torch.cat([self.span(spans), seen], -1))
        return logits
