"""Worker processes for reading, one article at a time each.

A process pool of the standard library does not say which task killed a worker, and breaks as a whole. Here every worker
has a pipe of its own, so the article on which it died is known, set aside, and the worker replaced.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from kg.article import Article
from kg.errors import KgError, ModelError
from kg.extraction import Extraction
from kg.ingest.setaside import SetAside

if TYPE_CHECKING:
    from kg.run.extract import ReaderFactory

# Articles taken ahead of the one that is due, per worker: enough to keep all busy while a long one is read.
_AHEAD = 4
_spawn = mp.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _LoadFailed:
    """Sent by a worker that has no reader: the parts of the error, which is raised again in the parent."""

    message: str
    where: str | None = None
    hint: str | None = None


def map_articles(
    articles: Iterable[Article], factory: ReaderFactory, workers: int, tell: Callable[[SetAside], None]
) -> Iterator[Extraction]:
    """Extractions in the order of articles.

    RAISES ModelError: a worker cannot load its reader, or dies while it does. Workers end with the iterator.
    """
    pool: list[_Worker] = []
    source = enumerate(articles)
    results: dict[int, Extraction | SetAside] = {}
    due = taken = 0
    open_ = True
    try:
        while True:
            while due in results:
                result = results.pop(due)
                due += 1
                if isinstance(result, SetAside):
                    tell(result)
                else:
                    yield result
            while open_ and taken - due < workers * _AHEAD:
                worker = next((w for w in pool if w.task is None), None)
                if worker is None and len(pool) == workers:
                    break
                item = next(source, None)
                if item is None:
                    open_ = False
                    break
                if worker is None:
                    worker = _Worker(factory)
                    pool.append(worker)
                worker.send(item)
                taken += 1
            busy = {w.connection: w for w in pool if w.task is not None}
            if not busy:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                index, result = worker.receive()
                results[index] = result
                if worker.task is not None:
                    pool.remove(worker)
                    worker.stop()
    finally:
        for worker in pool:
            worker.stop()


class _Worker:
    """One process with its pipe. `task`: the article it is at, with its number; still set after it died."""

    def __init__(self, factory: ReaderFactory) -> None:
        self.connection, child = _spawn.Pipe()
        self.task: tuple[int, Article] | None = None
        self._ready = False
        self._process: BaseProcess = _spawn.Process(target=_work, args=(child, factory), daemon=True)
        self._process.start()
        # The parent's copy must go, else the end of the process would not end the pipe.
        child.close()

    def send(self, task: tuple[int, Article]) -> None:
        self.task = task
        try:
            self.connection.send(task[1])
        except OSError:
            # It is dead already; `receive` finds the pipe at its end and says so.
            return

    def receive(self) -> tuple[int, Extraction | SetAside]:
        """The result of the task, for which the pipe is ready. A worker that is dead keeps its task."""
        assert self.task is not None
        index, article = self.task
        try:
            if not self._ready:
                self._ready = self._started(self.connection.recv())
            result: Extraction | SetAside = self.connection.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            code = self._process.exitcode or 0
            end = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            if not self._ready:
                raise ModelError(
                    f"a worker died while it loaded the pipeline ({end})", hint="use fewer --workers"
                ) from None
            hint = "out of memory? use fewer --workers" if code == -signal.SIGKILL else None
            return index, SetAside(article.id, f"the worker died on it ({end})", hint, "worker died")
        self.task = None
        return index, result

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self._process.close()
        self.connection.close()

    @staticmethod
    def _started(message: object) -> bool:
        if isinstance(message, _LoadFailed):
            raise ModelError(message.message, where=message.where, hint=message.hint)
        return True


def _work(connection: Connection, factory: ReaderFactory) -> None:
    """Body of a worker: a greeting once the reader is loaded, then an answer for every article until the pipe ends."""
    from kg.run.collector import Settled
    from kg.run.extract import attempt

    # Ctrl-C reaches the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        reader = factory()
    except KgError as error:
        connection.send(_LoadFailed(error.message, error.where, error.hint))
        return
    except Exception as error:
        connection.send(_LoadFailed(f"the pipeline cannot be loaded: {type(error).__name__}: {error}"))
        return
    connection.send("ready")
    collector = Settled()
    try:
        while True:
            connection.send(attempt(reader, connection.recv()))
            collector.after_article()
    except (EOFError, BrokenPipeError):
        # The parent is gone.
        return
