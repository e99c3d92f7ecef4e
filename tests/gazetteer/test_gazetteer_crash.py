"""Killed anywhere, or two at once: the old state or the new one, and nothing left behind."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from gazetteer_files import CSV_HEAD, Run, write

from kg.gazetteer.kept import read_sources
from kg.resolve.gazetteer import Gazetteer


def start(*args: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "gazetteer", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def rows(*, prefix: str, count: int) -> list[str]:
    return [f"{prefix}{n},Zagh {prefix}{n},زغ {prefix} {n},34.{n:05d},40.5,village,SY" for n in range(count)]


@pytest.mark.parametrize("attempt", range(6))
def test_killed_anywhere_there_is_the_old_state_or_the_new_one(
    run: Run, kept: Path, tmp_path: Path, attempt: int
) -> None:
    run("add", write(tmp_path / "old.csv", CSV_HEAD, *rows(prefix="o", count=5)))
    new = write(tmp_path / "new.csv", CSV_HEAD, *rows(prefix="n", count=20_000))
    process = start("add", new)
    time.sleep(random.Random(attempt).uniform(0.3, 2.5))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    names = [(source.name, source.rows) for source in read_sources(kept)]
    assert names in ([("old", 5)], [("old", 5), ("new", 20_000)])
    assert len(Gazetteer.default().search("زغ o 1")) == 1
    assert len(Gazetteer.default().search("زغ n 1")) == len(names) - 1
    assert run("add", new).exit_code == 0
    assert len(Gazetteer.default().search("زغ n 19999")) == 1
    assert sorted(path.name for path in kept.parent.iterdir()) == ["gazetteer.sqlite", "gazetteer.sqlite.lock"]


def test_several_at_once_wait_for_each_other(kept: Path, tmp_path: Path) -> None:
    files = [write(tmp_path / f"f{n}.csv", CSV_HEAD, *rows(prefix=f"f{n}x", count=500)) for n in range(4)]
    processes = [start("add", file) for file in files]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0] * 4
    assert sorted(source.name for source in read_sources(kept)) == ["f0", "f1", "f2", "f3"]
    gazetteer = Gazetteer.default()
    assert all(len(gazetteer.search(f"زغ f{n}x 7")) == 1 for n in range(4))


def test_a_folder_that_cannot_be_made_is_named(run: Run, kept: Path, tmp_path: Path) -> None:
    # A file where the folder would be: root cannot write there either.
    kept.parent.parent.mkdir(parents=True, exist_ok=True)
    kept.parent.write_text("")
    result = run("add", write(tmp_path / "v.csv", CSV_HEAD, *rows(prefix="v", count=1)))
    assert "cannot be written" in str(result.exception)
    assert str(kept.parent) in str(result.exception)
