"""Annotations without their texts: they can be passed on where the articles themselves may not.

One JSON object an article: the resolved format with every span as [start, end] and, in place of title and text, the
hash of both; whoever has the articles can put the two together again.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from kg.article import Article
from kg.errors import InputError
from kg.extraction import Extraction


def detach(gold: Extraction) -> dict[str, Any]:
    """The annotation of one article by offsets alone."""
    article = Article(id=gold.id, title=gold.title, text=gold.text, date=gold.date)
    data = gold.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"title", "text", "content_hash"})
    _spans(data, lambda span: [span["start"], span["end"]])
    return {"id": gold.id, "content_hash": article.content_hash, **data}


def attach(record: dict[str, Any], article: Article) -> Extraction:
    """The annotated article again.

    RAISES InputError: the article is not the one that was annotated, or the record is not what `detach` makes.
    """
    if article.content_hash != record.get("content_hash"):
        hint = "find the article as it was annotated; title, text and date must be the same"
        raise InputError("not the text that was annotated", where=f"article {article.id}", hint=hint)
    content = article.content
    data = {k: _copied(v) for k, v in record.items() if k != "content_hash"}
    try:
        _spans(data, lambda span: {"start": span[0], "end": span[1], "text": content[span[0] : span[1]]})
        return Extraction.model_validate(data | {"title": article.title, "text": article.text, "date": article.date})
    except (ValidationError, TypeError, KeyError, IndexError) as error:
        cause = error.errors()[0]["msg"] if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        raise InputError(cause, where=f"article {article.id}", hint="kg gold detach writes the format") from error


def _copied(value: Any) -> Any:
    return [_copied(v) for v in value] if isinstance(value, list) else dict(value) if isinstance(value, dict) else value


def _spans(data: dict[str, Any], change: Any) -> None:
    """Change every span in place: mentions, triggers, and what dates and figures quote."""
    for entity in data.get("entities", ()):
        entity["mentions"] = [change(m) for m in entity["mentions"]]
    for incident in data.get("incidents", ()):
        incident["triggers"] = [change(t) for t in incident["triggers"]]
        for holder in (incident.get("date"), *incident.get("casualties", ())):
            if holder and holder.get("mention"):
                holder["mention"] = change(holder["mention"])
