"""The sentences behind relationships."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.analyse.graph import GraphReader, statement


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article that states a relationship.

    start, end (int): its place in the article's title + blank line + text, code points.
    sources (tuple[str, ...]): names of those to whom the article attributes it, sorted; empty when it names nobody.
    confidence (float): how sure the reader is of what it states, 0-1.
    """

    text: str
    article: str
    title: str | None
    date: dt.date | None
    url: str | None
    start: int
    end: int
    confidence: float
    sources: tuple[str, ...]


def fetch_evidence(reader: GraphReader, edges: Iterable[str]) -> dict[str, tuple[Sentence, ...]]:
    """The sentences that state given relationships, the surest first.

    edges (Iterable[str]): keys, `TYPE|start id|end id`.
    RETURNS (dict): key → sentences; a key that no claim backs is absent.
    RAISES StoreError: the store cannot be read.
    """
    keys = sorted(set(edges))
    groups: dict[tuple[str, str, int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for row in reader.read(statement("evidence"), edges=keys) if keys else ():
        groups[row["edge"], row["article"], row["start"], row["end"]].append(row)
    found: dict[str, list[Sentence]] = defaultdict(list)
    for (edge, *_), rows in groups.items():
        found[edge].append(_sentence(rows))
    return {
        edge: tuple(sorted(sentences, key=lambda s: (-s.confidence, s.article, s.start, s.end)))
        for edge, sentences in sorted(found.items())
    }


def _sentence(rows: list[Mapping[str, Any]]) -> Sentence:
    first = rows[0]
    return Sentence(
        text=first["sentence"],
        article=first["article"],
        title=first["title"],
        date=first["date"],
        url=first["url"],
        start=first["start"],
        end=first["end"],
        confidence=max(row["confidence"] for row in rows),
        sources=tuple(sorted({row["source"] for row in rows if row["source"]})),
    )
