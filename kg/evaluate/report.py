"""An evaluation as tables for a terminal and as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from rich import box
from rich.table import Table

from kg.evaluate.alignment import MISSED, SPURIOUS
from kg.evaluate.differences import KINDS
from kg.evaluate.evaluation import Evaluation
from kg.evaluate.measures import MEASURES
from kg.extraction import IncidentType

# What a table of articles shows of each.
ARTICLE_MEASURES = ("graph", "incident", "argument", "mention")


def tables(evaluation: Evaluation) -> Iterator[Table]:
    """Measures, measures by type, confusion of incident types, errors by kind."""
    by_type = [name for name in evaluation.counts if name not in MEASURES]
    yield _figures(evaluation, "measure", MEASURES)
    yield _figures(evaluation, "by type", by_type)
    yield _confusion(evaluation)
    errors = Table("errors by kind", box=box.SIMPLE_HEAD)
    errors.add_column("count", justify="right")
    for kind in sorted(evaluation.errors, key=lambda kind: (-evaluation.errors[kind], KINDS.index(kind))):
        errors.add_row(kind, str(evaluation.errors[kind]))
    yield errors


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Plain values: figures by measure (p, r, f1, right, gold, system, low, high), confusion, errors, F1 by article.

    low and high, the 95 % interval of F1, are left out where no intervals were asked for.
    """
    figures = {}
    for name, counts in evaluation.counts.items():
        figures[name] = {"p": counts.precision, "r": counts.recall, "f1": counts.f1, **counts._asdict()}
        if name in evaluation.intervals:
            figures[name] |= dict(zip(("low", "high"), evaluation.intervals[name], strict=True))
    return {
        "articles": len(evaluation.articles),
        "without_system": list(evaluation.missing),
        "figures": figures,
        "confusion": [
            {"gold": ours, "system": theirs, "count": count}
            for (ours, theirs), count in sorted(evaluation.confusion.items())
        ],
        "errors": {kind: evaluation.errors[kind] for kind in KINDS if kind in evaluation.errors},
        "by_article": {
            article.gold.id: {name: article.counts[name].f1 for name in ARTICLE_MEASURES}
            for article in evaluation.articles
        },
    }


def confusion_types(evaluation: Evaluation) -> tuple[list[str], list[str]]:
    """Rows and columns of the confusion table: types that occur, in the scheme's order; `spurious`, `missed` last."""
    ours, theirs = ({pair[side] for pair in evaluation.confusion} for side in (0, 1))
    order = get_args(IncidentType)
    return [t for t in (*order, SPURIOUS) if t in ours], [t for t in (*order, MISSED) if t in theirs]


def _figures(evaluation: Evaluation, title: str, names: Iterable[str]) -> Table:
    table = Table(title, box=box.SIMPLE_HEAD)
    for head in ("P", "R", "F1", *(["95 %"] if evaluation.intervals else []), "gold", "system"):
        table.add_column(head, justify="right")
    for name in names:
        counts = evaluation.counts[name]
        interval = []
        if evaluation.intervals:
            interval = [" – ".join(f"{end:.3f}" for end in evaluation.intervals[name])]
        shares = (f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1))
        table.add_row(name, *shares, *interval, str(counts.gold), str(counts.system))
    return table


def _confusion(evaluation: Evaluation) -> Table:
    """Columns are numbered like the rows, as twenty names would not fit beside each other."""
    ours, theirs = confusion_types(evaluation)
    number = {kind: str(n) for n, kind in enumerate(get_args(IncidentType), 1)} | {MISSED: MISSED, SPURIOUS: ""}
    table = Table("", "gold ↓  system →", box=box.SIMPLE_HEAD)
    for kind in theirs:
        table.add_column(number[kind], justify="right")
    for kind in ours:
        cells = (evaluation.confusion.get((kind, other), 0) for other in theirs)
        table.add_row(number[kind], kind, *(str(count) if count else "·" for count in cells))
    return table
