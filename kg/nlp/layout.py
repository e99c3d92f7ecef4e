"""What features and grammars need of a spaCy doc: its words, its sentences, and where its spans are.

Many components ask for them; of the doc in hand they are made once. So they are for docs whose sentences are set, and
not to be changed; a group of spans that is to change is set anew.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from spacy.tokens import Doc, SpanGroup

from kg.nlp.features import Layout, SpanIndex, is_definite, stem

# Span groups of a doc: mentions, dates, figures, and triggers as found, as typed and as incidents type them.
_GROUPS = 8


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


@lru_cache(maxsize=_GROUPS)
def bounds_of(group: SpanGroup) -> list[SpanIndex]:
    """Token bounds of the spans of a group."""
    return [(span.start, span.end) for span in group]


@lru_cache(maxsize=_GROUPS)
def labels_of(group: SpanGroup) -> list[str]:
    """Labels of the spans of a group."""
    return [span.label_ for span in group]


def labelled_of(group: SpanGroup) -> list[tuple[SpanIndex, str]]:
    """Bounds and label of every span of a group."""
    return list(zip(bounds_of(group), labels_of(group), strict=True))


@lru_cache(maxsize=1)
def layout_of(doc: Doc) -> Layout:
    """Stems, sentence numbers and definiteness of the tokens."""
    words = words_of(doc)
    sentences = [number for number, (a, b) in enumerate(sentences_of(doc)) for _ in range(a, b)]
    return Layout([stem(word) for word in words], sentences, [is_definite(word) for word in words])
