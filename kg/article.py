"""One news article as every stage knows it."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Article(BaseModel):
    """An article. Offsets everywhere in the project count Unicode code points in `content`.

    id (str): unique in a graph; given by the source, or derived from url or content, never from a clock.
    date (date | None): publication date; None when unknown, then weekdays and «yesterday» stay unresolved.
    source (str | None): outlet or file the article came from.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str = ""
    text: str
    date: dt.date | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None

    @property
    def content(self) -> str:
        """The annotated string: title, blank line, text."""
        return f"{self.title}\n\n{self.text}"

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of all that extraction sees: title, text and date."""
        date = self.date.isoformat() if self.date else ""
        return hashlib.sha256("\x1f".join((self.title, self.text, date)).encode()).hexdigest()
