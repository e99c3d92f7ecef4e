"""The error browser: one HTML file that stands alone, in which every article can be read with what was got wrong in it.

The page is fixed; what differs is data in it, which its script puts on the screen as text and never as markup. So
nothing that an article holds can become part of the page.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Any

from kg.evaluate.alignment import Row
from kg.evaluate.differences import KINDS, fact_rows, row_kinds
from kg.evaluate.evaluation import ArticleResult, Evaluation
from kg.evaluate.facts import Fact, family
from kg.evaluate.matching import likeness
from kg.evaluate.report import ARTICLE_MEASURES, as_dict, confusion_types
from kg.extraction import Extraction, Incident, Span
from kg.graph.schema import incident_types
from kg.resources import resource


def to_html(evaluation: Evaluation, *, title: str) -> str:
    """The whole page; the same evaluation gives the same page.

    title (str): what was evaluated against what.
    """
    parts = {name: resource("evaluate", name).read_text(encoding="utf-8") for name in ("page.css", "page.js")}
    page = resource("evaluate", "page.html").read_text(encoding="utf-8")
    return (
        page.replace("/* page.css */", parts["page.css"])
        .replace("/* page.js */", parts["page.js"])
        .replace("/* data */", _as_json(page_data(evaluation, title)))
    )


def page_data(evaluation: Evaluation, title: str) -> dict[str, Any]:
    """What the page shows, in plain values."""
    rows, columns = confusion_types(evaluation)
    whole = as_dict(evaluation)
    return {
        "title": title,
        "kinds": [kind for kind in KINDS if kind in evaluation.errors],
        "errors": whole["errors"],
        # Rounded here, as a browser rounds halves otherwise than the tables and the scorer do.
        "figures": {name: {key: round(n, 3) for key, n in f.items()} for name, f in whole["figures"].items()},
        "confusion": {
            "rows": rows,
            "columns": columns,
            "cells": [[evaluation.confusion.get((a, b), 0) for b in columns] for a in rows],
        },
        "articles": [_article(article) for article in evaluation.articles],
    }


def _as_json(data: object) -> str:
    """JSON that may stand in a script element: nothing in it ends the element or opens a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _article(article: ArticleResult) -> dict[str, Any]:
    gold = article.gold
    scores = [article.counts[name] for name in ARTICLE_MEASURES]
    marks = [*_mention_marks(article), *_trigger_marks(article)]
    return {
        "id": gold.id,
        "title": gold.title,
        "date": gold.date.isoformat() if gold.date else None,
        # None where neither side has anything: there is nothing to score.
        "scores": [round(counts.f1, 3) if counts.gold or counts.system else None for counts in scores],
        "errors": dict(article.errors),
        "marks": marks,
        "segments": _segments(gold.content, marks),
        "rows": [_row(row, article) for row in article.rows],
    }


def _mention_marks(article: ArticleResult) -> Iterable[dict[str, Any]]:
    for row in article.mentions:
        look = {"wrong mention type": "differs"}.get(row.kind or "", (row.kind or "both").split()[0])
        for side, own in (("gold", row.gold), ("system", row.system)):
            if own:
                entity, mention = own
                label = f"{entity.type}, {' · '.join(_entity_name(article, side, entity.id))}"
                yield _mark("mention", side, mention, entity.type, label, row.kind, look)


def _trigger_marks(article: ArticleResult) -> Iterable[dict[str, Any]]:
    for number, row in enumerate(article.rows):
        verdict = _verdict(row, row_kinds(row, article.matching))
        sides = (("gold", row.gold, row.system, "missed"), ("system", row.system, row.gold, "spurious"))
        for side, incident, other, alone in sides:
            if incident is None:
                continue
            color = "not scored" if verdict == "not scored" else family(incident.type)
            label = f"{incident.type}, {incident.modality}"
            for trigger in incident.triggers:
                shared = other and any(likeness(trigger, theirs) > 0 for theirs in other.triggers)
                look = alone if not shared else "differs" if verdict.startswith("wrong") else "both"
                yield _mark("trigger", side, trigger, color, label, verdict, look) | {"row": number}


def _whole(kind: str | None) -> str | None:
    """The kind where it is the incident itself that is wrong, not one of its facts."""
    return kind if kind in ("missed incident", "spurious incident", "wrong type", "wrong modality") else None


def _mark(what: str, side: str, span: Span, color: str, label: str, kind: str | None, look: str) -> dict[str, Any]:
    """look (str): how its bar is drawn: both, missed, spurious, or differs."""
    return {
        "look": look,
        "what": what,
        "side": side,
        "start": span.start,
        "end": span.end,
        "color": color,
        "label": label,
        "kind": kind,
    }


def _segments(text: str, marks: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """The text cut wherever a mark starts or ends: [piece, positions of the marks that cover it]."""
    cuts = sorted({0, len(text)} | {mark["start"] for mark in marks} | {mark["end"] for mark in marks})
    return [
        [text[start:end], [n for n, mark in enumerate(marks) if mark["start"] < end and start < mark["end"]]]
        for start, end in itertools.pairwise(cuts)
    ]


def _row(row: Row, article: ArticleResult) -> dict[str, Any]:
    kinds = row_kinds(row, article.matching)
    return {
        "gold": _incident(row.gold),
        "system": _incident(row.system),
        "kinds": kinds,
        "verdict": _verdict(row, kinds),
        "facts": [
            {
                "name": fact.name,
                "verdict": fact.verdict,
                "gold": _value(article, "gold", fact.gold),
                "system": _value(article, "system", fact.system),
            }
            for fact in fact_rows(row, article.matching)
        ],
    }


def _verdict(row: Row, kinds: list[str]) -> str:
    if whole := _whole(next(iter(kinds), None)):
        return whole
    return "found" if row.scored else "not scored"


def _incident(incident: Incident | None) -> dict[str, Any] | None:
    if incident is None:
        return None
    return {
        "id": incident.id,
        "type": incident.type,
        "family": family(incident.type),
        "ar": incident_types()[incident.type].ar,
        "modality": incident.modality,
        "triggers": [trigger.text for trigger in incident.triggers],
        "confidence": incident.confidence,
        # Figures without a number are shown though they are not scored.
        "open_tolls": [
            f"{toll.outcome}: {toll.modifier or 'no number'}" for toll in incident.casualties if toll.count is None
        ],
    }


def _value(article: ArticleResult, side: str, fact: Fact | None) -> list[str] | None:
    """One text, or two: an Arabic and an English one."""
    if fact is None:
        return None
    if isinstance(fact.value, str):
        return _entity_name(article, side, fact.value)
    first, last = fact.value
    if fact.measure == "casualties":
        return [f"{last} {first}"]
    return [f"{first}" if first == last else f"{first} – {last}"]


def _entity_name(article: ArticleResult, side: str, entity_id: str) -> list[str]:
    """Its longest mention, and its English name where it has one."""
    extraction: Extraction = article.gold if side == "gold" else article.system
    (entity,) = (e for e in extraction.entities if e.id == entity_id)
    mention = max((m.text for m in entity.mentions), key=len, default=entity.id)
    return [mention, entity.en] if entity.en else [mention]
