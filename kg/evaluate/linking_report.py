"""Linking figures as tables for a terminal, as one JSON object for programs, and case by case as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from kg.evaluate.counts import Counts
from kg.evaluate.linking import Answer, TableResult
from kg.evaluate.linking_gold import LinkedEntity, bcubed_by_type, confusions


@dataclass(frozen=True, slots=True)
class LinkingReport:
    """Results of the tables by name (`actor_pairs`, `place_cases`), and gold actors where gold was given."""

    tables: Mapping[str, TableResult]
    gold: tuple[LinkedEntity, ...] = ()


def print_linking(report: LinkingReport, console: Console, *, most: int = 25) -> None:
    """Print figures by table and phenomenon, the wrong cases, and B-cubed figures with the `most` costly confusions."""
    for name, result in report.tables.items():
        console.print(_figures(name, result))
        if result.wrong:
            console.print(_wrong(result.wrong))
    if report.gold:
        console.print(_bcubed(report.gold))
        console.print(_confusions(report.gold, most))


def linking_dict(report: LinkingReport) -> dict[str, Any]:
    """Plain values: by table `figures`, `by_phenomenon` and `wrong`; `gold` with B-cubed figures by type."""
    out: dict[str, Any] = {name: _table_dict(result) for name, result in report.tables.items()}
    if report.gold:
        out["gold"] = {
            "bcubed": {
                kind: {"p": score.precision, "r": score.recall, "f1": score.f1, "items": score.items}
                for kind, score in bcubed_by_type(report.gold).items()
            },
            "confusions": [
                {"name": name, "node": node, "count": count, "written": list(written)}
                for name, node, count, written in confusions(report.gold)
            ],
        }
    return out


def answers_csv(result: TableResult) -> str:
    """One line a case, in the order of its table: the frozen run that stands beside it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("phenomenon", "case", "wanted", "given", "right"))
    for a in result.answers:
        writer.writerow((a.phenomenon, a.case, a.wanted, a.given, "yes" if a.right else "no"))
    return text.getvalue()


def _table_dict(result: TableResult) -> dict[str, Any]:
    return {
        "cases": len(result.answers),
        "figures": _plain(result.counts, result.answers),
        "by_phenomenon": {name: _plain(_sum(some), some) for name, some in result.by_phenomenon.items()},
        "wrong": [
            {"phenomenon": a.phenomenon, "case": a.case, "wanted": a.wanted, "given": a.given} for a in result.wrong
        ],
    }


def _plain(counts: Counts, answers: Sequence[Answer]) -> dict[str, Any]:
    right = sum(answer.right for answer in answers)
    return {"p": counts.precision, "r": counts.recall, "f1": counts.f1, "cases": len(answers), "cases_right": right}


def _figures(name: str, result: TableResult) -> Table:
    table = _table(name.replace("_", " "), ["P", "R", "F1", "cases", "right"])
    for phenomenon, some in (("all", result.answers), *result.by_phenomenon.items()):
        counts = _sum(some)
        # Where nothing is wanted and nothing given, a precision says nothing.
        shares = [
            f"{value:.3f}" if known else "·"
            for value, known in (
                (counts.precision, counts.system),
                (counts.recall, counts.gold),
                (counts.f1, counts.gold and counts.system),
            )
        ]
        table.add_row(phenomenon, *shares, str(len(some)), str(sum(answer.right for answer in some)))
    return table


def _wrong(answers: Sequence[Answer]) -> Table:
    table = _table("wrong", [])
    for head in ("case", "wanted", "given"):
        table.add_column(head, overflow="fold")
    for answer in answers:
        table.add_row(answer.phenomenon, answer.case, answer.wanted, answer.given)
    return table


def _bcubed(gold: Sequence[LinkedEntity]) -> Table:
    table = _table("actors of gold, B-cubed", ["P", "R", "F1", "entities"])
    for kind, score in bcubed_by_type(gold).items():
        table.add_row(kind, *(f"{v:.3f}" for v in (score.precision, score.recall, score.f1)), str(score.items))
    return table


def _confusions(gold: Sequence[LinkedEntity], most: int) -> Table:
    table = _table("gold name", ["count"])
    for head in ("node", "written"):
        table.add_column(head, overflow="fold")
    for name, node, count, written in confusions(gold)[:most]:
        table.add_row(name, str(count), node, " / ".join(written))
    return table


def _sum(answers: Sequence[Answer]) -> Counts:
    return TableResult(tuple(answers)).counts


def _table(title: str, numbers: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(title)
    for head in numbers:
        table.add_column(head, justify="right", no_wrap=True)
    return table
