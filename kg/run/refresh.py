"""Take what is new or changed from the sources of a configuration, one run of a store at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kg.article import Article
from kg.errors import KgError, StoreError
from kg.ingest import SetAside, read_articles
from kg.run.build import Reader, Resolve, Tally, build
from kg.run.config import Config, StoreConfig
from kg.store.beside import server_key
from kg.store.connect import open_store
from kg.store.home import find_home, try_take
from kg.store.ledger import is_current
from kg.store.loader import BATCH_ROWS
from kg.store.session import Store

DONE, FAILED, PARTLY, LOCKED = 0, 1, 3, 75
_CHUNK = 64


class LockedError(KgError):
    """Another refresh of the same store is running."""


def refresh(
    config: Config,
    *,
    read: Reader,
    resolve: Resolve | None = None,
    reread: bool = False,
    tally: Tally | None = None,
    batch_size: int = BATCH_ROWS,
) -> Tally:
    """Bring the graph up to its sources. Killed anywhere and run again, it ends in the same graph.

    read, resolve, batch_size: as in `kg.run.build.build`. reread: also what the graph has already.
    RAISES LockedError: another refresh of this store is running. StoreError: the store cannot be used.
    """
    tally = tally or Tally()
    tell = _lenient(config, tally.tell)
    with _locked(config.store), _opened(config.store) as store:
        articles = read_articles([source.path for source in config.sources], on_set_aside=tell)
        wanted = articles if reread else _news(articles, store, tally)
        return build(wanted, store, read=read, resolve=resolve, tally=tally, batch_size=batch_size)


def exit_code(tally: Tally) -> int:
    """`DONE`, `PARTLY` when something was set aside, `FAILED` when nothing but that happened."""
    if not tally.lost:
        return DONE
    return PARTLY if tally.load.articles or tally.unchanged else FAILED


def _news(articles: Iterable[Article], store: Store, tally: Tally) -> Iterator[Article]:
    """Articles that the graph lacks, or has with other content."""
    rest = iter(articles)
    while chunk := list(islice(rest, _CHUNK)):
        current = is_current(store, {article.id: article.content_hash for article in chunk})
        for article in chunk:
            if current[article.id]:
                tally.articles += 1
                tally.unchanged += 1
            else:
                yield article


def _lenient(config: Config, tell: Callable[[SetAside], None]) -> Callable[[SetAside], None]:
    """An empty folder is a quiet hour, and the absence of what is not required no loss."""
    optional = {source.path for source in config.sources if not source.required}

    def told(item: SetAside) -> None:
        quiet = item.reason == "no file" and (item.where in optional or Path(item.where).is_dir())
        tell(replace(item, kind="warning") if quiet else item)

    return told


@contextmanager
def _opened(config: StoreConfig) -> Iterator[Store]:
    home = Path(config.home) if config.home else None
    with open_store(config.uri, config.username, database=config.database, home=home) as store:
        yield store


@contextmanager
def _locked(config: StoreConfig) -> Iterator[None]:
    """Hold the store's refresh lock: in the embedded store's folder, for a server in the user's state folder.

    An flock, which the system drops when its holder dies: there is no stale lock.
    """
    path = _lock_path(config)
    lock = try_take(path)
    if lock is None:
        raise LockedError("another refresh of this store is running", where=str(path), hint="the next run will do it")
    with lock:
        yield


def _lock_path(config: StoreConfig) -> Path:
    uri = config.uri or (None if config.home else os.environ.get("NEO4J_URI"))
    if not uri:
        home = find_home(Path(config.home) if config.home else None)
        home.make()
        return home.run / "refresh.lock"
    import platformdirs

    database = config.database or os.environ.get("NEO4J_DATABASE", "")
    name = server_key(uri, database)
    folder = Path(platformdirs.user_state_dir("isnad"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        hint = "set XDG_STATE_HOME to a folder that you may write to"
        raise StoreError(error.strerror or str(error), where=str(folder), hint=hint) from error
    return folder / f"refresh-{name}.lock"
