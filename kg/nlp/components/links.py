"""Which date and which figures belong to which incident."""

from __future__ import annotations

from typing import Any

import torch
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import Cluster, Link, cluster_of_span
from kg.nlp.components.head import HeadComponent, group_vectors
from kg.nlp.features import distances, link_features
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.pairs import pool_pairs
from kg.nlp.heads.pooled import Grouping, PooledHead
from kg.nlp.labels import INCIDENT_TYPES
from kg.nlp.layout import bounds_of, labels_of, layout_of
from kg.nlp.stated import date_expressions, toll_expressions


class ExpressionLinker(HeadComponent):
    """Scores (incident, value) by the best of their span pairs and its rivals; expressions of one value count as one.

    An incident gets at most one date; a figure goes to one incident, the likeliest.
    """

    def __init__(self, nlp: Language, name: str, width: int, threshold: float, *, dates: bool) -> None:
        head = make_head("isnad_date_links" if dates else "isnad_toll_links", width)
        assert isinstance(head, PooledHead)
        super().__init__(nlp.vocab, name, head)
        self.head: PooledHead
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
        triggers = bounds_of(group)
        features = link_features(layout_of(doc), triggers, expressions.spans, expressions.flags)
        logits = self.head.pairs(
            group_vectors(group),
            torch.tensor([INCIDENT_TYPES.index(label) for label in labels_of(group)]),
            group_vectors(doc.spans["dates" if self.dates else "tolls"]),
            torch.tensor(expressions.kinds),
            distances(triggers, expressions.spans),
            features,
        )
        owners, columns = cluster_of_span(incidents), expressions.columns
        kinds = [INCIDENT_TYPES.index(c.label) for c in incidents]
        of = Grouping.of(owners, columns, kinds, expressions.distinct_kinds)
        p = self.head.pool(logits, features[..., 0] > 0, of)[..., 0].sigmoid()
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
