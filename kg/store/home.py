"""The folder of the embedded store, and the locks by which processes that share it agree.

All locks are `flock`s: the system drops them when their holder dies, however it dies, so none is ever stale.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import StoreError

DATABASE = "graph"
READER = "reader"


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one embedded store lies.

    path (Path): the folder; `databases/`, `config/` and `log/` in it are the server's, `run/` is ours.
    """

    path: Path

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def start_lock(self) -> Path:
        """Held while somebody starts, stops or attaches to the server."""
        return self.run / "start.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the server for as long as it lives."""
        return self.run / "server.lock"

    @property
    def clients_lock(self) -> Path:
        """Held, shared, by everybody who uses the server."""
        return self.run / "clients.lock"

    @property
    def write_lock(self) -> Path:
        """Held during a writing transaction: the server takes one writer at a time without losing work."""
        return self.run / "write.lock"

    @property
    def port_file(self) -> Path:
        """Ports, process id and passwords of the running server, for its owner's eyes only."""
        return self.run / "server.json"

    @property
    def stay_file(self) -> Path:
        """While it exists the server does not stop for being idle."""
        return self.run / "stay"

    @property
    def log_file(self) -> Path:
        """What the server's process printed."""
        return self.run / "server.log"

    def make(self) -> None:
        """Create the folders, closed to others.

        RAISES StoreError: not a folder, or no right to write there.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.run.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            hint = "set KG_HOME to a folder that you may write to"
            raise StoreError(error.strerror or str(error), where=str(self.path), hint=hint) from error


def find_home(path: Path | None = None) -> Home:
    """The store's folder: `path`, else `graph` in KG_HOME, else `graph` in the user's data folder. Creates nothing."""
    if path is None and (given := os.environ.get("KG_HOME")):
        path = Path(given) / "graph"
    if path is None:
        import platformdirs

        path = Path(platformdirs.user_data_dir("isnad")) / "graph"
    return Home(path.expanduser().resolve())


def take(path: Path, *, shared: bool = False) -> IO[bytes]:
    """Wait for a lock; closing what is returned gives it back."""
    lock = path.open("ab")
    fcntl.flock(lock, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    return lock


def try_take(path: Path) -> IO[bytes] | None:
    """A lock, or None when somebody holds it."""
    lock = path.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def held(path: Path) -> bool:
    """Whether somebody holds a lock."""
    if not path.exists():
        return False
    lock = try_take(path)
    if lock is None:
        return True
    lock.close()
    return False
