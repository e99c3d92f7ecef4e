"""Deterministic identifiers: the same article gives the same ids on every machine, in every order of arrival."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

Part = str | int | None | Sequence["Part"]


def article_id(article: str) -> str:
    """Node id of the article that the source calls `article`."""
    return f"article/{article}"


def incident_id(article: str, incident_type: str, offsets: Sequence[tuple[int, int]], extra: Part = None) -> str:
    """Node id of an incident.

    article (str): the article's own id, without the `article/` prefix.
    offsets (Sequence[tuple[int, int]]): its triggers, code points; their order does not matter.
    extra (Part): what tells apart incidents that share type and triggers; None when nothing does.
    """
    return f"incident/{digest(article, incident_type, sorted(offsets), extra)}"


def claim_id(
    article: str, about: str, attribute: str, value: Part, sentence: tuple[int, int], source: str | None
) -> str:
    """Node id of a claim: `about` and `source` are node ids, `value` all that is stated, `sentence` its offsets."""
    return f"claim/{digest(article, about, attribute, value, sentence, source)}"


def digest(*parts: Part) -> str:
    """First 16 hex digits of the SHA-1 of the parts, written as JSON so that no two lists of parts look alike."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]
