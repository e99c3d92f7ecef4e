"""One strike as three outlets of our invention tell it, one of them of another place, and a clash of the same day."""

from __future__ import annotations

from typing import Any

from plain_links import plainly_resolved

from kg.extraction import Extraction
from kg.graph.delta import GraphDelta
from kg.graph.mapper import map_extraction
from kg.resolve.incidents.scorer import PairScorer
from kg.store.loader import load_deltas
from kg.store.session import Store

# Not the shipped weights, which change with every labelled story.
SCORER = PairScorer(
    "test/1",
    -1.0,
    {"type_same": 1.0, "dates_same": 1.0, "place_same": 2.0, "killed_differs": -1.0, "place_apart": -2.0},
    0.5,
    0.4,
)
DAY = "2024-03-10"
OUTLETS = ("وكالة الشرق", "صحيفة الفرات", "إذاعة البادية")
_SYRIAN = {"Al-Mayadin": (35.02, 40.45), "Al-Bukamal": (34.45, 40.92)}


def told_stories() -> list[GraphDelta]:
    """told-1 and told-2: a strike on Al-Mayadin, 5 dead as the Observatory says, 12 as state television does.

    told-3: one on Al-Bukamal the same day, by somebody else. told-4: a protest elsewhere, of which nobody else tells.
    """
    return [
        _strike(1, "إسرائيل", "Israel", "الميادين", "Al-Mayadin", 5, "المرصد السوري", "Observatory"),
        _strike(2, "إسرائيل", "Israel", "الميادين", "Al-Mayadin", 12, "التلفزيون السوري", "State television"),
        _strike(3, "الولايات المتحدة", "United States", "البوكمال", "Al-Bukamal", 5, "المرصد السوري", "Observatory"),
        _protest(),
    ]


def load_told(store: Store) -> dict[str, str]:
    """Empty the store and load the stories. RETURNS (dict[str, str]): «1», «2» … → report id."""
    store.write("MATCH (n) DETACH DELETE n")
    load_deltas(store, told_stories(), scorer=SCORER)
    rows = store.read("MATCH (r:Report) RETURN r.id AS id, r.article AS article")
    return {row["article"].removeprefix("article/told-"): row["id"] for row in rows}


def _strike(
    number: int, by: str, by_en: str, place: str, place_en: str, killed: int, source: str, source_en: str
) -> GraphDelta:
    title = f"غارة على {place}"
    sentence = f"شنت {by} غارة على بلدة {place} أسفرت عن مقتل {killed} مسلحين بحسب {source}."
    content = f"{title}\n\n{sentence}"
    entities = [
        _entity("e1", "COUNTRY", by_en, by, content),
        _entity("e2", "PLACE", place_en, place, content, _SYRIAN[place_en]),
        _entity("e3", "ARMED_GROUP", "Gunmen", "مسلحين", content),
        _entity("e4", "ORGANIZATION", source_en, source, content),
    ]
    incident = {
        "id": "i1",
        "type": "air_drone_strike",
        "triggers": [_span("غارة", content, after=len(title))],
        "initiator": ["e1"],
        "target": ["e3"],
        "place": ["e2"],
        "reported_by": ["e4"],
        "date": {"start": DAY, "end": DAY},
        "casualties": [{"outcome": "killed", "count": killed, "source": "e4"}],
    }
    return _delta(number, title, sentence, OUTLETS[number - 1], entities, incident)


def _protest() -> GraphDelta:
    title, sentence = "احتجاج في طرابلس", "تظاهر العشرات في طرابلس احتجاجا على الغلاء."
    content = f"{title}\n\n{sentence}"
    entities = [_entity("e1", "PLACE", "Tripoli", "طرابلس", content, (32.89, 13.19))]
    incident = {"id": "i1", "type": "protest", "triggers": [_span("تظاهر", content)], "place": ["e1"]}
    return _delta(4, title, sentence, OUTLETS[0], entities, incident)


def _delta(
    number: int, title: str, sentence: str, outlet: str, entities: list[dict[str, Any]], incident: dict[str, Any]
) -> GraphDelta:
    article = {
        "id": f"told-{number}",
        "title": title,
        "date": DAY,
        "text": sentence,
        "source": outlet,
        "entities": entities,
        "incidents": [incident],
        "relations": [],
        "incident_relations": [],
    }
    return map_extraction(plainly_resolved(Extraction.model_validate(article)))


def _entity(
    name: str, kind: str, english: str, arabic: str, content: str, point: tuple[float, float] | None = None
) -> dict[str, Any]:
    where = {"lat": point[0], "lon": point[1]} if point else {}
    return {"id": name, "type": kind, "en": english, "mentions": [_span(arabic, content)], **where}


def _span(text: str, content: str, after: int = 0) -> dict[str, Any]:
    start = content.index(text, after)
    return {"start": start, "end": start + len(text), "text": text}
