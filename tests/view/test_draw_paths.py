import dataclasses
import datetime as dt
import json
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from kg.analyse.evidence import Sentence
from kg.analyse.paths import GraphPath, k_shortest_paths, subgraph_of
from kg.errors import InputError
from kg.view.captions import caption, title
from kg.view.draw import COLOURS, draw_graph, save
from kg.view.layout import path_layout
from kg.view.paths_page import draw_paths, paths_to_html
from kg.view.paths_text import paths_to_json, paths_to_text

SAID = Sentence(
    text="أغار الطيران على <المخزن>\nثم عاد.",
    article="article/own-1",
    title="خبر",
    date=dt.date(2024, 5, 7),
    url="https://example.org/?a=1&b=2",
    start=5,
    end=36,
    confidence=0.875,
    sources=("Plain Monitor",),
)


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("actor/blue", label="Actor", sublabel="ArmedGroup", name="Blue Army", name_ar="الجيش الأزرق")
    graph.add_node("actor/state", label="Actor", sublabel="Country", name="Blue State", name_ar="الدولة الزرقاء")
    graph.add_node(
        "actor/valley", label="Actor", sublabel="ArmedGroup", name="Valley Brigades of the Far and Long Valley"
    )
    graph.add_node("place/t", label="Place", name="Tell al-Ward", name_ar="تل الورد")
    for number, day in ((1, 6), (2, 8), (3, 9)):
        graph.add_node(
            f"incident/{number}",
            label="Incident",
            type="air_drone_strike",
            date_start=dt.date(2024, 5, day),
            date_end=dt.date(2024, 5, 10),
            killed_low=4,
            killed_high=7,
        )
        graph.add_edge("actor/blue", f"incident/{number}", key="INITIATED", basis="article", confidence=0.9)
        graph.add_edge("actor/valley", f"incident/{number}", key="TARGETED_IN", basis="article", confidence=0.9)
        graph.add_edge("actor/valley", f"incident/{number}", key="SUFFERED_IN", basis="article", confidence=0.9)
        graph.add_edge(f"incident/{number}", "place/t", key="HAPPENED_AT", basis="article", confidence=0.9)
    graph.add_edge("actor/blue", "actor/state", key="AFFILIATED_WITH", basis="knowledge", confidence=1.0)
    graph.add_edge("actor/state", "actor/blue", key="SUPPORTS", basis="article", confidence=0.5)
    return graph


@pytest.fixture
def paths(graph: nx.MultiDiGraph) -> tuple[GraphPath, ...]:
    found = k_shortest_paths(graph, "actor/state", "actor/valley", 3)
    first = found[0].hops[1]
    quoted = dataclasses.replace(
        first, links=tuple(dataclasses.replace(link, evidence=(SAID,)) for link in first.links)
    )
    return (GraphPath((found[0].hops[0], quoted, *found[0].hops[2:])), *found[1:])


def test_captions_say_what_a_thing_is(graph: nx.MultiDiGraph) -> None:
    assert title(graph.nodes["actor/blue"]) == "Blue Army · الجيش الأزرق"
    assert title(graph.nodes["incident/1"]) == "air drone strike, 2024-05-06 to 2024-05-10"
    assert caption(graph.nodes["incident/1"], 40).split("\n")[1:] == [
        "air drone strike",
        "2024-05-06 to 2024-05-10",
        "4–7 killed",
    ]
    assert caption(graph.nodes["actor/blue"]) == "الجيش الأزرق\nBlue Army"
    assert all(len(line) <= 24 for line in caption(graph.nodes["actor/valley"]).split("\n"))


def test_no_two_boxes_touch(graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...]) -> None:
    figure = draw_graph(subgraph_of(graph, paths), path_layout(paths), ends=("actor/state", "actor/valley"))
    figure.draw_without_rendering()
    kinds = {tuple(round(part, 3) for part in _rgb(colour)) for colour in COLOURS.values()}
    boxes = [
        text.get_bbox_patch().get_window_extent()
        for text in figure.axes[0].texts
        if text.get_zorder() == 3
        and tuple(round(part, 3) for part in text.get_bbox_patch().get_facecolor()[:3]) in kinds
    ]
    assert len(boxes) == len({node for path in paths for node in path.nodes})
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    canvas = figure.bbox
    assert all(
        canvas.x0 <= box.x0 and box.x1 <= canvas.x1 and canvas.y0 <= box.y0 and box.y1 <= canvas.y1 for box in boxes
    )


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


def test_arabic_letters_join() -> None:
    from matplotlib.figure import Figure

    figure = Figure()
    joined, apart = (figure.text(0, 0, text, fontsize=30) for text in ("ببب", "ب\u200cب\u200cب"))
    figure.draw_without_rendering()
    assert joined.get_window_extent().width < 0.8 * apart.get_window_extent().width


def test_every_relationship_is_written_and_the_known_one_is_dashed(graph: nx.MultiDiGraph) -> None:
    figure = draw_graph(graph)
    written = {word for text in figure.axes[0].texts for word in text.get_text().split("\n")}
    assert {kind for _, _, kind in graph.edges} <= written
    assert "known beforehand" in {text.get_text() for text in figure.axes[0].get_legend().get_texts()}


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_same_paths_give_the_same_file(
    graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...], tmp_path: Path, ending: str
) -> None:
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    draw_paths(graph, paths, one)
    draw_paths(graph, paths, other)
    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_size > 5_000


def test_a_file_that_cannot_be_is_refused(graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot draw a \.doc"):
        draw_paths(graph, paths, tmp_path / "paths.doc")
    with pytest.raises(InputError, match="No such file"):
        save(draw_graph(graph), tmp_path / "nowhere" / "paths.png")
    with pytest.raises(InputError, match="nothing to draw"):
        draw_graph(nx.MultiDiGraph())


def test_text_shows_hops_with_direction_and_sentence(graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...]) -> None:
    lines = paths_to_text(graph, paths).split("\n")
    assert lines[0] == "Path 1 of 3: 3 hops"
    assert "    ← AFFILIATED_WITH ─  known beforehand (schemas/actors.yaml)" in lines
    assert "    ─ INITIATED →" in lines
    assert "        «أغار الطيران على <المخزن> ثم عاد.»" in lines
    assert "        article/own-1 of 2024-05-07, attributed to Plain Monitor, confidence 0.88" in lines
    assert lines[-2] == "  Valley Brigades of the Far and Long Valley"


def test_sentences_beyond_the_number_wanted_are_counted(graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...]) -> None:
    assert "and 1 more" in paths_to_text(graph, paths, quotes=0)


def test_json_holds_nodes_hops_and_evidence(graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...]) -> None:
    first = json.loads(paths_to_json(graph, paths))[0]
    assert first["nodes"][0] == {"id": "actor/state", "label": "Actor", "title": "Blue State · الدولة الزرقاء"}
    link = first["hops"][1]["links"][0]
    assert (link["type"], link["forward"], link["evidence"][0]["date"]) == ("INITIATED", True, "2024-05-07")


def test_the_page_stands_alone_and_escapes_what_articles_say(
    graph: nx.MultiDiGraph, paths: tuple[GraphPath, ...]
) -> None:
    page = paths_to_html(graph, paths)
    assert page == paths_to_html(graph, paths)
    assert "&lt;المخزن&gt;" in page
    assert "<المخزن>" not in page
    assert 'href="https://example.org/?a=1&amp;b=2"' in page
    assert "<script" not in page
    assert "<svg" in page
    assert page.count("<h2>") == 3
