"""Coreference: mentions to entities, triggers to incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from torch import nn

from kg.nlp.annotations import Cluster
from kg.nlp.components.head import HeadComponent, doc_vectors
from kg.nlp.features import coreference_features, distances, trigger_features
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.clustering import average_link
from kg.nlp.heads.pairs import span_vectors
from kg.nlp.labels import ENTITY_TYPES, INCIDENT_TYPES, MODALITIES
from kg.nlp.layout import layout_of

Names = Callable[[str, str], str | None]


class Coreference(HeadComponent):
    """Clusters the spans of one group by pairwise probability (average link)."""

    def __init__(
        self,
        nlp: Language,
        name: str,
        head: nn.Module,
        labels: tuple[str, ...],
        key: str,
        threshold: float,
        names: Names | None = None,
    ) -> None:
        super().__init__(nlp.vocab, name, head)
        self.names = names
        self.label_set = labels
        self.key = key
        self.threshold = threshold

    def annotate(self, doc: Doc) -> None:
        """Set `doc._.entity_clusters` or `doc._.incident_clusters`; only mentions of one type can share a cluster."""
        group = doc.spans[self.key]
        spans = [(s.start, s.end) for s in group]
        clusters: list[list[int]] = []
        labels = [s.label_ for s in group]
        if spans:
            kinds = torch.tensor([self.label_set.index(x) for x in labels])
            vectors = span_vectors(doc_vectors(doc), spans)
            mentions = self.key == "mentions"
            make = coreference_features if mentions else trigger_features
            features = make(layout_of(doc), spans)
            logits = self.head(vectors, kinds, vectors, kinds, distances(spans, spans), features)[..., 0]
            p = logits.sigmoid().numpy()
            known = self._known(group, labels)
            for i, one in enumerate(known):
                for j, other in enumerate(known):
                    if one is not None and one == other:
                        p[i, j] = 1.0

            def may_join(i: int, j: int) -> bool:
                return not mentions or (labels[i] == labels[j] and len({known[i], known[j]} - {None}) < 2)

            clusters = average_link(p, may_join, self.threshold)
        sure = group.attrs["confidence"]
        modality = group.attrs.get("modality")
        out = []
        for members in clusters:
            votes: dict[str, float] = defaultdict(float)
            for i in members:
                votes[labels[i]] += sure[i]
            label = min(votes, key=lambda x: (-votes[x], x))
            mean = MODALITIES[int(np.mean([modality[i] for i in members], axis=0).argmax())] if modality else "actual"
            out.append(Cluster(tuple(members), label, float(max(sure[i] for i in members)), mean))
        doc._.set("entity_clusters" if self.key == "mentions" else "incident_clusters", tuple(out))

    def _known(self, group: SpanGroup, labels: list[str]) -> list[str | None]:
        """The actor that each span names by itself, where knowledge has one: names of two are never joined."""
        if self.names is None:
            return [None] * len(labels)
        text = group.doc.text
        starts = [s.start_char + c for s, c in zip(group, group.attrs["clitic"], strict=True)]
        return [self.names(text[a : s.end_char], x) for a, s, x in zip(starts, group, labels, strict=True)]


class ModalityTagger(HeadComponent):
    """Whether what a trigger reports happened, was planned, is denied, or is habitual."""

    def __init__(self, nlp: Language, name: str, width: int) -> None:
        super().__init__(nlp.vocab, name, make_head("isnad_modality", width))

    def annotate(self, doc: Doc) -> None:
        """Set attr «modality» of `doc.spans["triggers"]`: a probability for each of the labels, in their order."""
        group = doc.spans["triggers"]
        spans = [(s.start, s.end) for s in group]
        if not spans:
            group.attrs["modality"] = []
            return
        kinds = torch.tensor([INCIDENT_TYPES.index(s.label_) for s in group])
        logits = self.head(span_vectors(doc_vectors(doc), spans), kinds)
        group.attrs["modality"] = logits.softmax(-1).tolist()


@Language.factory(
    "isnad_coreference",
    default_config={"width": 384, "threshold": 0.5, "names": None},
    requires=["doc.tensor", "doc.spans"],
    assigns=["doc._.entity_clusters"],
)
def make_coreference(nlp: Language, name: str, width: int, threshold: float, names: Names | None) -> Any:
    """Mentions to entities: `doc._.entity_clusters`.

    names: (name, entity type) to the key of whom it names by itself, or None.
    """
    return Coreference(nlp, name, make_head("isnad_coreference", width), ENTITY_TYPES, "mentions", threshold, names)


@Language.factory(
    "isnad_trigger_coreference",
    default_config={"width": 384, "threshold": 0.5},
    requires=["doc.tensor", "doc.spans"],
    assigns=["doc._.incident_clusters"],
)
def make_trigger_coreference(nlp: Language, name: str, width: int, threshold: float) -> Any:
    """Triggers to incidents: `doc._.incident_clusters`."""
    return Coreference(nlp, name, make_head("isnad_trigger_coreference", width), INCIDENT_TYPES, "triggers", threshold)


@Language.factory("isnad_modality", default_config={"width": 384}, requires=["doc.tensor", "doc.spans"])
def make_modality(nlp: Language, name: str, width: int) -> Any:
    """Modality of triggers: attr «modality» of `doc.spans["triggers"]`."""
    return ModalityTagger(nlp, name, width)
