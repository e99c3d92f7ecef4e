"""Gold articles as the trainer needs them: token spans, targets, encoder inputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import InputError
from kg.extraction import Extraction, Span
from kg.nlp.features import Layout
from kg.nlp.labels import ENTITY_TYPES, INCIDENT_TYPES
from kg.nlp.layout import layout_of
from kg.nlp.stated import Expressions, date_expressions, toll_expressions
from kg.nlp.training.targets import MarkedSpan, Targets, gold_targets


@dataclass
class Example:
    """A gold article over the tokens of its doc, and what the heads should say of it."""

    gold: Extraction
    doc: Doc
    layout: Layout
    mentions: list[MarkedSpan]
    triggers: list[MarkedSpan]
    dates: Expressions
    tolls: Expressions
    targets: Targets
    cache: dict[str, Any] = field(default_factory=dict)


def load_examples(folders: list[Path], nlp: Language) -> list[Example]:
    """All gold files of some folders.

    nlp: of `blank_pipeline`. RAISES InputError naming the file that does not resolve.
    """
    examples = []
    for folder in folders:
        paths = sorted(folder.glob("*.json"))
        if not paths:
            raise InputError("no gold files (*.json)", where=str(folder), hint="give a folder in the resolved format")
        for path in paths:
            try:
                gold = Extraction.model_validate_json(path.read_text(encoding="utf-8"))
            except ValidationError as error:
                first = error.errors()[0]
                raise InputError(first["msg"], where=str(path), hint="mend or remove this gold file") from error
            examples.append(make_example(gold, nlp))
    return examples


def make_example(gold: Extraction, nlp: Language) -> Example:
    """Token spans of one gold article; a span inside a token takes the whole token."""
    doc = nlp.make_doc(gold.content)
    doc._.published = gold.date
    doc = nlp(doc)
    dates, tolls = date_expressions(doc), toll_expressions(doc)
    mentions = [
        (span, ENTITY_TYPES.index(entity.type), k, clitic)
        for k, entity in enumerate(gold.entities)
        for span, clitic in sorted({token_span(doc, m) for m in entity.mentions})
    ]
    triggers = [
        (span, INCIDENT_TYPES.index(incident.type), k, clitic)
        for k, incident in enumerate(gold.incidents)
        for span, clitic in sorted({token_span(doc, t) for t in incident.triggers})
    ]
    targets = gold_targets(gold, len(doc), mentions, triggers, dates, tolls)
    return Example(gold, doc, layout_of(doc), mentions, triggers, dates, tolls, targets)


def token_span(doc: Doc, span: Span) -> tuple[tuple[int, int], int]:
    """Tokens that a character span touches, and how many letters of the first lie before it."""
    inside = doc.char_span(span.start, span.end, alignment_mode="expand")
    assert inside is not None
    return (inside.start, inside.end), span.start - inside.start_char
