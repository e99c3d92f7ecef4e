"""Which articles a graph holds, and in which version. The `Article` nodes are the ledger: they are written in the same
transaction as all that their article says, so one that is there is there completely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph.ids import article_id
from kg.store.connect import Store
from kg.store.statements import statement

_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the graph: its content hash, and the pipeline that read it (name and version)."""

    content_hash: str
    model: str | None


def entries(store: Store, articles: list[str]) -> dict[str, Entry]:
    """Article id (as its source gives it) → entry, for those that are in the graph."""
    by_node = {article_id(article): article for article in articles}
    found: dict[str, Entry] = {}
    nodes = sorted(by_node)
    for start in range(0, len(nodes), _CHUNK):
        for row in store.read(statement("load", "replace", "articles"), ids=nodes[start : start + _CHUNK]):
            found[by_node[row["id"]]] = Entry(row["content_hash"], row["model"])
    return found


def is_current(store: Store, hashes: Mapping[str, str], *, model: str | None = None) -> dict[str, bool]:
    """Whether the graph holds each article with this content.

    hashes (Mapping[str, str]): article id → content hash (`Article.content_hash`).
    model (str | None): when given, an article that another pipeline has read is not current.
    """
    known = entries(store, list(hashes))
    return {
        article: article in known
        and known[article].content_hash == content_hash
        and (model is None or known[article].model == model)
        for article, content_hash in hashes.items()
    }
