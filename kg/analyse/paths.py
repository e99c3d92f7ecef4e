"""How two things are connected: the shortest ways between them, hop by hop, with the sentences behind each hop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import networkx as nx

from kg.analyse.evidence import Sentence, fetch_evidence
from kg.analyse.graph import GraphReader


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship of a hop.

    forward (bool): it runs along the path; else against it.
    basis (str | None): `article`, or `knowledge` for what only `schemas/actors.yaml` states; None where the schema asks
        for no claims (a place in a larger one, by the gazetteer or an article).
    """

    type: str
    start: str
    end: str
    forward: bool
    confidence: float | None = None
    basis: str | None = None
    evidence: tuple[Sentence, ...] = ()

    @property
    def key(self) -> str:
        """`TYPE|start|end`: what claims call it."""
        return f"{self.type}|{self.start}|{self.end}"


@dataclass(frozen=True, slots=True)
class Hop:
    """A step from one node to the next, with every relationship between the two."""

    start: str
    end: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GraphPath:
    """A way from the first node to the last, no node twice."""

    hops: tuple[Hop, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Node ids along the way, both ends included."""
        return (self.hops[0].start, *(hop.end for hop in self.hops))


def k_shortest_paths(
    graph: nx.MultiDiGraph[str], a: str, b: str, k: int = 3, *, max_hops: int | None = None
) -> tuple[GraphPath, ...]:
    """The k shortest ways from one node to another, relationships taken in either direction.

    a, b (str): ids of two nodes of the graph; k (int): at least 1; max_hops (int | None): longest way to take.
    RETURNS (tuple[GraphPath, ...]): shortest first, of equal ones always the same first; empty when nothing connects
        them. Links carry no evidence yet (see `with_evidence`).
    """
    if a == b:
        return ()
    found = islice(_ways(graph, a, b, max_hops), k)
    return tuple(GraphPath(tuple(_hop(graph, one, next_) for one, next_ in pairwise(nodes))) for nodes in found)


def with_evidence(paths: Iterable[GraphPath], reader: GraphReader) -> tuple[GraphPath, ...]:
    """The same paths, each link with the sentences that state it, read from the store at once."""
    paths = tuple(paths)
    evidence = fetch_evidence(reader, (link.key for path in paths for hop in path.hops for link in hop.links))
    return tuple(GraphPath(tuple(_quoted(hop, evidence) for hop in path.hops)) for path in paths)


def subgraph_of(graph: nx.MultiDiGraph[str], paths: Iterable[GraphPath]) -> nx.MultiDiGraph[str]:
    """The nodes of some paths with the relationships that their hops use."""
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    links = {(link.start, link.end, link.type) for path in paths for hop in path.hops for link in hop.links}
    for node in sorted({end for start, end, _ in links} | {start for start, _, _ in links}):
        kept.add_node(node, **graph.nodes[node])
    for start, end, edge_type in sorted(links):
        kept.add_edge(start, end, key=edge_type, **graph.edges[start, end, edge_type])
    return kept


def _ways(graph: nx.MultiDiGraph[str], a: str, b: str, max_hops: int | None) -> Iterator[list[str]]:
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(start, end), max(start, end)) for start, end in graph.edges()}))
    try:
        for nodes in nx.shortest_simple_paths(plain, a, b):
            if max_hops is not None and len(nodes) - 1 > max_hops:
                return
            yield nodes
    except nx.NetworkXNoPath:
        return


def _hop(graph: nx.MultiDiGraph[str], start: str, end: str) -> Hop:
    links = [
        Link(str(edge_type), one, other, forward, properties.get("confidence"), properties.get("basis"))
        for one, other, forward in ((start, end, True), (end, start, False))
        for edge_type, properties in sorted((graph.get_edge_data(one, other) or {}).items(), key=str)
    ]
    return Hop(start, end, tuple(links))


def _quoted(hop: Hop, evidence: Mapping[str, tuple[Sentence, ...]]) -> Hop:
    return replace(hop, links=tuple(replace(link, evidence=evidence.get(link.key, ())) for link in hop.links))
