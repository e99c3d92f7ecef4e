"""Find the node that a person means by a name."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
from rapidfuzz import fuzz, process

from kg.arabic import match_key
from kg.errors import InputError

_SUGGESTIONS = 5
_LIKE = 60.0


def find_node(graph: nx.MultiDiGraph[str], name: str) -> str:
    """The node with this id, or with this English or Arabic name in any spelling.

    Where an actor and a place share the name (a country), the actor is meant; write the id for the place.
    RETURNS (str): node id.
    RAISES InputError: there is none (with the names that come nearest), or several (with their ids).
    """
    if name in graph:
        return name
    names = _names(graph)
    found = names.get(match_key(name), [])
    for label in ("Actor", "Place"):
        matches = [node for node in found if graph.nodes[node]["label"] == label]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise InputError("more than one has this name", where=repr(name), hint=f"write an id: {', '.join(matches)}")
    near = suggestions(graph, name)
    raise InputError("nothing in the graph has this name", where=repr(name), hint=_hint(near))


def suggestions(graph: nx.MultiDiGraph[str], name: str) -> list[str]:
    """Names in the graph that look most like `name`, the likest first; at most five, of different nodes."""
    names = _names(graph)
    scored = process.extract(match_key(name), sorted(names), scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=None)
    shown: dict[str, str] = {}
    for key, _, _ in sorted(scored, key=lambda row: (-row[1], row[0])):
        for node in names[key]:
            shown.setdefault(node, _as_written(graph, node, key))
    return list(dict.fromkeys(shown.values()))[:_SUGGESTIONS]


def _names(graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for node, properties in graph.nodes(data=True):
        keys = {match_key(properties[field]) for field in ("name", "name_ar") if properties.get(field)}
        for key in keys - {""}:
            names[key].append(node)
    return names


def _as_written(graph: nx.MultiDiGraph[str], node: str, key: str) -> str:
    properties = graph.nodes[node]
    written = (properties.get(field) for field in ("name", "name_ar"))
    return next(str(name) for name in written if name and match_key(name) == key)


def _hint(near: list[str]) -> str:
    return f"did you mean {', '.join(near)}?" if near else "`kg query` lists ways to find names"
