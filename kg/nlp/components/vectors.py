"""Token vectors from the transformer's wordpieces."""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc


@Language.component("isnad_token_vectors", requires=["doc._.trf_data"], assigns=["doc.tensor"])
def isnad_token_vectors(doc: Doc) -> Doc:
    """Set `doc.tensor` (tokens × width): the mean of a token's pieces over every window it stands in.

    The wordpiece output is dropped afterwards: of a long run only one batch of it is in memory.
    """
    data = doc._.trf_data
    states = np.asarray(data.model_output.last_hidden_state, dtype=np.float32)
    width = states.shape[-1]
    pieces = states.reshape(-1, width)
    lengths = np.asarray(data.align.lengths)
    tokens = np.repeat(np.arange(len(doc)), lengths)
    total = np.zeros((len(doc), width), dtype=np.float32)
    np.add.at(total, tokens, pieces[np.asarray(data.align.data).reshape(-1)])
    doc.tensor = total / np.maximum(lengths, 1)[:, None].astype(np.float32)
    doc._.trf_data = type(data).empty()
    return doc
