"""The embedded store: an ArcadeDB server as a child process, started on demand and shared by all who use its folder."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.store.home import DATABASE, Home, find_home, held, take

# A second command soon after the first finds the server still warm.
IDLE_S = 60.0
_START_S = 120.0
_STOP_S = 60.0
_POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server.

    uri (str): Bolt address; http (str): address of its HTTP interface.
    """

    home: Home
    pid: int
    uri: str
    http: str
    root_password: str
    reader_password: str
    database: str = DATABASE


@contextmanager
def attached(path: Path | None = None) -> Iterator[Server]:
    """Use the embedded server of a folder, starting it when it does not run; it stays up at least until the block ends.

    path (Path | None): see `kg.store.home.find_home`.
    RAISES StoreError: not installed, folder not writable, or it does not start (with the last line of its log).
    """
    home = find_home(path)
    home.make()
    with take(home.start_lock):
        server = _running(home) or _started(home)
        clients = take(home.clients_lock, shared=True)
    with clients:
        yield server


def start(path: Path | None = None) -> Server:
    """Start the embedded server so that it stays until `stop`, whether used or not."""
    home = find_home(path)
    home.make()
    with take(home.start_lock):
        home.stay_file.touch()
        return _running(home) or _started(home, keep=True)


def stop(path: Path | None = None) -> bool:
    """Stop the embedded server, also under the hands of those who use it: what was acknowledged is kept.

    RETURNS (bool): whether one was running.
    """
    home = find_home(path)
    if not home.run.exists():
        return False
    with take(home.start_lock):
        home.stay_file.unlink(missing_ok=True)
        return _stop(home)


def status(path: Path | None = None) -> Server | None:
    """The running server of a folder, if any; starts nothing."""
    return _running(find_home(path))


def wipe(path: Path | None = None) -> None:
    """Stop the server and delete the graph. Only what the store itself has made in its folder is deleted."""
    home = find_home(path)
    if not home.run.exists():
        return
    with take(home.start_lock):
        home.stay_file.unlink(missing_ok=True)
        _stop(home)
        for name in ("databases", "config", "log", "backups"):
            if (folder := home.path / name).exists():
                shutil.rmtree(folder)
        home.log_file.unlink(missing_ok=True)


def _running(home: Home) -> Server | None:
    """What the port file says, when its server lives; a file left behind by a killed one is not believed."""
    if not held(home.server_lock):
        return None
    try:
        state = json.loads(home.port_file.read_text())
    except FileNotFoundError:
        return None
    return Server(
        home=home,
        pid=state["pid"],
        uri=f"bolt://127.0.0.1:{state['bolt']}",
        http=f"http://127.0.0.1:{state['http']}",
        root_password=state["root"],
        reader_password=state["reader"],
    )


def _started(home: Home, *, keep: bool = False) -> Server:
    """Start a server and wait until it answers. The caller holds the start lock."""
    if importlib.util.find_spec("arcadedb_embedded") is None:
        hint = "pip install 'isnad-kg[embedded]', or name a Neo4j server with --uri or NEO4J_URI"
        raise StoreError("the embedded store is not installed", hint=hint)
    _await_end(home)
    if not keep:
        home.stay_file.unlink(missing_ok=True)
    idle_s = os.environ.get("KG_IDLE_SECONDS", str(IDLE_S))
    with home.log_file.open("wb") as log:
        # A session of its own: Ctrl-C in one client's terminal must not end the server under another.
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.store.serve", str(home.path), idle_s],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if server := _running(home):
            return server
        if process.poll() is not None:
            raise StoreError(f"the embedded store did not start: {_last_line(home)}", where=str(home.log_file))
        time.sleep(_POLL_S)
    process.kill()
    process.wait()
    raise StoreError(f"the embedded store did not start within {_START_S:.0f} s", where=str(home.log_file))


def _stop(home: Home) -> bool:
    server = _running(home)
    if server is not None:
        try:
            os.kill(server.pid, signal.SIGTERM)
        except ProcessLookupError:
            return False
    _await_end(home)
    return server is not None


def _await_end(home: Home) -> None:
    """Wait for a server that is on its way out."""
    deadline = time.monotonic() + _STOP_S
    while held(home.server_lock):
        if time.monotonic() > deadline:
            raise StoreError("the embedded store does not stop", where=str(home.log_file))
        time.sleep(_POLL_S)


def _last_line(home: Home) -> str:
    lines = [line.strip() for line in home.log_file.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
