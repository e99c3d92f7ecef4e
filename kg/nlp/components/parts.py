"""Which of the `part_of` links that the learned scorer finds can stand beside what is said of both incidents."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Link

_LABEL = "part_of"
Days = tuple[dt.date, dt.date]


@Language.component(
    "isnad_parts",
    requires=[
        "doc._.incident_relations",
        "doc._.entity_clusters",
        "doc._.roles",
        "doc._.date_links",
        "doc._.toll_links",
    ],
    assigns=["doc._.incident_relations"],
)
def isnad_parts(doc: Doc) -> Doc:
    """Leave out of `doc._.incident_relations` the parts that contradict their whole, and second wholes of a part.

    A part is not of another time (17 of 5,436 such pairs of annotated incidents were part and whole, where of all
    pairs one in 31 is), has no more dead (3 of 1,116) and no other country (0 of 898). It has one whole, the likeliest
    (so have 1,723 of 1,726 annotated parts), and no whole is part of its own part.
    """
    days, dead, countries = _days(doc), _dead(doc), _countries(doc)
    whole: dict[int, int] = {}
    kept = [link for link in doc._.incident_relations if link.label != _LABEL]
    parts = (link for link in doc._.incident_relations if link.label == _LABEL)
    for link in sorted(parts, key=lambda link: (-link.confidence, link.source, link.target)):
        a, b = link.source, link.target
        apart = a in days and b in days and (days[a][1] < days[b][0] or days[b][1] < days[a][0])
        more = 0 < dead[b] < dead[a]
        elsewhere = countries[a] and countries[b] and countries[a].isdisjoint(countries[b])
        if not (apart or more or elsewhere or a in whole or _lies_in(whole, b, a)):
            whole[a] = b
            kept.append(link)
    doc._.incident_relations = tuple(sorted(kept, key=lambda link: (link.source, link.target, link.label)))
    return doc


def _lies_in(whole: dict[int, int], one: int, other: int) -> bool:
    """Whether the first incident is the second, or part of it by the links so far."""
    while one != other and one in whole:
        one = whole[one]
    return one == other


def _days(doc: Doc) -> dict[int, Days]:
    """First and last day of each incident that has a date."""
    stated = doc._.date_expressions
    return {link.source: (stated[link.target].first, stated[link.target].last) for link in doc._.date_links}


def _dead(doc: Doc) -> dict[int, int]:
    """The largest figure of killed of each incident, 0 where it has none."""
    stated, most = doc._.toll_expressions, defaultdict[int, int](int)
    for link in doc._.toll_links:
        figure = stated[link.target]
        if figure.outcome == "killed" and figure.count:
            most[link.source] = max(most[link.source], figure.count)
    return most


def _countries(doc: Doc) -> dict[int, set[int]]:
    """The countries, as entity clusters, in which each incident happened."""
    entities, found = doc._.entity_clusters, defaultdict[int, set[int]](set)
    links: tuple[Link, ...] = doc._.roles
    for link in links:
        if link.label == "place" and entities[link.target].label == "COUNTRY":
            found[link.source].add(link.target)
    return found
