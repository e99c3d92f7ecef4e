"""A real Neo4j Community for a test run: fetched by Maven once, started on free ports, ended by its process.

NEO4J_TEST_VERSION names another release than `VERSION`, NEO4J_TEST_JAVA another `java`: since 2025 Neo4j needs Java 21.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from kg.store.driver import exceptions, neo4j
from kg.store.serve import free_ports

VERSION = "5.26.16"
_POM = Path(__file__).parents[1] / "neo4j" / "pom.xml"
_PASSWORD = "isnad-tests-only"
_START_S = 120.0
# Each release names its main class here: `CommunityEntryPoint` in 5, `Neo4jCommunity` in 2026.
_ENTRY_POINT = "META-INF/services/org.neo4j.server.startup.EntryPoint"


@dataclass(frozen=True)
class Neo4jServer:
    """Where a Neo4j listens, and how to log in."""

    uri: str
    username: str
    password: str
    pid: int | None = None


@contextmanager
def running_neo4j(version: str | None = None) -> Iterator[Neo4jServer]:
    """A fresh, empty server with a home of its own, gone when the block ends."""
    version = version or os.environ.get("NEO4J_TEST_VERSION", VERSION)
    jars = fetched_jars(version)
    home = Path(tempfile.mkdtemp(prefix="isnad-neo4j-"))
    bolt, http = free_ports(2)
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(
        f"server.bolt.listen_address=127.0.0.1:{bolt}\n"
        f"server.http.listen_address=127.0.0.1:{http}\n"
        "server.memory.pagecache.size=64m\n"
        "dbms.usage_report.enabled=false\n"
    )
    java = os.environ.get("NEO4J_TEST_JAVA", "java")
    command = [java, "-Xmx768m", "-cp", f"{jars}/*", _main_class(jars / f"neo4j-{version}.jar")]
    with (home / "console.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, f"--home-dir={home}", f"--config-dir={home / 'conf'}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
    try:
        uri = f"bolt://127.0.0.1:{bolt}"
        _first_login(uri, process, home / "console.log")
        yield Neo4jServer(uri, "neo4j", _PASSWORD, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(home, ignore_errors=True)


def fetched_jars(version: str) -> Path:
    """Folder with the server's jars, fetched where it is missing; two test runs may do so at once."""
    pom = hashlib.sha256(_POM.read_bytes()).hexdigest()[:8]
    folder = platformdirs.user_cache_path("isnad") / f"neo4j-{version}-{pom}"
    if folder.is_dir():
        return folder / "lib"
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"neo4j-{version}-", dir=folder.parent))
    command = ["mvn", "-q", "-B", "-f", str(_POM), f"-Dneo4j.version={version}", "dependency:copy-dependencies"]
    command.append(f"-DoutputDirectory={part / 'lib'}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    if done.returncode:
        shutil.rmtree(part)
        raise RuntimeError(f"Maven could not fetch Neo4j {version}: {done.stdout[-800:]}{done.stderr[-800:]}")
    try:
        part.rename(folder)
    except OSError:  # Another run was quicker.
        shutil.rmtree(part)
    return folder / "lib"


def _main_class(jar: Path) -> str:
    """What the launcher of the distribution, which is in no Maven artifact, would run."""
    with zipfile.ZipFile(jar) as archive:
        return archive.read(_ENTRY_POINT).decode().strip()


def _end_with_parent() -> None:
    """A test run that is killed must not leave its server behind (Linux)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _first_login(uri: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server and change the password that it demands to be changed."""
    deadline = time.monotonic() + _START_S
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j"), max_transaction_retry_time=1) as driver:
        while True:
            try:
                with driver.session(database="system") as session:
                    session.run(
                        "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old="neo4j", new=_PASSWORD
                    ).consume()
                return
            except (exceptions.ServiceUnavailable, exceptions.TransientError, exceptions.SessionExpired):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Neo4j did not start: {log.read_text(errors='replace')[-2000:]}") from None
                time.sleep(0.2)
