"""The `kg` program as a process: how it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = "import atexit; atexit.register(print, 'registered before'); from kg.cli import main; main()"


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", START, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_what_was_written_is_out_and_what_was_registered_is_done() -> None:
    ended = kg("query")
    lines = ended.stdout.splitlines()
    assert ended.returncode == 0
    assert any("who-strikes-whom" in line for line in lines)
    assert lines[-1] == "registered before"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such-command"], 2, "No such command 'no-such-command'"),
        (["query", "no-such-template"], 1, "kg: "),
        (["--version"], 0, ""),
    ],
)
def test_codes(arguments: list[str], code: int, said: str) -> None:
    ended = kg(*arguments)
    assert ended.returncode == code
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_full_disk_is_one_line() -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    assert ended.returncode == 1
    assert ended.stderr == "kg: No space left on device (kg --debug … shows where)\n"


def test_debug_shows_where() -> None:
    ended = kg("--debug", "query", "no-such-template")
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
