"""How far confidences can be believed, and the weights that make them so.

    python benchmarks/confidence.py --fit held-out/ --measure gold/dev [--model FOLDER] [--json]

Reads both without `isnad_confidence` and fits its weights on the articles of --fit: a logistic regression for every
kind of fact, on the log odds of the fact and of what stands at its ends, no weight below 0, relations of a type that
has fewer than 100 by all that are like them. Prints the weights as the pipeline's config has them; then, for the
articles of --measure, how far the confidence lies from the share that is right (expected calibration error, ten steps;
Brier score), without and with them. Neither may have been trained on: such articles the pipeline knows by heart.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track
from rich.table import Table

from kg.article import Article
from kg.evaluate.confidence import Stated, stated_facts
from kg.evaluate.files import gold_files, read_gold
from kg.evaluate.matching import match
from kg.nlp.components.confidence import Weights, weighed
from kg.nlp.labels import INCIDENT_RELATION_LABELS, RELATION_LABELS
from kg.nlp.pipeline import load_pipeline, read_articles

_FEWEST = 100
_Array = npt.NDArray[np.float64]


@click.command()
@click.option("--fit", "fit_on", multiple=True, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--measure", "measure_on", multiple=True, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Instead of the shipped pipeline.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def main(fit_on: tuple[Path, ...], measure_on: tuple[Path, ...], model: Path | None, as_json: bool) -> None:
    """Fit weights on some annotated articles, measure confidences with and without them on others."""
    nlp = load_pipeline(model)
    if nlp.has_pipe("isnad_confidence"):
        nlp.remove_pipe("isnad_confidence")

    def stated(folders: tuple[Path, ...]) -> list[Stated]:
        gold = [read_gold(path) for folder in folders for path in gold_files(folder)]
        articles = (Article(id=g.id, title=g.title, text=g.text, date=g.date) for g in gold)
        pairs = zip(gold, read_articles(nlp, articles), strict=True)
        shown = track(pairs, "reading", total=len(gold), console=Console(stderr=True), disable=as_json)
        return [fact for g, system in shown for fact in stated_facts(g, system, match(g, system))]

    weights = fitted(stated(fit_on))
    found = stated(measure_on)
    rows = {name: _figures(facts, weights) for name, facts in [*_by_kind(found), ("all", found)]}
    if as_json:
        click.echo(json.dumps({"weights": weights, "figures": rows}))
        return
    console = Console()
    console.print("weights = " + json.dumps(weights), soft_wrap=True)
    table = Table("fact", "n", "right", "sure", "weighed", "off", "weighed", "Brier", "weighed")
    for name, row in rows.items():
        table.add_row(name, f"{row['facts']:.0f}", *(f"{x:.3f}" for x in list(row.values())[1:]))
    console.print(table)


def fitted(facts: Sequence[Stated]) -> dict[str, Weights]:
    """Weights by kind of fact, two decimals."""
    rare = [n for n, of in _by_kind(facts) if len(of) < _FEWEST]
    found = {}
    for name, of in _by_kind(facts):
        alike = next((k for k in (RELATION_LABELS, INCIDENT_RELATION_LABELS) if name in k), ())
        more = [one for one in facts if one.fact in alike] if name in rare else []
        found[name] = _regression(more or of)
    return found


def _regression(facts: Sequence[Stated]) -> Weights:
    """Logistic regression by Newton's method, weights held to a unit of variance; what falls below 0 is left out."""
    odds = np.log(_sides(facts) / (1 - _sides(facts)))
    right = np.array([one.right for one in facts], dtype=np.float64)
    used = [k for k in range(3) if np.any(odds[:, k])]
    while True:
        x = np.column_stack([odds[:, used], np.ones(len(facts))])
        hold = np.diag([1.0] * len(used) + [0.0])
        w = np.zeros(len(used) + 1)
        for _ in range(50):
            p = 1 / (1 + np.exp(-x @ w))
            w = w - np.linalg.solve((x.T * (p * (1 - p))) @ x + hold, x.T @ (p - right) + hold @ w)
        low = [k for k, weight in zip(used, w, strict=False) if weight < 0]
        if not low:
            break
        used = [k for k in used if k not in low]
    by_side = dict(zip(used, w, strict=False))
    own, source, target = (round(float(by_side.get(k, 0.0)), 2) for k in range(3))
    return own, source, target, round(float(w[-1]), 2)


def _sides(facts: Iterable[Stated]) -> _Array:
    return np.array([[one.confidence, one.source, one.target] for one in facts]).clip(0.001, 0.999)


def _by_kind(facts: Iterable[Stated]) -> list[tuple[str, list[Stated]]]:
    kinds = defaultdict(list)
    for one in facts:
        kinds[one.fact].append(one)
    return sorted(kinds.items())


def _figures(facts: Sequence[Stated], weights: dict[str, Weights]) -> dict[str, float]:
    right = np.array([one.right for one in facts], dtype=np.float64)
    before = np.array([one.confidence for one in facts])
    after = np.array(
        [weighed(weights[one.fact], *one[1:4]) if one.fact in weights else one.confidence for one in facts]
    )
    return {
        "facts": len(facts),
        "right": float(right.mean()),
        "confidence": float(before.mean()),
        "confidence_weighed": float(after.mean()),
        "off": _off(before, right),
        "off_weighed": _off(after, right),
        "brier": float(((before - right) ** 2).mean()),
        "brier_weighed": float(((after - right) ** 2).mean()),
    }


def _off(sure: _Array, right: _Array) -> float:
    """Expected calibration error: of facts in a tenth, how far their mean confidence lies from the share right."""
    step = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(sure[step == k].sum() - right[step == k].sum()) for k in range(10)) / len(sure))


if __name__ == "__main__":
    main()
