#!/usr/bin/env python3
"""Incidents across articles: fit the scorer of pairs on the stories set aside for it, measure clustering on the others.

    benchmarks/incident_pairs.py LABELS CORPUS... [--extractions FOLDER] [--write] [--errors N]

LABELS is tests/data/incident_clusters.csv; CORPUS the files with its articles (ant.jsonl.xz, saudinewsnet.jsonl.xz).
The articles are read with the shipped pipeline unless a folder of extractions is given. `--write` puts the fitted
weights into schemas/incident_pairs.json. Prints B-cubed precision, recall and F1 over
(article, incident); `pieces` counts every report of an incident that an article's reading has broken.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from logistic import regression

from kg.evaluate.bcubed import BCubed, bcubed_of
from kg.extraction import Extraction
from kg.graph.mapper import map_extraction
from kg.ingest import read_articles
from kg.resolve.incidents.features import features
from kg.resolve.incidents.grouping import group
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.report import Report
from kg.resolve.incidents.scorer import PairScorer
from kg.resolve.resolver import Resolver

_RIDGE = 3.0
# A pair that joins two incidents is rather one than not.
_LINK = 0.5
_MEANS = (0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True)
class Row:
    """A labelled report."""

    split: str
    story: str
    article: str
    start: int
    end: int
    type: str
    cluster: str


def main() -> None:
    """Fits, measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("labels", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--extractions", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    with args.labels.open(encoding="utf-8", newline="") as file:
        rows = [
            Row(**{**line, "start": int(line["start"]), "end": int(line["end"])})  # type: ignore[arg-type]
            for line in csv.DictReader(file)
        ]
    reports = _reports(_extractions({row.article for row in rows}, args.corpora, args.extractions))
    at = {row: _report_of(row, reports) for row in rows}
    print(f"{len(rows)} labelled, {sum(report is not None for report in at.values())} of them found")
    shipped = PairScorer.default()
    fitted = _fitted(_pairs([row for row in rows if row.split == "tune"], at), shipped.name)
    splits = {split: _Split.of(split, rows, reports) for split in ("tune", "test")}
    tried = [replace(fitted, link=_LINK, mean=mean) for mean in _MEANS]
    fitted = max(tried, key=lambda scorer: splits["tune"].measured(at, scorer).f1)
    for name, scorer in (("shipped", shipped), ("fitted", fitted)):
        for split, chosen in splits.items():
            print(
                f"{name:8} {split}: {chosen.measured(at, scorer)}; pieces: {chosen.measured(at, scorer, pieces=True)}"
            )
    print(f"fitted: link {fitted.link}, mean {fitted.mean}")
    test = splits["test"]
    home = group(test.reports, Judgements(), fitted).home
    if args.errors:
        _show_errors(test.rows, at, home, fitted, args.errors)
    if args.write:
        path = Path(__file__).parents[1] / "schemas" / "incident_pairs.json"
        content = asdict(fitted)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _extractions(wanted: set[str], corpora: Sequence[Path], folder: Path | None) -> list[Extraction]:
    if folder:
        paths = (folder / f"{name}.json" for name in sorted(wanted))
        return [Extraction.model_validate_json(path.read_text("utf-8")) for path in paths if path.exists()]
    from kg.nlp.pipeline import load_pipeline
    from kg.nlp.pipeline import read_articles as read_with

    return list(read_with(load_pipeline(), (article for article in read_articles(corpora) if article.id in wanted)))


def _reports(extractions: Iterable[Extraction]) -> list[Report]:
    resolver = Resolver.default()
    deltas = (map_extraction(resolver.resolve(extraction)) for extraction in extractions)
    return [Report.of(node.properties) for delta in deltas for node in delta.nodes if node.labels == ("Report",)]


def _report_of(row: Row, reports: Sequence[Report]) -> Report | None:
    """The report of the row's article that has its trigger; of its type where several do."""
    found = []
    for report in reports:
        if report.article != f"article/{row.article}":
            continue
        spans = (tuple(map(int, text.split("-"))) for text in report.triggers)
        if any(start < row.end and row.start < end for start, end in spans):
            found.append(report)
    return min(found, key=lambda report: (report.type != row.type, report.id), default=None)


def _pairs(rows: Sequence[Row], at: Mapping[Row, Report | None]) -> list[tuple[dict[str, float], bool]]:
    """Features and label of all pairs that clustering would compare; reports with two labels are left out."""
    labels: dict[str, set[str]] = defaultdict(set)
    by_id: dict[str, Report] = {}
    for row in rows:
        if report := at[row]:
            labels[report.id].add(row.cluster)
            by_id[report.id] = report
    certain = [by_id[name] for name in sorted(labels) if len(labels[name]) == 1]
    compared = group(certain, Judgements(), PairScorer("all", 0.0, {}, 2.0, 2.0)).scores
    return [(features(by_id[one], by_id[other]), labels[one] == labels[other]) for one, other in sorted(compared)]


def _fitted(pairs: Sequence[tuple[dict[str, float], bool]], name: str) -> PairScorer:
    """A feature whose weight says the opposite of its name («different tolls» for one incident) is chance: it is left
    out and the others are fitted again, until all make sense to a reader."""
    left_out: set[str] = set()
    while True:
        scorer = _regression(pairs, name, left_out)
        wrong = {feature for feature, weight in scorer.weights.items() if weight * _sense(feature) < 0}
        if not wrong:
            return scorer
        left_out |= wrong


def _sense(feature: str) -> int:
    """1 for what can only speak for one incident, -1 for what can only speak against it, 0 for what may do either."""
    if feature.endswith(("_same", "_near", "_kin", "_state", "headlines", "words", "_of_shorter", "beside", "weapon")):
        return 1
    return -1 if feature.endswith(("_differs", "_apart", "_unlike", "_next")) else 0


def _regression(pairs: Sequence[tuple[dict[str, float], bool]], name: str, left_out: set[str]) -> PairScorer:
    """Logistic regression with a ridge."""
    names = sorted({feature for found, _ in pairs for feature in found} - left_out)
    x = np.array([[found.get(feature, 0.0) for feature in names] for found, _ in pairs])
    y = np.array([float(label) for _, label in pairs])
    w, p = regression(x, y, _RIDGE)
    loss = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))
    print(f"{len(pairs)} pairs of tune, {int(y.sum())} of them the same; log loss {loss:.3f}")
    weights = {feature: round(float(value), 3) for feature, value in zip(names, w[1:], strict=True)}
    return PairScorer(name, round(float(w[0]), 3), weights, 0.5, 0.5)


