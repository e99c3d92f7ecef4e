"""The embedded store's server process: `python -m kg.store.serve HOME IDLE_SECONDS`; `kg.store.embedded` starts it.

It holds the server lock for as long as it lives, writes the port file when it is ready, and stops on SIGTERM or once
nobody has held the clients' lock for a while.
"""

from __future__ import annotations

import importlib
import json
import os
import secrets
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from kg.store.home import DATABASE, READER, Home, held, take, try_take

_POLL_S = 0.5
# Enough for loads of millions of rows, which peaked at 1.2 GB resident with it.
_HEAP = "1g"
_READ_ONLY = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": ["readRecord"]}}}


def serve(home: Home, idle_s: float) -> None:
    """Run the server until it is told to stop, or was without users for `idle_s` seconds."""
    stop = threading.Event()
    with take(home.server_lock):
        os.chdir(home.path)
        # Users are made anew with new passwords at every start, so no old file can lock anybody out or let anybody in.
        for leftover in (home.port_file, home.path / "config" / "server-users.jsonl"):
            leftover.unlink(missing_ok=True)
        root, reader = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        http_port, bolt_port = free_ports(2)
        server = _start(home, root, http_port, bolt_port)
        # After the Java machine, which would otherwise answer these signals itself.
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: stop.set())
        try:
            _add_reader(server, reader)
            state = {"pid": os.getpid(), "bolt": bolt_port, "http": http_port, "root": root, "reader": reader}
            _write_private(home.port_file, json.dumps(state))
            _wait(home, stop, idle_s)
        finally:
            home.port_file.unlink(missing_ok=True)
            server.stop()


def _start(home: Home, password: str, http_port: int, bolt_port: int) -> Any:
    """Start ArcadeDB with Bolt, reachable from this machine only."""
    # By name: the package carries no types, and importing it loads the bridge to Java.
    module = importlib.import_module("arcadedb_embedded.server")
    config = {
        "host": "127.0.0.1",
        "mode": "development",
        "http_port": http_port,
        "bolt_port": bolt_port,
        "bolt_defaultDatabase": DATABASE,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server_defaultDatabases": f"{DATABASE}[root]",
        "server_logsDirectory": str(home.path / "log"),
        # A commit has reached the disk before it is acknowledged.
        "txWalFlush": 1,
        "opencypher_loadCsv_allowFileUrls": "false",
        "opencypher_loadCsv_allowRemoteUrls": "false",
    }
    server = module.ArcadeDBServer(str(home.path), password, config, {"heap_size": _HEAP})
    server.start()
    return server


def _add_reader(server: Any, password: str) -> None:
    """Make the user through whom `Store.read` goes: the server itself refuses whatever it tries to write."""
    json_object = importlib.import_module("jpype").JClass("com.arcadedb.serializer.json.JSONObject")
    security = server._java_server.getSecurity()
    security.saveGroup("*", READER, json_object(json.dumps(_READ_ONLY)))
    user = {
        "name": READER,
        "password": str(security.encodePassword(password)),
        "databases": {DATABASE: [READER]},
    }
    security.createUser(json_object(json.dumps(user)))


def _wait(home: Home, stop: threading.Event, idle_s: float) -> None:
    """Return when told to stop, or when nobody is left; from then on nobody can attach until this process has ended."""
    idle = 0.0
    while not stop.wait(_POLL_S):
        idle = 0.0 if home.stay_file.exists() or held(home.clients_lock) else idle + _POLL_S
        # Whoever attaches holds the start lock meanwhile; this process keeps it to its end.
        if idle >= idle_s and (lock := try_take(home.start_lock)):
            if not held(home.clients_lock):
                return
            lock.close()


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _write_private(path: Path, text: str) -> None:
    """Write a file, all at once, that only its owner can read."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


if __name__ == "__main__":
    serve(Home(Path(sys.argv[1])), float(sys.argv[2]))
