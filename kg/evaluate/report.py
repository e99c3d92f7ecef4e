"""An evaluation as tables for a terminal and as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from rich import box
from rich.console import Console
from rich.table import Table

from kg.evaluate.alignment import MISSED, SPURIOUS
from kg.evaluate.confidence import Step, reliability, stated_facts
from kg.evaluate.differences import KINDS
from kg.evaluate.evaluation import Evaluation
from kg.evaluate.measures import MEASURES
from kg.extraction import IncidentType

# What a table of articles shows of each.
ARTICLE_MEASURES = ("graph", "incident", "argument", "mention")
_ENDLESS = 10_000


def print_report(evaluation: Evaluation, console: Console) -> None:
    """Print measures, measures by type, confusion of incident types, errors by kind."""
    without = len(evaluation.missing)
    console.print(f"{len(evaluation.articles)} articles, {without} without anything from the system\n")
    console.print(_figures(evaluation, "measure", MEASURES))
    console.print(_figures(evaluation, "by type", [name for name in evaluation.counts if name not in MEASURES]))
    matrix = _confusion(evaluation)
    # A table wider than the console would lose its names.
    whole = console.measure(matrix, options=console.options.update(max_width=_ENDLESS)).maximum
    console.print(matrix if whole <= console.width else _taken_for(evaluation))
    errors = _table("errors by kind", ["count"])
    for kind in sorted(evaluation.errors, key=lambda kind: (-evaluation.errors[kind], KINDS.index(kind))):
        errors.add_row(kind, str(evaluation.errors[kind]))
    console.print(errors)
    if steps := reliability(stated_facts(evaluation)):
        console.print(_confidences(steps))


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Plain values: figures by measure (p, r, f1, right, gold, system, low, high), confusion, errors, F1 by article.

    confidence: facts by how sure the system is of them, and how many of them are right.
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
        "confidence": [
            {"from": step.low, "to": step.high, "facts": step.facts, "right": step.right}
            for step in reliability(stated_facts(evaluation))
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
    table = _table(title, ["P", "R", "F1", *(["95 %"] if evaluation.intervals else []), "gold", "system"])
    for name in names:
        counts = evaluation.counts[name]
        interval = []
        if evaluation.intervals:
            interval = ["–".join(f"{end:.3f}" for end in evaluation.intervals[name])]
        shares = (f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1))
        table.add_row(name, *shares, *interval, str(counts.gold), str(counts.system))
    return table


def _confusion(evaluation: Evaluation) -> Table:
    """Gold down, system across; columns are numbered like rows, as twenty names would not fit beside each other."""
    ours, theirs = confusion_types(evaluation)
    types = [kind for kind in get_args(IncidentType) if kind in ours or kind in theirs]
    number = {kind: str(n) for n, kind in enumerate(types, 1)}
    table = _table("gold ↓ system →", [number.get(kind, kind) for kind in theirs])
    for kind in ours:
        cells = (evaluation.confusion.get((kind, other), 0) for other in theirs)
        name = f"{number[kind]:>2} {kind}" if kind in number else f"   {kind}"
        table.add_row(name, *(str(count) if count else "·" for count in cells))
    return table


def _taken_for(evaluation: Evaluation) -> Table:
    """The same as a row a type, with what it was taken for in words."""
    ours, theirs = confusion_types(evaluation)
    table = _table("gold type", ["right", "missed"])
    table.add_column("taken for")
    for kind in ours:
        counts = {other: evaluation.confusion.get((kind, other), 0) for other in theirs}
        right, missed = counts.pop(kind, 0), counts.pop(MISSED, 0)
        others = ", ".join(f"{other} {count}" for other, count in counts.items() if count)
        table.add_row(kind, *(str(count) if count else "·" for count in (right, missed)), others)
    return table


def _confidences(steps: Iterable[Step]) -> Table:
    """Facts of all kinds by confidence, and the share that is right."""
    table = _table("confidence", ["facts", "right", "share"])
    for step in steps:
        table.add_row(
            f"{step.low:.1f}–{step.high:.1f}", str(step.facts), str(step.right), f"{step.right / step.facts:.2f}"
        )
    return table


def _table(title: str, numbers: Sequence[str]) -> Table:
    """A column of names, which gives way where the terminal is narrow, and columns of numbers, which do not."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(title, overflow="ellipsis")
    for head in numbers:
        table.add_column(head, justify="right", no_wrap=True)
    return table
