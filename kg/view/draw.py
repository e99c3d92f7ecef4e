"""Draw a small graph: boxes with Arabic and English names, arrows with their relationship types."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import InputError
from kg.view.captions import caption
from kg.view.layout import Positions

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

# Fill by label or an actor's second label: light enough for black text, told apart by the colour-blind too.
COLOURS = {
    "Person": "#f6e3a1",
    "ArmedGroup": "#f2b8a2",
    "Organization": "#b9d3ee",
    "Country": "#c5dfb0",
    "Civilians": "#dccbea",
    "Place": "#c4e6e0",
    "Incident": "#ffffff",
}
Point = tuple[float, float]
_INK, _FAINT, _ARROW = "#22303c", "#8a949e", "#52616f"
# Inches between the centres of neighbouring columns and rows.
_COLUMN, _ROW, _MARGIN, _LEGEND = 3.5, 1.45, 1.25, 0.55
# Where along its arrow a label may stand, best first, and the inches it keeps from the centre of another.
_LABEL_PARTS = (0.5, 0.36, 0.64, 0.26, 0.74)
_LABEL_WIDTH, _LABEL_HEIGHT = 0.9, 0.24


def draw_graph(
    graph: nx.MultiDiGraph[str], positions: Positions | None = None, *, ends: Collection[str] = (), title: str = ""
) -> Figure:
    """Draw every node and relationship of a graph of a few dozen nodes.

    positions (Positions | None): column and row of each node (`kg.view.layout.path_layout`); a spring layout when None.
    ends (Collection[str]): nodes to frame heavily.
    RETURNS (Figure): a matplotlib figure, not bound to a window. Matplotlib shapes and orders the Arabic itself.
    RAISES InputError: matplotlib is not installed, or the graph is empty.
    """
    matplotlib_figure = _figure_class()
    if not graph:
        raise InputError("nothing to draw", hint="the graph has no node")
    positions = positions or _spring(graph)
    columns, rows = ([place[axis] for place in positions.values()] for axis in (0, 1))
    width = (max(columns) - min(columns)) * _COLUMN + 2 * _MARGIN
    height = (max(rows) - min(rows)) * _ROW + _MARGIN + _LEGEND + (0.35 if title else 0)
    figure = matplotlib_figure(figsize=(width, height), dpi=150, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    left, bottom = min(columns) * _COLUMN - _MARGIN, min(rows) * _ROW - _MARGIN / 2 - _LEGEND
    axes.set(xlim=(left, left + width), ylim=(bottom, bottom + height))
    if title:
        axes.text(left + 0.2, bottom + height - 0.15, title, va="top", fontsize=11, weight="bold", color=_INK)
    boxes = {node: _box(axes, graph.nodes[node], positions[node], heavy=node in ends) for node in sorted(graph)}
    _arrows(figure, axes, graph, boxes)
    _legend(axes, graph)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a figure as PNG, SVG or PDF, by the file's ending; the same figure gives the same bytes.

    RAISES InputError: the ending is none that matplotlib can write, or the file cannot be written.
    """
    import matplotlib

    metadata: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower(), {})
    try:
        with matplotlib.rc_context({"svg.hashsalt": "isnad"}):
            figure.savefig(path, metadata=metadata)
    except ValueError as error:
        raise InputError(
            f"cannot draw a {path.suffix or 'file without ending'}", where=str(path), hint="use .png or .svg"
        ) from error
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from error


def to_png(figure: Figure) -> bytes:
    """The figure as the bytes of a PNG, for a notebook or a web page."""
    image = io.BytesIO()
    figure.savefig(image, format="png")
    return image.getvalue()


def kind_of(properties: Mapping[str, Any]) -> str:
    """The key of `COLOURS` for a node."""
    return str(properties.get("sublabel") or properties["label"])


def _box(axes: Axes, properties: Mapping[str, Any], place: tuple[float, float], *, heavy: bool) -> Text:
    incident = properties["label"] == "Incident"
    frame = {
        "boxstyle": "round,pad=0.6,rounding_size=0.4" if not incident else "round4,pad=0.6",
        "facecolor": COLOURS.get(kind_of(properties), "#eeeeee"),
        "edgecolor": _INK if heavy or incident else _FAINT,
        "linewidth": 2.2 if heavy else 1.0,
    }
    x, y = place[0] * _COLUMN, place[1] * _ROW
    return axes.text(
        x,
        y,
        caption(properties),
        ha="center",
        va="center",
        fontsize=9,
        linespacing=1.25,
        color=_INK,
        bbox=frame,
        zorder=3,
    )


