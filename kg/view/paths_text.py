"""Paths as text for a terminal and as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import networkx as nx

from kg.analyse.evidence import Sentence
from kg.analyse.paths import GraphPath, Link
from kg.view.captions import title


def paths_to_text(
    graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath], *, show: Callable[[str], str] = str, quotes: int = 2
) -> str:
    """Every path as indented lines: a node, the relationships to the next with their sentences, the next node.

    show (Callable): prepares a text for the terminal it goes to, for one that does not order Arabic itself.
    quotes (int): how many sentences of a relationship to print; the number of the others is said.
    """
    return "\n".join(_lines(graph, paths, show, quotes)) + "\n"


def paths_to_json(graph: nx.MultiDiGraph[str], paths: Iterable[GraphPath]) -> str:
    """A list of paths, each `{"nodes": [{"id", "label", "title"}], "hops": [{"start", "end", "links": [...]}]}`."""
    rows = [
        {
            "nodes": [
                {"id": node, "label": graph.nodes[node]["label"], "title": title(graph.nodes[node])}
                for node in path.nodes
            ],
            "hops": [dataclasses.asdict(hop) for hop in path.hops],
        }
        for path in paths
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1, default=_iso) + "\n"


def arrow(link: Link) -> str:
    """The type with the way it points along the path: «─ INITIATED →»."""
    return f"─ {link.type} →" if link.forward else f"← {link.type} ─"


def grounds(link: Link) -> str:
    """In one phrase why a link without sentences is there."""
    if link.basis == "knowledge":
        return "known beforehand (schemas/actors.yaml)"
    return "by the gazetteer" if link.basis is None else "its sentences are not in this graph"


def origin(sentence: Sentence) -> str:
    """Where a sentence stands and who says it: «article/17 of 2023-03-24, as SOHR says, confidence 0.92»."""
    parts = [sentence.article + (f" of {sentence.date.isoformat()}" if sentence.date else "")]
    if sentence.sources:
        parts.append(f"attributed to {' and '.join(sentence.sources)}")
    parts.append(f"confidence {sentence.confidence:.2f}")
    return ", ".join(parts)


def _lines(
    graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath], show: Callable[[str], str], quotes: int
) -> Iterator[str]:
    for number, path in enumerate(paths, 1):
        if number > 1:
            yield ""
        hops = len(path.hops)
        yield f"Path {number} of {len(paths)}: {hops} {'hop' if hops == 1 else 'hops'}"
        yield f"  {show(title(graph.nodes[path.nodes[0]]))}"
        for hop in path.hops:
            for link in hop.links:
                yield f"    {arrow(link)}" + ("" if link.evidence else f"  {grounds(link)}")
                for sentence in link.evidence[:quotes]:
                    yield f"        {show('«' + ' '.join(sentence.text.split()) + '»')}"
                    yield f"        {show(origin(sentence))}"
                if more := len(link.evidence[quotes:]):
                    yield f"        and {more} more"
            yield f"  {show(title(graph.nodes[hop.end]))}"


def _iso(value: Any) -> str:
    return str(value.isoformat())
