"""What features and grammars need of a spaCy doc: its words and its sentences.

Many components ask for them; of the doc in hand they are made once. So they are for docs whose sentences are set, and
not to be changed.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from spacy.tokens import Doc

from kg.nlp.features import Layout, SpanIndex, is_definite, stem


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together anew each time."""
    return doc.text


@lru_cache(maxsize=1)
def words_of(doc: Doc) -> list[str]:
    """The text of every token."""
    return [token.text for token in doc]


@lru_cache(maxsize=1)
def sentences_of(doc: Doc) -> list[SpanIndex]:
    """Token bounds of the sentences, in order, covering the doc."""
    starts = [0, *(np.flatnonzero(doc.to_array("SENT_START")[1:] == 1) + 1).tolist()]
    return [(a, b) for a, b in zip(starts, [*starts[1:], len(doc)], strict=True) if a < b]


@lru_cache(maxsize=1)
def layout_of(doc: Doc) -> Layout:
    """Stems, sentence numbers and definiteness of the tokens."""
    words = words_of(doc)
    sentences = [number for number, (a, b) in enumerate(sentences_of(doc)) for _ in range(a, b)]
    return Layout([stem(word) for word in words], sentences, [is_definite(word) for word in words])
