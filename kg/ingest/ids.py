"""Ids of articles that bring none, and file names for ids of any kind."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

_LONGEST = 180


def derived_id(url: str | None, content_hash: str) -> str:
    """Id that depends on nothing but the article: its address, else its content."""
    kind, key = ("url", url) if url else ("text", content_hash)
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:20]}"


def file_stem(article_id: str) -> str:
    """File name, without suffix, for an article id: the id itself where it is safe, else percent-encoded.

    Different ids have different names: over-long ones end in a hash of the id. Never hidden, never another folder.
    """
    name = quote(article_id, safe="")
    if name.startswith("."):
        name = "%2E" + name[1:]
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}~{hashlib.sha256(article_id.encode()).hexdigest()[:20]}"
    return name