@dataclass(frozen=True)
class _Split:
    """The labelled reports of a half, and all reports of its articles."""

    rows: list[Row]
    reports: list[Report]

    @staticmethod
    def of(split: str, rows: Sequence[Row], reports: Sequence[Report]) -> _Split:
        chosen = [row for row in rows if row.split == split]
        articles = {f"article/{row.article}" for row in chosen}
        return _Split(chosen, [report for report in reports if report.article in articles])

    def measured(self, at: Mapping[Row, Report | None], scorer: PairScorer, *, pieces: bool = False) -> BCubed:
        """Over the incidents of the articles; with `pieces` over all reports, those included into which the reader has
        broken one incident of an article."""
        rows = self.rows if pieces else _main(self.rows, at)
        return _bcubed(rows, at, group(self.reports, Judgements(), scorer).home)


def _main(rows: Sequence[Row], at: Mapping[Row, Report | None]) -> list[Row]:
    """Of several reports of one incident in one article the main one: in the headline, with most triggers, first."""

    def weight(row: Row) -> tuple[bool, int, int]:
        report = at[row]
        return (report.headline, len(report.triggers), -row.start) if report else (False, 0, -row.start)

    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.article, row.cluster)
        if key not in best or weight(row) > weight(best[key]):
            best[key] = row
    return list(best.values())


def _bcubed(rows: Sequence[Row], at: Mapping[Row, Report | None], home: Mapping[str, str]) -> BCubed:
    """A report that the pipeline has not found is alone."""
    return bcubed_of(
        [(row.cluster, home[report.id] if (report := at[row]) else f"none/{row.article}/{row.start}") for row in rows]
    )


def _show_errors(
    rows: Sequence[Row], at: Mapping[Row, Report | None], home: Mapping[str, str], scorer: PairScorer, count: int
) -> None:
    wrong: list[tuple[float, str]] = []
    kinds: Counter[str] = Counter()
    for index, one in enumerate(rows):
        for other in rows[index + 1 :]:
            a, b = at[one], at[other]
            if a is None or b is None or a.article == b.article:
                continue
            same, joined = one.cluster == other.cluster, home[a.id] == home[b.id]
            if same == joined:
                continue
            found = features(*sorted((a, b), key=lambda report: report.id))
            score = scorer.of(found)
            kinds["missed" if same else "wrongly joined"] += 1
            text = f"{'missed' if same else 'JOINED'} {one.cluster} {other.cluster} {score:.2f} {a.day} {b.day}"
            text += f" {a.type}/{b.type} " + " ".join(f"{key}={value:.2f}" for key, value in sorted(found.items()))
            wrong.append((math.fabs(score - 0.5), f"{text}\n    {a.summary[:150]}\n    {b.summary[:150]}"))
    print(kinds)
    for _, text in sorted(wrong, reverse=True)[:count]:
        print(text)


if __name__ == "__main__":
    main()
