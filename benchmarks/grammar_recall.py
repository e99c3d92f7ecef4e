"""How much of a gold folder's dates and figures the grammars find.

Run as `python benchmarks/grammar_recall.py GOLD [--misses KIND]`.
Dates: share of gold incident date ranges equal to the range of some expression of the article. Figures: gold and found
(outcome, count) pairs of an article as sets, counts that are null left out; a found subset («بينهم 3 أطفال»)
is no false alarm.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from kg.extraction import Extraction
from kg.nlp.grammar.dates import find_dates
from kg.nlp.grammar.tolls import find_tolls

Pair = tuple[str, int]


@dataclass
class Tally:
    """Counts over the articles read so far, with examples of what went wrong."""

    articles: int = 0
    words: int = 0
    dates: int = 0
    dates_found: int = 0
    expressions: int = 0
    tolls: int = 0
    tolls_found: int = 0
    expressions_tolls: int = 0
    predicted: int = 0
    right: int = 0
    stated_tolls: int = 0
    stated_found: int = 0
    seconds: float = 0.0
    missed: Counter[str] = field(default_factory=Counter)


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--misses", type=click.Choice(["dates", "tolls", "alarms"]), help="Print every miss or false alarm.")
def main(gold: Path, misses: str | None) -> None:
    """Measure the grammars on the resolved annotation files of the folder GOLD."""
    tally = Tally()
    for extraction in _articles(gold):
        _measure(extraction, tally, misses)
    click.echo(_report(tally))


def _articles(gold: Path) -> Iterator[Extraction]:
    for path in sorted(gold.glob("*.json")):
        yield Extraction.model_validate(json.loads(path.read_text(encoding="utf-8")))


def _measure(extraction: Extraction, tally: Tally, misses: str | None) -> None:
    content = extraction.content
    began = time.process_time()
    dates = find_dates(content, extraction.date)
    tolls = find_tolls(content)
    tally.seconds += time.process_time() - began
    tally.articles += 1
    tally.words += len(content.split())
    tally.expressions += len(dates)
    tally.expressions_tolls += len(tolls)

    ranges = {(d.first, d.last) for d in dates}
    for incident in extraction.incidents:
        if incident.date is None:
            continue
        gold_range = (incident.date.start, incident.date.end)
        tally.dates += 1
        tally.dates_found += gold_range in ranges
        if gold_range not in ranges and misses == "dates":
            _show_date(extraction, gold_range, [t.text for t in incident.triggers], dates)

    wanted = {(c.outcome, c.count) for i in extraction.incidents for c in i.casualties if c.count is not None}
    found = {(t.outcome, t.count) for t in tolls if t.count is not None}
    main_found = {(t.outcome, t.count) for t in tolls if t.count is not None and not t.subset}
    tally.tolls += len(wanted)
    tally.tolls_found += len(wanted & found)
    tally.predicted += len(main_found)
    tally.right += len(main_found & wanted)
    tally.stated_tolls += sum(count > 1 for _, count in wanted)
    tally.stated_found += sum(count > 1 for _, count in wanted & found)
    if misses == "tolls" and wanted - found:
        click.echo(f"{extraction.id} missed {sorted(wanted - found)} found {sorted(found)}")
    if misses == "alarms":
        for toll in tolls:
            if toll.count is not None and not toll.subset and (toll.outcome, toll.count) not in wanted:
                context = content[max(0, toll.start - 60) : toll.end + 60].replace("\n", " ⏎ ")
                click.echo(f"{extraction.id} {toll.outcome} {toll.count} «{toll.text}» … {context}")


def _show_date(extraction: Extraction, wanted: tuple[dt.date, dt.date], triggers: list[str], dates: list) -> None:
    found = sorted({(str(d.first), str(d.last), d.text) for d in dates})
    click.echo(f"{extraction.id} published {extraction.date} wanted {wanted[0]} {wanted[1]} {triggers} found {found}")


def _report(tally: Tally) -> str:
    share = {
        "date recall": (tally.dates_found, tally.dates),
        "toll recall": (tally.tolls_found, tally.tolls),
        "toll recall, counts above 1": (tally.stated_found, tally.stated_tolls),
        "toll precision": (tally.right, tally.predicted),
    }
    lines = [f"{name:28} {hit / max(1, of):.3f}  ({hit}/{of})" for name, (hit, of) in share.items()]
    lines.append(f"date expressions per article  {tally.expressions / max(1, tally.articles):.2f}")
    lines.append(f"toll expressions per article  {tally.expressions_tolls / max(1, tally.articles):.2f}")
    lines.append(f"words per second              {tally.words / max(1e-9, tally.seconds):,.0f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
