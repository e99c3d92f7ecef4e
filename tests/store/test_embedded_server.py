"""The embedded server's life: started on demand, shared, private, stopped when nobody is left."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from plain_links import SYNTH

from kg.cli.db import command as db
from kg.cli.load import command as load
from kg.errors import StoreError
from kg.store import embedded
from kg.store.connect import open_store
from kg.store.driver import neo4j
from kg.store.home import find_home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "graph"
    embedded.stop(tmp_path / "graph")


def test_two_starts_at_once_share_one_server(home: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.store.embedded import attached\n"
        "with attached(Path(sys.argv[1])) as server: print(server.pid)"
    )
    command = [sys.executable, "-c", script, str(home)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    pids = [process.communicate(timeout=120)[0].strip() for process in both]
    assert pids[0] == pids[1] != ""


def test_only_the_owner_can_read_the_passwords_and_every_login_is_checked(home: Path) -> None:
    with embedded.attached(home) as server:
        assert stat.S_IMODE(server.home.port_file.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert server.uri.startswith("bolt://127.0.0.1:")
        with pytest.raises(StoreError, match="login of 'root' refused"), open_store(server.uri, "root", "guess"):
            pass
        with (
            pytest.raises(StoreError, match="other"),
            open_store(server.uri, "root", server.root_password, "other"),
        ):
            pass
        # A server that is not ours to make users on: what a read would write is refused and undone.
        with open_store(server.uri, "root", server.root_password, "graph") as store:
            assert store.kind == "arcadedb"
            with pytest.raises(StoreError, match="only reading"):
                store.read("CREATE (n:Place {id: 'x'})")
            assert store.read("MATCH (n:Place) RETURN n") == []


def test_a_stale_port_file_is_not_believed(home: Path) -> None:
    found = find_home(home)
    found.make()
    found.port_file.write_text(json.dumps({"pid": 1, "bolt": 1, "http": 1, "root": "x", "reader": "x"}))
    assert embedded.status(home) is None
    with open_store(home=home) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_it_stops_when_nobody_is_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_IDLE_SECONDS", "1")
    with open_store(home=home) as store:
        store.write("MERGE (n:Place {id: 'place/1'})")
        time.sleep(2.5)
        assert store.read("MATCH (n:Place) RETURN n.id AS id") == [{"id": "place/1"}]
    deadline = time.monotonic() + 30
    while embedded.status(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert embedded.status(home) is None
    with open_store(home=home) as store:
        assert store.read("MATCH (n:Place) RETURN n.id AS id") == [{"id": "place/1"}]


def test_db_commands(home: Path) -> None:
    def run(*words: str) -> dict[str, object]:
        result = CliRunner().invoke(db, [*words, "--home", str(home), "--json"], catch_exceptions=False)
        answer: dict[str, object] = json.loads(result.output)
        return answer

    assert run("status")["running"] is False
    assert run("path") == {"home": str(home)}
    started = run("start")
    assert run("status") == {**started, "stays": True}
    with neo4j.GraphDatabase.driver(
        str(started["bolt"]), auth=("root", json.loads(Path(str(started["passwords"])).read_text())["root"])
    ) as driver:
        driver.execute_query("CREATE (:Place {id: 'place/1'})")
    assert run("stop")["stopped"] is True
    assert run("stop")["stopped"] is False
    other = home / "notes.txt"
    other.write_text("not the store's")
    assert CliRunner().invoke(db, ["wipe", "--home", str(home)], input="n\n").exit_code == 1
    assert run("wipe", "--yes")["wiped"] is True
    assert other.exists()
    with open_store(home=home) as store:
        assert store.read("MATCH (n) RETURN n") == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="set KG_HOME"), open_store(home=tmp_path / "file" / "graph"):
        pass


def test_no_server_at_the_address() -> None:
    with pytest.raises(StoreError, match="no answer from the server") as caught, open_store("bolt://127.0.0.1:1"):
        pass
    assert "\n" not in str(caught.value)


def test_kg_load_sets_bad_files_aside(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_HOME", str(home.parent))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    folder = tmp_path / "extractions"
    folder.mkdir()
    good = (SYNTH / "synth-A-01.json").read_text(encoding="utf-8")
    (folder / "a.json").write_text(good, encoding="utf-8")
    (folder / "again.json").write_text(good, encoding="utf-8")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "other.json").write_text('{"id": "x"}', encoding="utf-8")
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    line = json.dumps(json.loads((SYNTH / "synth-A-02.json").read_text(encoding="utf-8")))
    (folder / "lines.jsonl").write_text(f"{line}\n\nnot json\n", encoding="utf-8")
    first = CliRunner().invoke(load, [str(folder), str(tmp_path / "none.json"), "--json"], catch_exceptions=False)
    summary = json.loads(first.stdout)
    assert (summary["loaded"], summary["lost"]) == (2, 6)
    assert summary["nodes_created"] > 0
    assert f"{folder / 'lines.jsonl'}:3: not JSON" in first.stderr
    second = CliRunner().invoke(load, [str(folder), "--json"], catch_exceptions=False)
    again = json.loads(second.stdout)
    assert again["nodes_created"] == again["relationships_created"] == again["nodes_deleted"] == 0
