"""Words per second of `kg extract` on one and on two cores, against the same pipeline with an encoder as large as BERT.

    python benchmarks/extract_speed.py [--words 40000] [--rounds 1] [--articles FOLDER] [--model FOLDER] [--json]

Runs the command itself, confined to as many cores as it gets workers; each worker reads on one thread of torch (see
`kg.run.extract`). `whole` divides the words by the time from start to exit, loading included; `steady` leaves out the
first tenth of the articles and what came before; `per core` divides the same words by processor time instead, which
other work on the machine disturbs much less. The large encoder has 12 layers × 768 and random weights, as have its
heads; these are set to find as many mentions and triggers as the shipped ones, so that the later components have as
much to do, and to link nothing, which spares them a little. On a machine that others use too, --rounds runs all four in
turn several times; of each the table has the median.
"""

from __future__ import annotations

import json
import multiprocessing as mp
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from itertools import islice
from pathlib import Path

import click
import psutil
from repeated import OWN, articles_from, repeated, with_words, words_of, write_jsonl
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from kg.article import Article


@dataclass(frozen=True)
class Figures:
    """Of one run; found: mentions and triggers of all extractions."""

    encoder: str
    cores: int
    words: int
    seconds: float
    whole: float
    steady: float
    per_core: float
    mentions: int
    triggers: int
    load_average: float


@click.command()
@click.option("--words", default=40_000, show_default=True, help="In every run.")
@click.option("--rounds", type=click.IntRange(min=1), default=1, show_default=True, help="All four in turn.")
@click.option("--articles", type=click.Path(exists=True, path_type=Path), help="Instead of the project's own texts.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Instead of the shipped pipeline.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a run.")
def main(words: int, rounds: int, articles: Path | None, model: Path | None, as_json: bool) -> None:
    """Measure both pipelines on one and on two cores."""
    from large_pipeline import save_large_pipeline

    given = with_words(repeated(islice(articles_from([articles] if articles else OWN), words)), words)
    figures = []
    with tempfile.TemporaryDirectory(prefix="isnad-speed-") as folder, _progress(4 * rounds * len(given)) as advance:
        file, large = Path(folder) / "articles.jsonl", Path(folder) / "bert-base-sized"
        write_jsonl(given, file)
        # In a process of its own, which is gone when the measuring begins.
        with ProcessPoolExecutor(1, mp_context=mp.get_context("spawn")) as other:
            other.submit(save_large_pipeline, large, file, model).result()
        both = (("shipped", model), ("12×768", large))
        for name, pipeline, cores in [(*one, cores) for _ in range(rounds) for cores in (1, 2) for one in both]:
            figures.append(measure(name, pipeline, cores, file, given, advance))
            if as_json:
                click.echo(json.dumps(asdict(figures[-1]), ensure_ascii=False))
    if not as_json:
        show(medians(figures))


def measure(
    encoder: str, model: Path | None, cores: int, file: Path, articles: list[Article], advance: Callable[[], None]
) -> Figures:
    """Run the command once. RAISES ClickException: it failed, or fewer cores are there."""
    available = sorted(os.sched_getaffinity(0))
    if len(available) < cores:
        raise click.ClickException(f"{cores} cores are needed, {len(available)} are there")
    command = [str(Path(sys.executable).with_name("kg")), "extract", str(file), "--workers", str(cores)]
    if model:
        command += ["--model", str(model)]
    load = os.getloadavg()[0]
    lines: list[bytes] = []
    came: list[float] = []
    words = [words_of(article) for article in articles]
    warm = len(articles) // 10
    processor_s = _spent()
    with tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=err,
            preexec_fn=lambda: os.sched_setaffinity(0, available[:cores]),
        )
        assert process.stdout is not None
        for line in process.stdout:
            came.append(time.perf_counter())
            lines.append(line)
            if len(lines) == warm + 1:
                processor_s += _spent_so_far(process.pid)
            advance()
        code = process.wait()
        seconds = time.perf_counter() - start
        if code or len(lines) != len(articles):
            err.seek(0)
            tail = err.read().decode(errors="replace")[-800:]
            raise click.ClickException(f"kg extract ended with {code} and {len(lines)} articles: {tail}")
    processor_s = _spent() - processor_s
    found = [json.loads(line) for line in lines]
    return Figures(
        encoder=encoder,
        cores=cores,
        words=sum(words),
        seconds=round(seconds, 1),
        whole=round(sum(words) / seconds, 1),
        steady=round(sum(words[warm + 1 :]) / (came[-1] - came[warm]), 1),
        per_core=round(sum(words[warm + 1 :]) / processor_s, 1),
        mentions=sum(len(entity["mentions"]) for one in found for entity in one["entities"]),
        triggers=sum(len(incident["triggers"]) for one in found for incident in one["incidents"]),
        load_average=round(load, 2),
    )


def medians(figures: list[Figures]) -> list[Figures]:
    """One row for each pipeline and number of cores, with the median of every figure over the rounds."""
    runs: dict[tuple[str, int], list[Figures]] = {}
    for one in figures:
        runs.setdefault((one.encoder, one.cores), []).append(one)
    rates = ("seconds", "whole", "steady", "per_core", "load_average")
    return [
        replace(of[0], **{name: statistics.median(getattr(one, name) for one in of) for name in rates})
        for of in runs.values()
    ]


def show(figures: list[Figures]) -> None:
    """A row a run, and how many times faster the shipped pipeline is."""
    table = Table(title="kg extract, words per second")
    for name in (field.name for field in fields(Figures)):
        table.add_column(name.replace("_", " "), justify="left" if name == "encoder" else "right")
    for one in figures:
        table.add_row(*(f"{value:,}" if isinstance(value, int | float) else value for value in asdict(one).values()))
    Console().print(table)
    by = {(one.encoder, one.cores): one for one in figures}
    for cores in (1, 2):
        ours, large = by["shipped", cores], by["12×768", cores]
        ratios = (
            f"{name} {getattr(ours, name) / getattr(large, name):.1f}" for name in ("whole", "steady", "per_core")
        )
        print(f"{cores} core{'s' * (cores > 1)}, times as fast: {', '.join(ratios)}")


def _spent() -> float:
    """Processor seconds of all processes that this one has started and seen end, with their own."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spent_so_far(pid: int) -> float:
    """Processor seconds of a running process and its descendants."""
    root = psutil.Process(pid)
    times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
    return sum(one.user + one.system for one in times)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("articles", total=total)
        yield lambda: progress.advance(task)


if __name__ == "__main__":
    main()
