"""Peak resident memory of `kg build`, on few articles and on many: it must not grow with them, and stay under 3 GB.

    python benchmarks/build_memory.py [--articles FOLDER] [--sizes 100,1000] [--workers 1] [--model FOLDER]

Each size is built into an embedded store of its own, in a temporary folder. Resident memory of all processes is
sampled; what they share is counted in each. All sizes begin with the longest article, for which reading needs most.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import click
import psutil
from repeated import OWN, articles_from, repeated, words_of, write_jsonl
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg.article import Article
from kg.store import embedded

_LIMIT_MB = 3000
_EVERY_S = 0.05


@dataclass(frozen=True)
class Figures:
    """Of one build; memory in MB, 10^6 bytes. together: the highest sum at one moment, not the sum of the highest."""

    articles: int
    words: int
    longest: int
    seconds: float
    nodes: int
    relationships: int
    reading_mb: int
    store_mb: int
    together_mb: int
    load_average: float


class Sampler(threading.Thread):
    """Follows a process and all its descendants; the embedded store's are counted by themselves."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.reading = self.store = self.together = 0
        self._root = psutil.Process(pid)
        self._stores: dict[int, bool] = {}
        self._done = threading.Event()

    def run(self) -> None:
        """Sample until `finish`."""
        while not self._done.wait(_EVERY_S):
            reading = store = 0
            try:
                processes = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            for process in processes:
                try:
                    resident = process.memory_info().rss
                    if self._is_store(process):
                        store += resident
                    else:
                        reading += resident
                except (psutil.NoSuchProcess, psutil.ZombieProcess):
                    # It ended between the listing and the look.
                    continue
            self.reading, self.store = max(self.reading, reading), max(self.store, store)
            self.together = max(self.together, reading + store)

    def finish(self) -> None:
        """Stop, and wait for it."""
        self._done.set()
        self.join()

    def _is_store(self, process: psutil.Process) -> bool:
        """The server itself, or its child. A process just forked still shows its parent's command: ask until it is."""
        if not self._stores.get(process.pid):
            parent = self._stores.get(process.ppid(), False)
            self._stores[process.pid] = parent or "kg.store.serve" in process.cmdline()
        return self._stores[process.pid]


@click.command()
@click.option("--articles", type=click.Path(exists=True, path_type=Path), help="Instead of the project's own texts.")
@click.option("--sizes", default="100,1000", show_default=True, help="Numbers of articles.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Of `kg build`.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Instead of the shipped pipeline.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a size.")
def main(articles: Path | None, sizes: str, workers: int, model: Path | None, as_json: bool) -> None:
    """Build each number of articles into a store of its own and print what memory it took."""
    numbers = sorted(int(size) for size in sizes.split(","))
    given = list(islice(repeated(islice(articles_from([articles] if articles else OWN), numbers[-1])), numbers[-1]))
    longest = max(given, key=words_of)
    given = [longest, *(article for article in given if article is not longest)]
    figures = []
    for number in numbers:
        figures.append(measure(given[:number], workers, model))
        if as_json:
            click.echo(json.dumps(asdict(figures[-1])))
    if not as_json:
        show(figures)


def measure(articles: list[Article], workers: int, model: Path | None) -> Figures:
    """Build in a temporary KG_HOME; its server is stopped afterwards. RAISES ClickException: the build failed."""
    with tempfile.TemporaryDirectory(prefix="isnad-memory-") as folder:
        file = Path(folder) / "articles.jsonl"
        write_jsonl(articles, file)
        command = [str(Path(sys.executable).with_name("kg")), "build", str(file), "--workers", str(workers), "--json"]
        if model:
            command += ["--model", str(model)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        load = os.getloadavg()[0]
        start = time.perf_counter()
        with (Path(folder) / "out").open("w+") as out, (Path(folder) / "err").open("w+") as err:
            try:
                process = subprocess.Popen(command, stdout=out, stderr=err, env={**environment, "KG_HOME": folder})
                sampler = Sampler(process.pid)
                sampler.start()
                _wait(process, sampler, len(articles))
                seconds = time.perf_counter() - start
                sampler.finish()
            finally:
                embedded.stop(Path(folder) / "graph")
            if process.returncode:
                err.seek(0)
                raise click.ClickException(f"kg build ended with {process.returncode}: {err.read()[-800:]}")
            out.seek(0)
            summary = json.loads(out.read())
    return Figures(
        articles=summary["loaded"],
        words=sum(map(words_of, articles)),
        longest=max(map(words_of, articles)),
        seconds=round(seconds, 1),
        nodes=summary["nodes_created"],
        relationships=summary["relationships_created"],
        reading_mb=sampler.reading // 10**6,
        store_mb=sampler.store // 10**6,
        together_mb=sampler.together // 10**6,
        load_average=round(load, 2),
    )


def show(figures: list[Figures]) -> None:
    """A column a build, and what became of the goal."""
    table = Table(title="peak resident memory of kg build, MB")
    table.add_column("")
    for one in figures:
        table.add_column(f"{one.articles} articles", justify="right")
    for name, label in (
        ("words", "words"),
        ("longest", "words of the longest"),
        ("seconds", "seconds"),
        ("nodes", "nodes made"),
        ("relationships", "relationships made"),
        ("reading_mb", "kg build with its workers"),
        ("store_mb", "embedded store"),
        ("together_mb", "together, at one moment"),
        ("load_average", "load average before"),
    ):
        table.add_row(label, *(f"{getattr(one, name):,}" for one in figures))
    Console().print(table)
    first, last = figures[0], figures[-1]
    reading = last.reading_mb / first.reading_mb - 1
    together = last.together_mb / first.together_mb - 1
    held = "under" if last.together_mb < _LIMIT_MB else "OVER"
    print(f"growth: kg build {reading:+.1%}, together {together:+.1%}; {held} {_LIMIT_MB} MB")


def _wait(process: subprocess.Popen[bytes], sampler: Sampler, number: int) -> None:
    """Show memory while it runs: how far it is only `kg build` knows, and it tells nobody but a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("")
        while process.poll() is None:
            peaks = f"kg {sampler.reading // 10**6} MB, store {sampler.store // 10**6} MB"
            progress.update(task, description=f"{number} articles; peak so far: {peaks}")
            time.sleep(0.1)


if __name__ == "__main__":
    main()
