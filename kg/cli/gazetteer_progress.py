"""Progress of `kg gazetteer add` and `remove`: a bar on a terminal, and lines for what was set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.gazetteer.change import Watch
from kg.gazetteer.joining import Joined
from kg.gazetteer.kept import read_sources
from kg.ingest.setaside import SetAside

# Of one command; the counts by reason in its summary are complete.
_LINES = 20


@contextmanager
def watched() -> Iterator[tuple[Watch, Callable[[Path], dict[str, Joined]]]]:
    """What to hand to `kg.gazetteer.change`, and a function that builds the index with the sources of a gazetteer."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("starting", total=None)

        def say(line: str) -> None:
            console.print(line, markup=False, emoji=False, highlight=False, soft_wrap=True)

        def reading(path: Path, done: int, total: int) -> None:
            progress.update(task, description=f"reading {path.name}", completed=done, total=total)

        told = 0

        def set_aside(item: SetAside) -> None:
            nonlocal told
            told += 1
            if told <= _LINES or item.reason in ("unusable file", "no country"):
                say(f"kg: {item.kind.replace('_', ' ')}: {item}")
            elif told == _LINES + 1:
                say("kg: set aside: more rows, in the summary by reason and with --json one by one")

        def joining(kept: Path) -> dict[str, Joined]:
            from kg.gazetteer.joining import joined_counts
            from kg.resolve.gazetteer import join_sources
            from kg.resolve.gazetteer_cache import default_path

            progress.update(task, description="joining places", completed=0, total=None)
            path: Path | None = default_path(kept)
            # An index is named after all that it is made from: one that is there is the right one.
            if not (path and path.exists()):
                path = join_sources(kept, lambda done, total: progress.update(task, completed=done, total=total))
            return joined_counts(path) if path and read_sources(kept) else {}

        yield Watch(reading, set_aside, lambda: say("kg: waiting for another kg gazetteer to finish")), joining
