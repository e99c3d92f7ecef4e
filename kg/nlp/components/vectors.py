"""Token vectors from the transformer's wordpieces."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

# How SentencePiece and byte-level BPE write the space before a word.
_SPACES = ("▁", "Ġ")


@Language.component("isnad_token_vectors", requires=["doc._.trf_data"], assigns=["doc.tensor"])
def isnad_token_vectors(doc: Doc) -> Doc:
    """Set `doc.tensor` (tokens × width): the mean of a token's pieces over every window it stands in.

    The wordpiece output is dropped afterwards: of a long run only one batch of it is in memory.
    """
    data = doc._.trf_data
    states = np.asarray(data.model_output.last_hidden_state, dtype=np.float32)
    width = states.shape[-1]
    pieces = states.reshape(-1, width)
    token, piece = own_pieces(doc, data)
    total = np.zeros((len(doc), width), dtype=np.float32)
    owners, starts = np.unique(token, return_index=True)
    if len(owners):
        # Tokens come in order: each one's pieces stand together.
        total[owners] = np.add.reduceat(pieces[piece], starts, axis=0)
    count = np.bincount(token, minlength=len(doc)).astype(np.float32)
    doc.tensor = total / np.maximum(count, 1)[:, None]
    doc._.trf_data = type(data).empty()
    return doc


def own_pieces(doc: Doc, data: Any) -> tuple[list[int], list[int]]:
    """Tokens and the flat indices of their own wordpieces, as parallel lists.

    The component's alignment gives a piece with its leading space to the token before the space too; such a piece is
    the next token's alone. White space has no pieces.
    """
    strings = [s for window in data.wordpieces.strings for s in window]
    lengths = np.asarray(data.align.lengths).tolist()
    flat = np.asarray(data.align.data).reshape(-1).tolist()
    tokens: list[int] = []
    pieces: list[int] = []
    at = 0
    for i, length in enumerate(lengths):
        mine = flat[at : at + length]
        at += length
        if doc[i].is_space:
            continue
        for k, piece in enumerate(mine):
            # In a second window a token's pieces begin anew: then the piece before is no neighbour.
            inner = k > 0 and mine[k - 1] == piece - 1
            if not (inner and strings[piece].startswith(_SPACES)):
                tokens.append(i)
                pieces.append(piece)
    return tokens, pieces
