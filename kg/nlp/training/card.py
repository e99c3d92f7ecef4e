"""The card of a trained pipeline, as the README.md of its folder."""

from __future__ import annotations

from dataclasses import asdict

from kg.evaluate.evaluation import Evaluation
from kg.evaluate.measures import MEASURES
from kg.nlp.training.trainer import Settings


def card_of(description: str, *, encoder: str, settings: Settings, dev: int, measured: Evaluation | None) -> str:
    """Markdown.

    encoder: as it was named. dev: number of the articles that measured is of; None where nothing was measured.
    """
    lines = ["# Arabic conflict news: entities, incidents, relations", "", description, "", f"- encoder: {encoder}"]
    lines += [f"- {name.replace('_', ' ')}: {value}" for name, value in asdict(settings).items()]
    if measured is not None:
        lines += ["", f"On {dev} development articles, which also chose the epoch:", "", *figures(measured)]
    return "\n".join(lines) + "\n"


def figures(measured: Evaluation) -> list[str]:
    """A table of precision, recall and F1 by measure, line by line."""
    lines = ["| measure | precision | recall | F1 |", "|---|---|---|---|"]
    for name in MEASURES:
        if name == "geocoding":  # the pipeline reads, resolution places
            continue
        c = measured.counts[name]
        lines.append(f"| {name} | {c.precision:.3f} | {c.recall:.3f} | {c.f1:.3f} |")
    return lines
