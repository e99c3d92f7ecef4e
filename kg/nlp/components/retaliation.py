"""Retaliations that an article puts in so many words, beside those that the learned scorer finds."""

from __future__ import annotations

from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Link, cluster_of_span
from kg.nlp.stated import stated_retaliations, told_replies

_LABEL = "retaliation_for"
# Of such pairs between annotated triggers 1,280 of 1,396 were right (gold/train and other annotated articles).
_CONFIDENCE = 0.92
# Of replies to the sentence before 110 of 184 were right, what is answered being the nearest attack that happened.
_TOLD_BEFORE = 0.6
_ATTACKS = frozenset(
    {
        "armed_attack",
        "air_drone_strike",
        "shelling_missile",
        "explosive_device",
        "suicide_bombing",
        "abduction",
        "execution",
        "arrest",
        "armed_clash",
        "chemical_attack",
        "riot",
        "destruction_looting",
        "other_violence",
    }
)


@Language.component(
    "isnad_retaliations",
    requires=["doc.spans", "doc._.incident_clusters", "doc._.roles", "doc._.incident_relations"],
    assigns=["doc._.incident_relations"],
)
def isnad_retaliations(doc: Doc) -> Doc:
    """Add the stated ones to `doc._.incident_relations`; one that the scorer has the wrong way round goes.

    An incident that answers nothing so far answers an attack of the sentence before where the words say that it is a
    reply.
    """
    incident = cluster_of_span(doc._.incident_clusters)
    found = {(incident[answer], incident[cause]) for answer, cause in stated_retaliations(doc)}
    stated = {(a, b) for a, b in found if a != b}
    stated -= {(b, a) for a, b in stated}
    ends = stated | {(b, a) for a, b in stated}
    learned = [link for link in doc._.incident_relations if link.label != _LABEL or link[1:3] not in ends]
    links = [*learned, *(Link(_LABEL, a, b, _CONFIDENCE) for a, b in stated)]
    links += _told_before(doc, incident, links)
    doc._.incident_relations = tuple(sorted(links, key=lambda link: (link.source, link.target, link.label)))
    return doc


def _told_before(doc: Doc, incident: list[int], links: list[Link]) -> list[Link]:
    """Replies to the sentence before, of incidents that answer nothing by these links; nobody answers himself."""
    clusters = doc._.incident_clusters
    ends = {link[1:3] for link in links if link.label == _LABEL}
    answering = {a for a, _ in ends}
    by = defaultdict[int, set[int]](set)
    for link in doc._.roles:
        if link.label == "initiator":
            by[link.source].add(link.target)

    def may_answer(a: int, b: int) -> bool:
        # A threat is no attack yet («هددت باستهداف …. وردت القوات بضربة»).
        attack = clusters[b].label in _ATTACKS and clusters[b].modality == "actual"
        return attack and a != b and (b, a) not in ends and by[a].isdisjoint(by[b])

    found = {}
    for answer, told in told_replies(doc):
        a = incident[answer]
        cause = next((incident[k] for k in told if may_answer(a, incident[k])), None)
        if cause is not None and a not in answering and clusters[a].modality != "generic":
            found[a, cause] = Link(_LABEL, a, cause, _TOLD_BEFORE)
    return [link for (a, b), link in found.items() if (b, a) not in found]
