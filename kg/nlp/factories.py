"""Importing this registers everything that a saved pipeline's config names."""

from kg.nlp import tokenizer, transformer, windows
from kg.nlp.components import (
    confidence,
    coreference,
    expressions,
    links,
    parties,
    parts,
    relations,
    retaliation,
    sentences,
    spans,
    toll_owners,
    vectors,
)

__all__ = [
    "confidence",
    "coreference",
    "expressions",
    "links",
    "parties",
    "parts",
    "relations",
    "retaliation",
    "sentences",
    "spans",
    "tokenizer",
    "toll_owners",
    "transformer",
    "vectors",
    "windows",
]
