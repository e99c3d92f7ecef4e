"""How sure the pipeline may be of what it found: probabilities of its parts made those of whole facts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.nlp.annotations import Cluster, Link

# Weight of a fact's own log odds, of those of its source and of its target, and what is added.
Weights = tuple[float, float, float, float]
# No probability of a part is taken for nearer to 0 or 1 than this.
_LEAST = 0.001
# The names of links that differ from those of the facts they state.
_FACTS = {"toll": "casualties"}


def weighed(weights: Weights, own: float, source: float = 0.5, target: float = 0.5) -> float:
    """The probability (0-1) that a whole fact is right, from those of the link and of what stands at its ends."""
    *factors, added = weights
    odds = added + sum(factor * log_odds(p) for factor, p in zip(factors, (own, source, target), strict=True))
    return 1 / (1 + math.exp(-odds))


def log_odds(p: float) -> float:
    """Of a probability (0-1), which counts as no surer than 0.001 or 0.999."""
    p = min(max(p, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))


class Confidence:
    """Replaces every confidence by how often such facts are right.

    The scorers learned from annotated triggers and mentions, most of them often enough to know them by heart, and say
    0.95 of links of which six in ten are right; and none counts that the incident or the entity itself may be wrong.
    Facts without weights keep their confidence.
    """

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        self.weights = weights

    def __call__(self, doc: Doc) -> Doc:
        """Set the confidences of clusters and links of a doc that all other components have been through."""
        entities: tuple[Cluster, ...] = doc._.entity_clusters
        incidents: tuple[Cluster, ...] = doc._.incident_clusters
        doc._.roles = self._links(doc._.roles, incidents, entities)
        doc._.relations = self._links(doc._.relations, entities, entities)
        doc._.incident_relations = self._links(doc._.incident_relations, incidents, incidents)
        doc._.date_links = self._links(doc._.date_links, incidents, ())
        doc._.toll_links = self._links(doc._.toll_links, incidents, ())
        doc._.entity_clusters = self._clusters(entities, "entity")
        doc._.incident_clusters = self._clusters(incidents, "type")
        return doc

    def _clusters(self, clusters: tuple[Cluster, ...], fact: str) -> tuple[Cluster, ...]:
        if fact not in self.weights:
            return clusters
        return tuple(c._replace(confidence=weighed(self.weights[fact], c.confidence)) for c in clusters)

    def _links(
        self, links: tuple[Link, ...], sources: tuple[Cluster, ...], targets: tuple[Cluster, ...]
    ) -> tuple[Link, ...]:
        """targets: none where links lead to expressions, which the grammars find without a confidence."""
        out = []
        for link in links:
            weights = self.weights.get(_FACTS.get(link.label, link.label))
            if weights is not None:
                target = targets[link.target].confidence if targets else 0.5
                sure = weighed(weights, link.confidence, sources[link.source].confidence, target)
                link = link._replace(confidence=sure)
            out.append(link)
        return tuple(out)


@Language.factory(
    "isnad_confidence",
    default_config={"weights": {}},
    requires=["doc._.entity_clusters", "doc._.incident_clusters"],
    assigns=["doc._.entity_clusters", "doc._.incident_clusters", "doc._.roles", "doc._.relations"],
)
def make_confidence(nlp: Language, name: str, weights: dict[str, list[float]]) -> Any:
    """Confidences of all facts, as often as such facts are right.

    weights: fact (`entity`, `type`, a role, `date`, `casualties`, the type of a relation) → the four of `Weights`.
    RAISES ModelError where there are not four.
    """
    for fact, given in weights.items():
        if len(given) != 4:
            hint = "own, source, target, added: benchmarks/confidence.py prints them"
            raise ModelError(f"{len(given)} weights for «{fact}», not 4", where=name, hint=hint)
    return Confidence({fact: (own, source, target, added) for fact, (own, source, target, added) in weights.items()})
