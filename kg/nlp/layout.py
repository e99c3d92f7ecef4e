"""What pair features need of a spaCy doc."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nlp.features import Layout, is_definite, stem


def layout_of(doc: Doc) -> Layout:
    """Stems, sentence numbers and definiteness of the tokens of a doc with sentence boundaries."""
    sentences, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start)
        sentences.append(max(number, 0))
    return Layout([stem(t.text) for t in doc], sentences, [is_definite(t.text) for t in doc])
