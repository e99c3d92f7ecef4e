"""Sentence boundaries of news text: a line break or a closing mark ends a sentence."""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.layout import words_of

_END = frozenset(".!؟?…")
_CLOSING = frozenset("\"'”’»)]")


@Language.component("isnad_sentences", assigns=["token.is_sent_start", "doc.sents"])
def isnad_sentences(doc: Doc) -> Doc:
    """Set `is_sent_start` of every token. The title is the first sentence."""
    words = words_of(doc)
    starts_next, before = True, ""
    marks = []
    for text, following in zip(words, [*words[1:], ""], strict=False):
        marks.append(1 if starts_next else -1)
        closes = text in _END or (text in _CLOSING and before in _END)
        before = text
        starts_next = "\n" in text or (closes and following not in _CLOSING and following not in _END)
        # White space belongs to the sentence it ends, so that no sentence begins with a line break.
        if starts_next and "\n" not in text and "\n" in following:
            starts_next = False
    if marks:
        # At once: spaCy looks through the whole doc at each token that is set by itself.
        rows = np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
        doc.from_array(["SENT_START"], rows)  # type: ignore[arg-type]
    return doc
