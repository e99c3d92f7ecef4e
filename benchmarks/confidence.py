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
from logistic import Array, regression
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from kg.evaluate.confidence import Stated, stated_facts
from kg.evaluate.files import gold_files, read_gold
from kg.nlp.components.confidence import Weights, log_odds, weighed
from kg.nlp.labels import INCIDENT_RELATION_LABELS, RELATION_LABELS
from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.selection import measure_pipeline

_FEWEST = 100
_RIDGE = 1.0


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
        with Progress(console=Console(stderr=True), disable=as_json) as progress:
            task = progress.add_task("reading", total=len(gold))
            return list(stated_facts(measure_pipeline(nlp, gold, on_article=lambda: progress.advance(task))))

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
    found = {}
    for name, of in _by_kind(facts):
        alike = next((kinds for kinds in (RELATION_LABELS, INCIDENT_RELATION_LABELS) if name in kinds), None)
        if alike and len(of) < _FEWEST:
            of = [one for one in facts if one.fact in alike]
        found[name] = _weights(of)
    return found


def _weights(facts: Sequence[Stated]) -> Weights:
    """By logistic regression; what falls below 0 is left out, and the others are fitted again."""
    odds = np.array([[log_odds(p) for p in (one.confidence, one.source, one.target)] for one in facts])
    right = np.array([one.right for one in facts], dtype=np.float64)
    used = [k for k in range(3) if np.any(odds[:, k])]
    while True:
        w, _ = regression(odds[:, used], right, _RIDGE)
        by_side = dict(zip(used, w[1:].tolist(), strict=True))
        if min(by_side.values(), default=0) >= 0:
            break
        used = [k for k in used if by_side[k] >= 0]
    own, source, target = (round(by_side.get(k, 0.0), 2) for k in range(3))
    return own, source, target, round(float(w[0]), 2)


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


def _off(sure: Array, right: Array) -> float:
    """Expected calibration error: of facts in a tenth, how far their mean confidence lies from the share right."""
    step = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(sure[step == k].sum() - right[step == k].sum()) for k in range(10)) / len(sure))


if __name__ == "__main__":
    main()
