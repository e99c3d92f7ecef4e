"""Rule components: dates and tolls found by the grammars."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.nlp.annotations import set_spans
from kg.nlp.grammar.dates import find_dates
from kg.nlp.grammar.tolls import find_tolls
from kg.nlp.layout import text_of


@Language.component("isnad_dates", assigns=["doc.spans", "doc._.date_expressions"])
def isnad_dates(doc: Doc) -> Doc:
    """Set `doc.spans["dates"]` (attrs «first», «last»: ISO dates, inclusive) and `doc._.date_expressions`.

    Words relative to the publication date need `doc._.published`; without it they are not resolved.
    """
    found = find_dates(text_of(doc), doc._.published)
    doc._.date_expressions = tuple(found)
    spans = [_span(doc, e.start, e.end, "DATE") for e in found]
    set_spans(doc, "dates", spans, first=[e.first.isoformat() for e in found], last=[e.last.isoformat() for e in found])
    return doc


@Language.component("isnad_tolls", assigns=["doc.spans", "doc._.toll_expressions"])
def isnad_tolls(doc: Doc) -> Doc:
    """Set `doc.spans["tolls"]` (labels: outcomes; attrs «count», «modifier») and `doc._.toll_expressions`."""
    found = find_tolls(text_of(doc))
    doc._.toll_expressions = tuple(found)
    spans = [_span(doc, e.start, e.end, e.outcome) for e in found]
    set_spans(doc, "tolls", spans, count=[e.count for e in found], modifier=[e.modifier for e in found])
    return doc


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None, "a grammar gave offsets outside the text"
    return span
