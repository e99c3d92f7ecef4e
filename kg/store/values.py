"""From the driver's values to plain Python ones, the same for both stores."""

from __future__ import annotations

from typing import Any

from kg.store.driver import neo4j

# Most values by far: asked first, because the classes of the driver are slow to ask for.
_SIMPLE = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A value of a result row as plain Python, with no trace of the driver or of internal identifiers.

    Nodes become `{"labels": [...], **properties}` (labels sorted), relationships `{"type": ..., **properties}`, paths
    a list of both in turn; dates and times become those of `datetime`, durations ISO 8601 text; lists and maps are
    gone through.
    """
    if type(value) in _SIMPLE:
        return value
    match value:
        case neo4j.graph.Node():
            return {"labels": sorted(value.labels), **_properties(value)}
        case neo4j.graph.Relationship():
            return {"type": value.type, **_properties(value)}
        case neo4j.graph.Path():
            steps: list[Any] = [plain(value.start_node)]
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                steps += [plain(relationship), plain(node)]
            return steps
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time():
            return value.to_native()
        case neo4j.time.Duration():
            return value.iso_format()
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return value


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: plain(entity[key]) for key in sorted(entity.keys())}
