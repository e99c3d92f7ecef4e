"""A gazetteer of a test's own over a small index of what ships, and `kg gazetteer` on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gazetteer_files import Run

from kg.cli.gazetteer import command
from kg.resolve import gazetteer_cache
from kg.resolve.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def shipped_index() -> Path:
    """The index of what ships, built where the cache has none."""
    path = gazetteer_cache.shipped_path()
    if not path.exists():
        Gazetteer.default()
    return path


@pytest.fixture
def kept(tmp_path: Path, shipped_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's gazetteer will be; the indexes with it go to a cache of the test's own."""
    cache = tmp_path / "cache" / "isnad-kg"
    cache.mkdir(parents=True)
    shutil.copyfile(shipped_index, cache / shipped_index.name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache.parent))
    path = tmp_path / "mine" / "gazetteer.sqlite"
    monkeypatch.setenv("KG_GAZETTEER", str(path))
    return path


@pytest.fixture
def run(kept: Path) -> Run:
    """Runs `kg gazetteer …`."""

    def invoke(*args: str | Path) -> Result:
        return CliRunner().invoke(command, [str(arg) for arg in args])

    return invoke
