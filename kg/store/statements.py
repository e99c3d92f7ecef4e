"""The statements of `cypher/`, read once each."""

from __future__ import annotations

from functools import cache

from kg.resources import resource


@cache
def statement(*parts: str) -> str:
    """The text of one statement, its comment header included.

    parts (str): path below `cypher/` without the ending: `"load", "nodes", "claim"`.
    RAISES KgError: there is none (nothing in the graph can be of that kind).
    """
    return resource("cypher", *parts[:-1], f"{parts[-1]}.cypher").read_text(encoding="utf-8")


@cache
def schema_statements() -> tuple[str, ...]:
    """Constraints, then indexes, each a statement that does nothing when it was run before."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(resource("cypher", "schema").glob("*.cypher")))