def _arrows(figure: Figure, axes: Axes, graph: nx.MultiDiGraph[str], boxes: Mapping[str, Text]) -> None:
    from matplotlib.patches import FancyArrowPatch

    figure.draw_without_rendering()  # Boxes get their size when they are drawn; arrows end at their rims.
    bundles: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for start, end, edge_type, properties in graph.edges(keys=True, data=True):
        bundles[start, end][str(edge_type)] = properties.get("basis") == "knowledge"
    labelled: list[Point] = []
    for (start, end), types in sorted(bundles.items()):
        bend = 0.18 if (end, start) in bundles else 0.0
        leave, arrive = _rims(axes, boxes[start], boxes[end])
        arrow = FancyArrowPatch(
            leave,
            arrive,
            arrowstyle="-|>",
            mutation_scale=13,
            connectionstyle=f"arc3,rad={bend}",
            shrinkA=0,
            shrinkB=0,
            linestyle="--" if all(types.values()) else "-",
            linewidth=1.2,
            color=_ARROW,
            zorder=1,
        )
        axes.add_patch(arrow)
        spots = [_along(leave, arrive, bend, part) for part in _LABEL_PARTS]
        spot = next((spot for spot in spots if _free(spot, labelled)), spots[0])
        labelled.append(spot)
        _arrow_label(axes, *spot, sorted(types))


def _arrow_label(axes: Axes, x: float, y: float, types: list[str]) -> None:
    axes.text(
        x,
        y,
        "\n".join(types),
        ha="center",
        va="center",
        fontsize=6.5,
        color=_ARROW,
        bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.9},
        zorder=2,
    )


def _along(leave: Point, arrive: Point, bend: float, part: float) -> Point:
    """A point on an arrow, a quadratic curve whose control point lies `bend` of its length off its middle."""
    dx, dy = arrive[0] - leave[0], arrive[1] - leave[1]
    off = 2 * part * (1 - part) * bend
    return leave[0] + part * dx + off * dy, leave[1] + part * dy - off * dx


def _free(spot: Point, labelled: Collection[Point]) -> bool:
    return all(abs(spot[0] - x) > _LABEL_WIDTH or abs(spot[1] - y) > _LABEL_HEIGHT for x, y in labelled)


def _rims(axes: Axes, start: Text, end: Text) -> tuple[Point, Point]:
    """Where the line between the centres of two boxes leaves the one and meets the other."""
    (x0, y0), (x1, y1) = start.get_position(), end.get_position()
    leave, arrive = _covered(axes, start, x1 - x0, y1 - y0), 1 - _covered(axes, end, x1 - x0, y1 - y0)
    return (x0 + leave * (x1 - x0), y0 + leave * (y1 - y0)), (x0 + arrive * (x1 - x0), y0 + arrive * (y1 - y0))


def _covered(axes: Axes, box: Text, dx: float, dy: float) -> float:
    """The part (0 to ½) of a line of this run, from the centre of a box, that lies under the box."""
    patch = box.get_bbox_patch()
    assert patch is not None
    extent = patch.get_window_extent().transformed(axes.transData.inverted())
    across = extent.width / 2 / abs(dx) if dx else 0.5
    upright = extent.height / 2 / abs(dy) if dy else 0.5
    return min(across, upright, 0.5)


def _legend(axes: Axes, graph: nx.MultiDiGraph[str]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    present = {kind_of(properties) for _, properties in graph.nodes(data=True)}
    handles: list[Any] = [
        Patch(facecolor=colour, edgecolor=_FAINT, label=_words(kind))
        for kind, colour in COLOURS.items()
        if kind in present
    ]
    bases = {properties.get("basis") == "knowledge" for _, _, properties in graph.edges(data=True)}
    if True in bases:
        handles.append(Line2D([], [], color=_ARROW, linestyle="--", label="known beforehand"))
    if False in bases:
        handles.append(Line2D([], [], color=_ARROW, label="stated in an article"))
    axes.legend(
        handles=handles,
        loc="lower center",
        ncols=len(handles),
        frameon=False,
        fontsize=8,
        labelcolor=_INK,
        handlelength=1.6,
        columnspacing=1.4,
    )


def _words(kind: str) -> str:
    return {"ArmedGroup": "Armed group"}.get(kind, kind)


def _spring(graph: nx.MultiDiGraph[str]) -> Positions:
    spread = max(1.0, len(graph) ** 0.5 / 1.4)
    found = nx.spring_layout(nx.Graph(graph), seed=7, iterations=200, k=1.6 / spread)
    return {node: (float(x) * spread, float(y) * spread * _COLUMN / _ROW / 1.4) for node, (x, y) in found.items()}


def _figure_class() -> type[Figure]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise InputError("drawing needs matplotlib", hint="pip install 'isnad-kg[notebook]'") from error
    return Figure
