"""Articles through the encoder during training: the same windows and pooling as the `transformer` component's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from spacy.tokens import Doc
from torch import Tensor

from kg.nlp.windows import estimated_pieces, window_bounds


@dataclass
class Encoded:
    """Encoder input of one doc: wordpiece ids of each window, and which piece belongs to which token."""

    windows: list[list[int]]
    # (window, position in the window, token)
    alignment: list[tuple[int, int, int]]
    n_tokens: int


# Windows are cut by estimated pieces; this leaves room for the special ones and for a word that was underestimated.
_MARGIN = 12


def window_cost(docs: Sequence[Doc], tokenizer: Any, positions: int, most: int) -> int:
    """Estimated pieces that a window may have so that its real pieces fit an encoder.

    The estimate is for the vocabulary of the default encoder; other tokenizers make more pieces of the same words.
    positions: pieces that the encoder takes at a time; most: never more than this. RETURNS: at least 8.
    """
    ratios = sorted(
        len(tokenizer(doc.text, truncation=False, add_special_tokens=False, verbose=False)["input_ids"])
        / max(1.0, sum(estimated_pieces(token.text) for token in doc))
        for doc in docs
    )
    high = ratios[int(0.99 * (len(ratios) - 1))] if ratios else 1.0
    return max(8, min(most, int((positions - _MARGIN) / max(1.0, high))))


def encode_doc(doc: Doc, tokenizer: Any, max_cost: int, overlap: int) -> Encoded:
    """Wordpieces of a doc in windows, aligned to tokens by character offsets."""
    token_at: dict[int, int] = {i: t.i for t in doc for i in range(t.idx, t.idx + len(t))}
    windows, alignment = [], []
    for k, (start, end) in enumerate(window_bounds(doc, max_cost, overlap)):
        span = doc[start:end]
        out = tokenizer(span.text, return_offsets_mapping=True, truncation=True, verbose=False)
        windows.append(out["input_ids"])
        for position, (first, last) in enumerate(out["offset_mapping"]):
            token = token_at.get(span.start_char + last - 1) if last > first else None
            if token is not None:
                alignment.append((k, position, token))
    return Encoded(windows, alignment, len(doc))


def token_vectors(
    encoder: torch.nn.Module, batch: list[Encoded], pad: int, *, hide: float = 0.0, mask_id: int = 0
) -> list[Tensor]:
    """Mean of the piece vectors of each token, over all windows it stands in.

    hide (0-1): share of the pieces that the encoder sees as mask_id, so that it learns fewer names by
    heart and reads more context. RETURNS: tokens × width per doc.
    """
    device = next(encoder.parameters()).device
    rows = [w for e in batch for w in e.windows]
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), pad)
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    if hide:
        inner = mask.bool()
        inner[:, 0] = False  # the opening mark; the closing one may be hidden
        ids[inner & (torch.rand(ids.shape) < hide)] = mask_id
    hidden: Tensor = encoder(ids.to(device), attention_mask=mask.to(device)).last_hidden_state.float()
    vectors, base = [], 0
    for e in batch:
        window, position, token = torch.tensor(e.alignment, device=device).T
        pieces = hidden[base + window, position]
        total = hidden.new_zeros(e.n_tokens, hidden.shape[-1]).index_add(0, token, pieces)
        count = hidden.new_zeros(e.n_tokens).index_add(0, token, hidden.new_ones(len(token)))
        vectors.append(total / count.clamp(min=1)[:, None])
        base += len(e.windows)
    return vectors
