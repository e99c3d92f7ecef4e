"""Importing this registers everything that a saved pipeline's config names."""

from kg.nlp import tokenizer, transformer, windows
from kg.nlp.components import coreference, expressions, links, parts, relations, retaliation, sentences, spans, vectors

__all__ = [
    "coreference",
    "expressions",
    "links",
    "parts",
    "relations",
    "retaliation",
    "sentences",
    "spans",
    "tokenizer",
    "transformer",
    "vectors",
    "windows",
]
