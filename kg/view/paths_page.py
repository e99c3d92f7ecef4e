"""Paths as one HTML page that stands alone: the drawing, then every hop with its sentences, right to left."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import networkx as nx

from kg.analyse.evidence import Sentence
from kg.analyse.paths import GraphPath, Link, subgraph_of
from kg.view.captions import title
from kg.view.draw import draw_graph, save
from kg.view.layout import path_layout
from kg.view.paths_text import arrow, grounds, origin

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #22303c; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
figure { margin: 1.5rem 0; overflow-x: auto } svg { width: 100%; height: auto }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem }
th, td { text-align: start; vertical-align: top; border-bottom: 1px solid #d5dbe1; padding: .5rem .8rem }
blockquote { margin: 0 0 .2rem; font-size: 1.05em } small { color: #5b6874 } code { white-space: nowrap }
"""


def paths_to_html(graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath]) -> str:
    """The page, without scripts and without anything from elsewhere; the same paths give the same page.

    paths (Sequence[GraphPath]): at least one, all between the same two nodes, with their evidence.
    RAISES InputError: matplotlib is not installed.
    """
    ends = [escape(title(graph.nodes[node])) for node in (paths[0].nodes[0], paths[0].nodes[-1])]
    heading = f"{ends[0]} – {ends[1]}"
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{heading}</title>\n<style>{_STYLE}</style>",
            f"<h1>How they are connected</h1>\n<p><bdi>{heading}</bdi></p>\n<figure>{_drawing(graph, paths)}</figure>",
            paths_to_tables(graph, paths),
            "</html>\n",
        )
    )


def paths_to_tables(graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath]) -> str:
    """The tables of the page alone, for a notebook: a table a path, a row a relationship; no path gives a sentence."""
    return "\n".join(_tables(graph, paths)) or "<p>No path connects them.</p>"


def draw_paths(graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath], path: Path) -> None:
    """Draw the paths into a file (.png, .svg or .pdf).

    RAISES InputError: matplotlib is not installed, or the file cannot be written.
    """
    ends = (paths[0].nodes[0], paths[0].nodes[-1])
    save(draw_graph(subgraph_of(graph, paths), path_layout(paths), ends=ends), path)


def _drawing(graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paths.svg")
        draw_paths(graph, paths, file)
        svg = file.read_text(encoding="utf-8")
    return svg[svg.index("<svg") :]


def _tables(graph: nx.MultiDiGraph[str], paths: Sequence[GraphPath]) -> Iterator[str]:
    for number, path in enumerate(paths, 1):
        yield f"<h2>Path {number}</h2>\n<table>\n<tr><th>from<th>relationship<th>to<th>evidence"
        for hop in path.hops:
            start, end = (escape(title(graph.nodes[node])) for node in (hop.start, hop.end))
            for link in hop.links:
                yield (
                    f"<tr><td><bdi>{start}</bdi><td><code>{escape(arrow(link))}</code>"
                    f"<td><bdi>{end}</bdi><td>{_evidence(link)}"
                )
        yield "</table>"


def _evidence(link: Link) -> str:
    return "".join(map(_quote, link.evidence)) or f"<small>{escape(grounds(link))}</small>"


def _quote(sentence: Sentence) -> str:
    cited = escape(origin(sentence))
    if sentence.url and sentence.url.startswith(("http://", "https://")):
        cited = f'<a href="{escape(sentence.url)}">{cited}</a>'
    return f'<blockquote lang="ar" dir="auto">{escape(sentence.text)}</blockquote><small>{cited}</small>'
