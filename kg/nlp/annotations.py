"""What the components leave on a doc beside spaCy's own attributes: extension attributes and their value types.

- `doc.spans["mentions"]`, `doc.spans["triggers"]`, `doc.spans["dates"]`, `doc.spans["tolls"]`: span groups whose
  `attrs` hold one list per property, parallel to the spans («confidence», «clitic», …).
- `doc._.entity_clusters`, `doc._.incident_clusters`: `Cluster` values over those spans.
- `doc._.roles`, `doc._.relations`, `doc._.incident_relations`, `doc._.date_links`, `doc._.toll_links`: `Link` values.
- `doc._.published` (date | None): publication date, set before the pipeline runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from spacy.tokens import Doc, SpanGroup

from kg.nlp.grammar.dates import DateExpression
from kg.nlp.grammar.tolls import TollExpression

# Before the names of our keys in `doc.user_data`.
_KEY = "isnad."


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


_TYPES: dict[str, TypeAdapter[Any]] = {
    "published": TypeAdapter(dt.date | None),
    "entity_clusters": TypeAdapter(tuple[Cluster, ...]),
    "incident_clusters": TypeAdapter(tuple[Cluster, ...]),
    "roles": TypeAdapter(tuple[Link, ...]),
    "relations": TypeAdapter(tuple[Link, ...]),
    "incident_relations": TypeAdapter(tuple[Link, ...]),
    "date_links": TypeAdapter(tuple[Link, ...]),
    "toll_links": TypeAdapter(tuple[Link, ...]),
    "date_expressions": TypeAdapter(tuple[DateExpression, ...]),
    "toll_expressions": TypeAdapter(tuple[TollExpression, ...]),
}


def register_extensions() -> None:
    """Declare the extension attributes; safe to call again.

    A doc keeps them as plain data, so that it goes through `Doc.to_bytes`, DocBin and `nlp.pipe(n_process=2)`; the
    values that were last made of such data are remembered, as the components read them many times.
    """
    for name, kind in _TYPES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=_getter(name, kind), setter=_setter(name, kind))


def _getter(name: str, kind: TypeAdapter[Any]) -> Callable[[Doc], Any]:
    missing: Any = None if name == "published" else ()
    last: tuple[Any, Any] = missing, missing

    def get(doc: Doc) -> Any:
        nonlocal last
        plain = doc.user_data.get(_KEY + name, missing)
        # Of the same object, which is kept here, not of an equal one: comparing would cost as much as making.
        known, value = last
        if known is not plain:
            value = kind.validate_python(plain)
            last = plain, value
        return value

    return get


def _setter(name: str, kind: TypeAdapter[Any]) -> Callable[[Doc, Any], None]:
    def put(doc: Doc, value: Any) -> None:
        doc.user_data[_KEY + name] = kind.dump_python(value, mode="json")

    return put


def set_spans(doc: Doc, key: str, spans: list[Any], **attributes: list[Any]) -> None:
    """Set a span group with parallel lists of properties."""
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs=dict(attributes))


register_extensions()
