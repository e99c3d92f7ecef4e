"""Whom the words after an attack name, beside the arguments that the learned scorer finds."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Link, cluster_of_span
from kg.nlp.grammar.parties import stated_parties
from kg.nlp.layout import bounds_of, labelled_of, sentences_of, words_of

# Of such pairs of annotated triggers and mentions 385 of 393 were right (gold/train and other annotated articles).
_CONFIDENCE = 0.97
_OPPOSITE = {"target": "initiator", "initiator": "target"}


@Language.component(
    "isnad_parties",
    requires=["doc.spans", "doc._.entity_clusters", "doc._.incident_clusters", "doc._.roles"],
    assigns=["doc._.roles"],
)
def isnad_parties(doc: Doc) -> Doc:
    """Add what «هجوم على … من قبل …» states to `doc._.roles`; the same actor on the other side goes.

    A party to a clash stays one: both sides of it are participants.
    """
    links = {(link.source, link.label, link.target): link for link in doc._.roles}
    entity, incident = cluster_of_span(doc._.entity_clusters), cluster_of_span(doc._.incident_clusters)
    for trigger, role, mention in stated_parties(
        words_of(doc),
        sentences_of(doc),
        bounds_of(doc.spans["triggers"]),
        labelled_of(doc.spans["mentions"]),
    ):
        k, e = incident[trigger], entity[mention]
        if (k, "participant", e) not in links:
            links.pop((k, _OPPOSITE[role], e), None)
            link = Link(role, k, e, _CONFIDENCE)
            links[k, role, e] = max(link, links.get((k, role, e), link), key=lambda one: one.confidence)
    doc._.roles = tuple(sorted(links.values(), key=lambda link: (link.source, link.target, link.label)))
    return doc
