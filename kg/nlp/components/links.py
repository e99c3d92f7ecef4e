"""Which date and which figures belong to which incident."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Cluster, Link, cluster_of_span
from kg.nlp.components.expressions import date_kind
from kg.nlp.components.head import HeadComponent, doc_vectors
from kg.nlp.features import distances, link_features
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.pairs import pool_pairs, span_vectors
from kg.nlp.labels import INCIDENT_TYPES, OUTCOMES
from kg.nlp.layout import layout_of


@dataclass(frozen=True)
class Expressions:
    """Dates or tolls of a doc as the linker sees them: token spans, kinds, flags, and the value each one states."""

    spans: list[tuple[int, int]]
    kinds: list[int]
    flags: list[tuple[float, float]]
    values: list[Hashable]

    @cached_property
    def distinct(self) -> list[Hashable]:
        """Each value once, in a fixed order."""
        return sorted(set(self.values), key=repr)

    @property
    def columns(self) -> list[int]:
        """Index in `distinct` of each expression's value."""
        return [self.distinct.index(v) for v in self.values]


def date_expressions(doc: Doc) -> Expressions:
    """Flags: in the title; starts more than 60 days before publication. Value: the range."""
    found = doc._.date_expressions
    published = doc._.published
    title_end = doc.text.find("\n\n")
    return Expressions(
        [(s.start, s.end) for s in doc.spans["dates"]],
        [date_kind(e.first, e.last) for e in found],
        [(float(e.start < title_end), float(published is not None and (published - e.first).days > 60)) for e in found],
        [(e.first, e.last) for e in found],
    )


def toll_expressions(doc: Doc) -> Expressions:
    """Flags: in the title; 1 for a subset of another figure («بينهم»), a half for one dead who is named, not counted.

    Value: outcome and count, or its modifier («dozens») where there is no count.
    """
    found = doc._.toll_expressions
    title_end = doc.text.find("\n\n")
    return Expressions(
        [(s.start, s.end) for s in doc.spans["tolls"]],
        [OUTCOMES.index(e.outcome) for e in found],
        [(float(e.start < title_end), 1.0 if e.subset else 0.5 * e.implied) for e in found],
        [(e.outcome, e.count if e.count is not None else e.modifier) for e in found],
    )


class ExpressionLinker(HeadComponent):
    """Scores (incident, expression) by the best of their span pairs; expressions of one value count as one.

    An incident gets at most one date; a figure goes to one incident, the likeliest.
    """

    def __init__(self, nlp: Language, name: str, width: int, threshold: float, *, dates: bool) -> None:
        super().__init__(nlp.vocab, name, make_head("isnad_date_links" if dates else "isnad_toll_links", width))
        self.dates = dates
        self.threshold = threshold

    def annotate(self, doc: Doc) -> None:
        """Set `doc._.date_links` or `doc._.toll_links`: source an incident, target an expression."""
        incidents: tuple[Cluster, ...] = doc._.incident_clusters
        expressions = date_expressions(doc) if self.dates else toll_expressions(doc)
        target = "date_links" if self.dates else "toll_links"
        if not incidents or not expressions.spans:
            doc._.set(target, ())
            return
        group = doc.spans["triggers"]
        logits = score_links(
            self.head,
            doc,
            [(s.start, s.end) for s in group],
            [INCIDENT_TYPES.index(s.label_) for s in group],
            expressions,
        )
        owners, columns = cluster_of_span(incidents), expressions.columns
        p = pool_pairs(logits, owners, columns, len(incidents), len(expressions.distinct))[..., 0].sigmoid()
        # Shown as evidence: of the expressions with this value, the one nearest to this incident by score.
        each = list(range(len(columns)))
        single = pool_pairs(logits, owners, each, len(incidents), len(columns))[..., 0]
        links = []
        for i, k in self._choose(p):
            same = [e for e, c in enumerate(columns) if c == k]
            best = max(same, key=lambda e: (float(single[i, e]), -e))
            links.append(Link("date" if self.dates else "toll", i, best, float(p[i, k])))
        doc._.set(target, tuple(links))

    def _choose(self, p: torch.Tensor) -> list[tuple[int, int]]:
        if self.dates:
            best = p.argmax(1).tolist()
            return [(i, k) for i, k in enumerate(best) if p[i, k] > self.threshold]
        owner = p.argmax(0).tolist()
        return sorted((i, k) for k, i in enumerate(owner) if p[i, k] > self.threshold)


def score_links(
    head: Any, doc: Doc, triggers: list[tuple[int, int]], types: list[int], expressions: Expressions
) -> torch.Tensor:
    """Logits of (trigger, expression): n × m × 1."""
    vectors, layout = doc_vectors(doc), layout_of(doc)
    logits: torch.Tensor = head(
        span_vectors(vectors, triggers),
        torch.tensor(types),
        span_vectors(vectors, expressions.spans),
        torch.tensor(expressions.kinds),
        distances(triggers, expressions.spans),
        link_features(layout, triggers, expressions.spans, expressions.flags),
    )
    return logits


@Language.factory(
    "isnad_date_links",
    default_config={"width": 384, "threshold": 0.5},
    requires=["doc.tensor", "doc._.incident_clusters", "doc._.date_expressions"],
    assigns=["doc._.date_links"],
)
def make_date_links(nlp: Language, name: str, width: int, threshold: float) -> Any:
    """The date of each incident: `doc._.date_links`."""
    return ExpressionLinker(nlp, name, width, threshold, dates=True)


@Language.factory(
    "isnad_toll_links",
    default_config={"width": 384, "threshold": 0.5},
    requires=["doc.tensor", "doc._.incident_clusters", "doc._.toll_expressions"],
    assigns=["doc._.toll_links"],
)
def make_toll_links(nlp: Language, name: str, width: int, threshold: float) -> Any:
    """The figures of each incident: `doc._.toll_links`."""
    return ExpressionLinker(nlp, name, width, threshold, dates=False)
