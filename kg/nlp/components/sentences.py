"""Sentence boundaries of news text: a line break or a closing mark ends a sentence."""

from __future__ import annotations

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
    for token, text, following in zip(doc, words, [*words[1:], ""], strict=False):
        token.is_sent_start = starts_next
        closes = text in _END or (text in _CLOSING and before in _END)
        before = text
        starts_next = "\n" in text or (closes and following not in _CLOSING and following not in _END)
        # White space belongs to the sentence it ends, so that no sentence begins with a line break.
        if starts_next and "\n" not in text and "\n" in following:
            starts_next = False
    return doc
