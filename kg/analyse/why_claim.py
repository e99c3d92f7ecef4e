"""Why a claim is in the graph: the sentence, the article in which it stands, and whom that quotes for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kg.analyse.graph import GraphReader
from kg.resources import resource


@dataclass(frozen=True, slots=True)
class WhyClaim:
    """A claim. about, value: names, else types, else ids of what it is about and what it states.

    start, end (int): the sentence in title + blank line + text, code points. source: whom the article quotes.
    report, edge: the report it belongs to and the relationship it backs, where there is one.
    """

    id: str
    about: str
    about_id: str
    attribute: str
    value: str
    sentence: str
    start: int
    end: int
    confidence: float
    source: str | None
    article: str
    title: str | None
    outlet: str | None
    date: dt.date | None
    url: str | None
    report: str | None
    edge: str | None


def why_claim(reader: GraphReader, claim: str) -> WhyClaim | None:
    """None where the graph has no such claim."""
    rows = reader.read(resource("cypher", "why", "claim.cypher").read_text(encoding="utf-8"), id=claim)
    if not rows:
        return None
    row, own = rows[0], rows[0]["claim"]
    value = " · ".join(part for part in (own.get("value"), row["value"]) if part)
    return WhyClaim(
        id=claim,
        about=row["about"] or own["about"],
        about_id=own["about"],
        attribute=own["attribute"],
        value=value or own.get("value_id") or "",
        sentence=own["sentence"],
        start=own["start"],
        end=own["end"],
        confidence=own["confidence"],
        source=row["source"],
        article=row["article"],
        title=row["title"],
        outlet=row["outlet"],
        date=row["date"],
        url=row["url"],
        report=own.get("report"),
        edge=own.get("edge"),
    )
