"""What the components leave on a doc beside spaCy's own attributes: extension attributes and their value types.

- `doc.spans["mentions"]`, `doc.spans["triggers"]`, `doc.spans["dates"]`, `doc.spans["tolls"]`: span groups whose
  `attrs` hold one list per property, parallel to the spans («confidence», «clitic», …).
- `doc._.entity_clusters`, `doc._.incident_clusters`: `Cluster` values over those spans.
- `doc._.roles`, `doc._.relations`, `doc._.incident_relations`, `doc._.date_links`, `doc._.toll_links`: `Link` values.
- `doc._.published` (date | None): publication date, set before the pipeline runs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from spacy.tokens import Doc, SpanGroup


class Cluster(NamedTuple):
    """Spans that mean one thing. members: indices in their span group; label: its type; modality: of an incident."""

    members: tuple[int, ...]
    label: str
    confidence: float
    modality: str = "actual"


class Link(NamedTuple):
    """A labelled link. source, target: indices of clusters (or of spans, for dates and tolls)."""

    label: str
    source: int
    target: int
    confidence: float


def cluster_of_span(clusters: tuple[Cluster, ...]) -> list[int]:
    """Index of the cluster of every span of a group, all of whose spans are in one."""
    owner = {i: k for k, cluster in enumerate(clusters) for i in cluster.members}
    return [owner[i] for i in range(len(owner))]


_LISTS = (
    "entity_clusters",
    "incident_clusters",
    "roles",
    "relations",
    "incident_relations",
    "date_links",
    "toll_links",
    "date_expressions",
    "toll_expressions",
)


def register_extensions() -> None:
    """Declare the extension attributes; safe to call again."""
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)
    for name in _LISTS:
        if not Doc.has_extension(name):
            # A getter-free default would be shared between docs; an immutable one cannot be changed by accident.
            Doc.set_extension(name, default=())


def set_spans(doc: Doc, key: str, spans: list[Any], **attributes: list[Any]) -> None:
    """Set a span group with parallel lists of properties."""
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs=dict(attributes))


register_extensions()
