"""Coreference: mentions to entities, triggers to incidents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from torch import Tensor, nn

from kg.nlp.annotations import Cluster, set_spans
from kg.nlp.components.head import HeadComponent, group_vectors
from kg.nlp.features import coreference_features, distances, trigger_features
from kg.nlp.grammar.denials import denied
from kg.nlp.grammar.succession import successions
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.clustering import average_link
from kg.nlp.labels import ENTITY_TYPES, INCIDENT_TYPES, MODALITIES
from kg.nlp.layout import bounds_of, labels_of, layout_of, sentences_of, text_of, words_of
from kg.nlp.stated import facts_of, stated_retaliations

_Floats = npt.NDArray[np.float64]
_Floats32 = npt.NDArray[np.float32]
Names = Callable[[str, str], str | None]


class EntityCoreference(HeadComponent):
    """Clusters mentions by pairwise probability (average link)."""

    def __init__(self, nlp: Language, name: str, width: int, threshold: float, names: Names | None = None) -> None:
        super().__init__(nlp.vocab, name, make_head("isnad_coreference", width))
        self.names = names
        self.threshold = threshold

    def annotate(self, doc: Doc) -> None:
        """Set `doc._.entity_clusters`; only mentions of one type can share a cluster."""
        group = doc.spans["mentions"]
        spans, labels = bounds_of(group), labels_of(group)
        if not spans:
            doc._.entity_clusters = ()
            return
        kinds = torch.tensor([ENTITY_TYPES.index(x) for x in labels])
        p = _probabilities(self.head, group, kinds, coreference_features(layout_of(doc), spans))
        same_type = kinds[:, None] == kinds[None]
        known = np.array(self._known(group, labels), dtype=object)
        named = known != None  # noqa: E711  (element by element)
        both = named[:, None] & named[None]
        same_name = known[:, None] == known[None]
        p[both & same_name] = 1.0
        may_join = same_type.numpy() & (same_name | ~both)
        sure = group.attrs["confidence"]
        doc._.entity_clusters = tuple(
            Cluster(tuple(members), labels[members[0]], float(max(sure[i] for i in members)))
            for members in average_link(p, may_join, self.threshold)
        )

    def _known(self, group: SpanGroup, labels: list[str]) -> list[str | None]:
        """The actor that each span names by itself, where knowledge has one: names of two are never joined."""
        if self.names is None:
            return [None] * len(labels)
        text = text_of(group.doc)
        starts = [s.start_char + c for s, c in zip(group, group.attrs["clitic"], strict=True)]
        return [self.names(text[a : s.end_char], x) for a, s, x in zip(starts, group, labels, strict=True)]


class TriggerCoreference(HeadComponent):
    """Clusters triggers by pairwise probability (average link); then each has the type that its incident has.

    What the article says to answer something else is not that (`kg.nlp.grammar.retaliation`): of 99 such pairs between
    annotated triggers one was one incident. Nor is an attack the one that it came after (`kg.nlp.grammar.succession`):
    2 of 36.
    """

    def __init__(self, nlp: Language, name: str, width: int, threshold: float) -> None:
        super().__init__(nlp.vocab, name, make_head("isnad_trigger_coreference", width))
        self.threshold = threshold

    def annotate(self, doc: Doc) -> None:
        """Set `doc._.incident_clusters`, and the labels of `doc.spans["triggers"]` to those of their clusters."""
        group = doc.spans["triggers"]
        spans = bounds_of(group)
        if not spans:
            doc._.incident_clusters = ()
            return
        layout = layout_of(doc)
        kinds = torch.zeros(len(spans), dtype=torch.long)
        p = _probabilities(self.head, group, kinds, trigger_features(layout, spans, facts_of(doc, layout)))
        stated = stated_retaliations(doc)
        later = successions(words_of(doc), sentences_of(doc), spans)
        may_join = np.ones((len(spans), len(spans)), dtype=bool)
        for a, b in (*stated, *later):
            may_join[a, b] = may_join[b, a] = False
        attrs = group.attrs
        sure, types, modality = (np.array(attrs[key]) for key in ("confidence", "types", "modality"))
        members = average_link(p, may_join, self.threshold)
        not_so = set(denied(words_of(doc), sentences_of(doc), spans))
        members = _answered_once(members, stated, later, lambda one: int(types[one].mean(0).argmax()))
        # Of such incidents in annotated articles 14 of 14 were negated; what is also told as a fact stays one.
        clusters = [
            one._replace(modality="negated") if not_so.issuperset(one.members) else one
            for one in (_incident(one, sure, types, modality) for one in members)
        ]
        doc._.incident_clusters = tuple(clusters)
        label = {i: c.label for c in clusters for i in c.members}
        typed = [Span(doc, a, b, label=label[i]) for i, (a, b) in enumerate(spans)]
        set_spans(doc, "triggers", typed, **attrs)


def _answered_once(
    clusters: list[list[int]],
    stated: list[tuple[int, int]],
    later: list[tuple[int, int]],
    kind: Callable[[list[int]], int],
) -> list[list[int]]:
    """Join what one incident is said to answer, where it is of one type: so it was in 18 of 18 such pairs annotated.

    And what the answer is elsewhere said to come after, where that is of the type too: 10 of 11.

    stated: (answer, what it answers) of triggers; later: (attack, what it came after); kind: type of a cluster.
    """
    owner = {i: k for k, one in enumerate(clusters) for i in one}
    into = list(range(len(clusters)))

    def root(k: int) -> int:
        return k if into[k] == k else root(into[k])

    def join(a: int, b: int) -> None:
        low, high = sorted((root(a), root(b)))
        into[high] = low

    first: dict[tuple[int, int], int] = {}
    for answer, cause in stated:
        k = owner[cause]
        join(k, first.setdefault((owner[answer], kind(clusters[k])), k))
    for attack, before in later:
        k = owner[before]
        join(k, first.get((owner[attack], kind(clusters[k])), k))
    joined: dict[int, list[int]] = {}
    for k, one in enumerate(clusters):
        joined.setdefault(root(k), []).extend(one)
    return [sorted(one) for one in joined.values()]


def _incident(members: list[int], sure: _Floats, types: _Floats, modality: _Floats) -> Cluster:
    """Type by the mean log probability of its triggers, modality by the mean probability."""
    mean = types[members].mean(0)
    best = int(mean.argmax())
    confidence = float(sure[members].max() * np.exp(mean[best]))
    return Cluster(
        tuple(members), INCIDENT_TYPES[best], confidence, MODALITIES[int(modality[members].mean(0).argmax())]
    )


def _probabilities(head: nn.Module, group: SpanGroup, kinds: Tensor, features: Tensor) -> _Floats32:
    vectors, spans = group_vectors(group), bounds_of(group)
    logits = head(vectors, kinds, vectors, kinds, distances(spans, spans), features)[..., 0]
    p: _Floats32 = logits.sigmoid().numpy()
    return p


class ModalityTagger(HeadComponent):
    """Whether what a trigger reports happened, was planned, is denied, or is habitual."""

    def __init__(self, nlp: Language, name: str, width: int) -> None:
        super().__init__(nlp.vocab, name, make_head("isnad_modality", width))

    def annotate(self, doc: Doc) -> None:
        """Set attr «modality» of `doc.spans["triggers"]`: a probability for each of the labels, in their order."""
        group = doc.spans["triggers"]
        if not len(group):
            group.attrs["modality"] = []
            return
        kinds = torch.tensor([INCIDENT_TYPES.index(label) for label in labels_of(group)])
        logits = self.head(group_vectors(group), kinds)
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
    return EntityCoreference(nlp, name, width, threshold, names)


@Language.factory(
    "isnad_trigger_coreference",
    default_config={"width": 384, "threshold": 0.5},
    requires=["doc.tensor", "doc.spans", "doc._.date_expressions", "doc._.toll_expressions"],
    assigns=["doc._.incident_clusters"],
)
def make_trigger_coreference(nlp: Language, name: str, width: int, threshold: float) -> Any:
    """Triggers to incidents: `doc._.incident_clusters`."""
    return TriggerCoreference(nlp, name, width, threshold)


@Language.factory("isnad_modality", default_config={"width": 384}, requires=["doc.tensor", "doc.spans"])
def make_modality(nlp: Language, name: str, width: int) -> Any:
    """Modality of triggers: attr «modality» of `doc.spans["triggers"]`."""
    return ModalityTagger(nlp, name, width)
