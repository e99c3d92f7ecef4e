"""The wheel holds all it needs, and works where there is no checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "articles" / "yemen-hodeidah.txt"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ".", cwd=ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin_dir(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it. Its dependencies are borrowed: torch alone is gigabytes."""
    venv = tmp_path_factory.mktemp("clean") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv.parent)
    python = venv / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=venv.parent)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=venv.parent).strip())
    # Only appended to the path: .pth files in the borrowed folder, an editable checkout's among them, have no effect.
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (site / "borrowed.pth").write_text("".join(f"{path}\n" for path in borrowed))
    return venv / "bin"


@pytest.fixture
def env(bin_dir: Path, tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "KG_", "PYTHON", "VIRTUAL_ENV"))}
    return kept | {"KG_HOME": str(tmp_path / "home"), "HF_HUB_OFFLINE": "1", "PATH": f"{bin_dir}:{os.environ['PATH']}"}


def shipped(folder: Path, prefix: str) -> set[str]:
    """Names that the tracked files of a folder should have in the wheel."""
    tracked = run("git", "ls-files", "-z", folder.relative_to(ROOT), cwd=ROOT).split("\0")
    return {f"{prefix}/{(ROOT / name).relative_to(folder).as_posix()}" for name in tracked if name}


def test_wheel_holds_schemas_statements_and_weights(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, prefix in (("schemas", "kg/schemas"), ("cypher", "kg/cypher"), ("kg/nlp/weights", "kg/nlp/weights")):
        wanted = shipped(ROOT / folder, prefix)
        assert wanted, folder
        assert wanted <= names, sorted(wanted - names)
    assert not [name for name in names if name.startswith(("tests/", "examples/", "benchmarks/"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_it_is_the_wheel_that_runs(bin_dir: Path, tmp_path: Path, env: dict[str, str]) -> None:
    where = run(bin_dir / "python", "-c", "import kg; print(kg.__file__)", cwd=tmp_path, env=env)
    assert where.startswith(str(bin_dir.parent))


def test_queries_are_listed(bin_dir: Path, tmp_path: Path, env: dict[str, str]) -> None:
    listed = run(bin_dir / "kg", "query", cwd=tmp_path, env=env)
    for template in (ROOT / "cypher" / "queries").glob("*.cypher"):
        assert template.stem in listed


def test_an_article_is_read(bin_dir: Path, tmp_path: Path, env: dict[str, str]) -> None:
    run(bin_dir / "kg", "extract", ARTICLE, "-o", tmp_path / "out", cwd=tmp_path, env=env)
    said = json.loads((tmp_path / "out" / "ex-yemen.json").read_text(encoding="utf-8"))
    assert said["date"] == "2020-09-15"
    assert said["entities"]
    assert said["incidents"]


def test_an_article_is_built_and_queried(bin_dir: Path, tmp_path: Path, env: dict[str, str]) -> None:
    run(bin_dir / "kg", "build", ARTICLE, cwd=tmp_path, env=env)
    try:
        found = json.loads(run(bin_dir / "kg", "query", "incidents", "--format", "json", cwd=tmp_path, env=env))
        assert found
    finally:
        run(bin_dir / "kg", "db", "stop", cwd=tmp_path, env=env)
