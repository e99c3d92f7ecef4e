"""Links between clusters: arguments of incidents, relations of entities, relations of incidents."""

from __future__ import annotations

from typing import Any

import torch
from spacy.language import Language
from spacy.tokens import Doc
from torch import Tensor

from kg.nlp.annotations import Cluster, Link, cluster_of_span
from kg.nlp.components.head import HeadComponent, group_vectors
from kg.nlp.features import distances, relation_features, role_features, trigger_features
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.pooled import FLOOR, Grouping, PooledHead
from kg.nlp.labels import (
    ENTITY_TYPES,
    INCIDENT_RELATION_LABELS,
    INCIDENT_TYPES,
    RELATION_ENDS,
    RELATION_LABELS,
    ROLE_LABELS,
)
from kg.nlp.layout import bounds_of, labels_of, layout_of
from kg.nlp.stated import facts_of

_TYPES = {"mentions": ENTITY_TYPES, "triggers": INCIDENT_TYPES}
# Whether relations are stated between two types of entities: from × to.
_RELATED = torch.tensor([[to in RELATION_ENDS[one] for to in ENTITY_TYPES] for one in ENTITY_TYPES])
_CLUSTERS = {"mentions": "entity_clusters", "triggers": "incident_clusters"}


class ClusterLinker(HeadComponent):
    """Scores every pair of a left and a right cluster, by its best pair of spans and its rivals.

    left, right: keys of span groups. thresholds: probability from which a link of a label stands.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        head: PooledHead,
        *,
        left: str,
        right: str,
        labels: tuple[str, ...],
        target: str,
        thresholds: dict[str, float],
    ) -> None:
        super().__init__(nlp.vocab, name, head)
        self.head: PooledHead
        self.left, self.right, self.label_set, self.target = left, right, labels, target
        self.thresholds = torch.tensor([thresholds.get(label, thresholds.get("default", 0.5)) for label in labels])

    def annotate(self, doc: Doc) -> None:
        """Set `doc._.<target>`: the links over their thresholds, by source, target and label."""
        a: tuple[Cluster, ...] = doc._.get(_CLUSTERS[self.left])
        b: tuple[Cluster, ...] = doc._.get(_CLUSTERS[self.right])
        if not a or not b:
            doc._.set(self.target, ())
            return
        p = self._probabilities(doc, a, b)
        over = p > self.thresholds
        if self.left == self.right:
            over[torch.eye(len(a), dtype=torch.bool)] = False
        found = zip(over.nonzero().tolist(), p[over].tolist(), strict=True)
        doc._.set(self.target, tuple(Link(self.label_set[k], i, j, sure) for (i, j, k), sure in found))

    def _probabilities(self, doc: Doc, a: tuple[Cluster, ...], b: tuple[Cluster, ...]) -> Tensor:
        layout = layout_of(doc)
        left, right = doc.spans[self.left], doc.spans[self.right]
        l_spans, r_spans = bounds_of(left), bounds_of(right)
        l_types = [_TYPES[self.left].index(label) for label in labels_of(left)]
        r_types = [_TYPES[self.right].index(label) for label in labels_of(right)]
        if self.left == "triggers" and self.right == "mentions":
            features = role_features(layout, l_spans, r_spans, r_types)
        elif self.left == "mentions":
            features = relation_features(layout, l_spans)
        else:
            features = trigger_features(layout, l_spans, facts_of(doc, layout))
        kinds = torch.tensor(l_types), torch.tensor(r_types)
        logits = self.head.pairs(
            group_vectors(left),
            kinds[0],
            group_vectors(right),
            kinds[1],
            distances(l_spans, r_spans),
            features,
        )
        if self.left == self.right == "mentions":
            logits[~_RELATED[kinds[0]][:, kinds[1]]] = FLOOR
        return self.head.pool(logits, features[..., 0] > 0, self._grouping(a, b)).sigmoid()

    def _grouping(self, a: tuple[Cluster, ...], b: tuple[Cluster, ...]) -> Grouping:
        rows = [_TYPES[self.left].index(c.label) for c in a]
        columns = [_TYPES[self.right].index(c.label) for c in b]
        return Grouping.of(cluster_of_span(a), cluster_of_span(b), rows, columns)


def _pooled(factory: str, width: int) -> PooledHead:
    head = make_head(factory, width)
    assert isinstance(head, PooledHead)
    return head


@Language.factory(
    "isnad_roles",
    default_config={"width": 384, "thresholds": {"default": 0.5}},
    requires=["doc.tensor", "doc._.entity_clusters", "doc._.incident_clusters"],
    assigns=["doc._.roles"],
)
def make_roles(nlp: Language, name: str, width: int, thresholds: dict[str, float]) -> Any:
    """Arguments of incidents: `doc._.roles`, source an incident, target an entity."""
    return ClusterLinker(
        nlp,
        name,
        _pooled("isnad_roles", width),
        left="triggers",
        right="mentions",
        labels=ROLE_LABELS,
        target="roles",
        thresholds=thresholds,
    )


@Language.factory(
    "isnad_relations",
    default_config={"width": 384, "thresholds": {"default": 0.5}},
    requires=["doc.tensor", "doc._.entity_clusters"],
    assigns=["doc._.relations"],
)
def make_relations(nlp: Language, name: str, width: int, thresholds: dict[str, float]) -> Any:
    """Relations of entities: `doc._.relations`."""
    return ClusterLinker(
        nlp,
        name,
        _pooled("isnad_relations", width),
        left="mentions",
        right="mentions",
        labels=RELATION_LABELS,
        target="relations",
        thresholds=thresholds,
    )


@Language.factory(
    "isnad_incident_relations",
    default_config={"width": 384, "thresholds": {"default": 0.5}},
    requires=["doc.tensor", "doc._.incident_clusters", "doc._.date_expressions", "doc._.toll_expressions"],
    assigns=["doc._.incident_relations"],
)
def make_incident_relations(nlp: Language, name: str, width: int, thresholds: dict[str, float]) -> Any:
    """Relations of incidents: `doc._.incident_relations`."""
    return ClusterLinker(
        nlp,
        name,
        _pooled("isnad_incident_relations", width),
        left="triggers",
        right="triggers",
        labels=INCIDENT_RELATION_LABELS,
        target="incident_relations",
        thresholds=thresholds,
    )
