"""Retaliations that an article puts in so many words, beside those that the learned scorer finds."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Link, cluster_of_span
from kg.nlp.stated import stated_retaliations

_LABEL = "retaliation_for"
# Of such pairs between annotated triggers 143 of 155 were right (gold/train and other annotated articles).
_CONFIDENCE = 0.94


@Language.component(
    "isnad_retaliations",
    requires=["doc.spans", "doc._.incident_clusters", "doc._.incident_relations"],
    assigns=["doc._.incident_relations"],
)
def isnad_retaliations(doc: Doc) -> Doc:
    """Add the stated ones to `doc._.incident_relations`; one that the scorer has the wrong way round goes."""
    incident = cluster_of_span(doc._.incident_clusters)
    found = {(incident[answer], incident[cause]) for answer, cause in stated_retaliations(doc)}
    stated = {(a, b) for a, b in found if a != b}
    stated -= {(b, a) for a, b in stated}
    ends = stated | {(b, a) for a, b in stated}
    learned = [link for link in doc._.incident_relations if link.label != _LABEL or link[1:3] not in ends]
    links = [*learned, *(Link(_LABEL, a, b, _CONFIDENCE) for a, b in stated)]
    doc._.incident_relations = tuple(sorted(links, key=lambda link: (link.source, link.target, link.label)))
    return doc
