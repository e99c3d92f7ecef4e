"""A refresh takes what is new, replaces what is changed, and may be killed at any moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import refreshing
from click.testing import CliRunner
from plain_links import synth_extractions
from store_graphs import content

from kg.cli.refresh import command
from kg.run.refresh import DONE, FAILED, LOCKED, PARTLY, LockedError, exit_code
from kg.store import embedded
from kg.store.connect import open_store
from kg.store.home import find_home, try_take

SUPPORT = Path(__file__).parents[1] / "support"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "graph"
    embedded.stop(tmp_path / "graph")


def lines(copies: int, *, day: int = 1) -> str:
    """Articles of known text under ids of their own. day: their date, part of their content."""
    gold = synth_extractions()
    rows = [
        {"id": f"{one.id}-{n}", "title": one.title, "text": one.text, "date": f"2024-03-{day:02d}", "source": "مثال"}
        for n in range(copies)
        for one in gold
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def configured(folder: Path, home: Path, *sources: str) -> Path:
    path = folder / "kg.toml"
    tables = "".join(f'[[sources]]\npath = "{source}"\n' for source in sources or ("in",))
    path.write_text(f'{tables}[store]\nhome = "{home}"\n', encoding="utf-8")
    (folder / "in").mkdir(exist_ok=True)
    return path


def graph(home: Path) -> Any:
    with open_store(home=home, read_only=True) as store:
        return content(store)


def test_only_what_is_new_or_changed_is_read(tmp_path: Path, home: Path) -> None:
    config = configured(tmp_path, home)
    (tmp_path / "in" / "a.jsonl").write_text(lines(2), encoding="utf-8")
    first = refreshing.run(config)
    assert (first.articles, first.read, first.load.articles, first.unchanged) == (6, 6, 6, 0)
    before = graph(home)

    second = refreshing.run(config)
    assert (second.articles, second.read, second.unchanged) == (6, 0, 6)
    assert exit_code(second) == DONE
    assert graph(home) == before

    (tmp_path / "in" / "b.jsonl").write_text(lines(3).splitlines(keepends=True)[-1], encoding="utf-8")
    third = refreshing.run(config)
    assert (third.read, third.load.replaced, third.unchanged) == (1, 0, 6)

    (tmp_path / "in" / "b.jsonl").unlink()
    (tmp_path / "in" / "a.jsonl").write_text(lines(2, day=2), encoding="utf-8")
    fourth = refreshing.run(config)
    assert (fourth.read, fourth.load.replaced, fourth.unchanged) == (6, 6, 0)
    again = refreshing.run(config, reread=True)
    assert (again.read, again.load.nodes_created, again.load.nodes_deleted) == (6, 0, 0)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The graph of nine articles that were refreshed in one go."""
    folder = tmp_path_factory.mktemp("undisturbed")
    config = configured(folder, folder / "graph")
    (folder / "in" / "a.jsonl").write_text(lines(3), encoding="utf-8")
    assert refreshing.run(config).load.articles == 9
    whole = graph(folder / "graph")
    embedded.stop(folder / "graph")
    return whole


@pytest.mark.parametrize("moment", [1, 4, 8])
def test_killed_and_run_again_it_ends_in_the_same_graph(
    tmp_path: Path, home: Path, undisturbed: Any, moment: int
) -> None:
    config = configured(tmp_path, home)
    (tmp_path / "in" / "a.jsonl").write_text(lines(3), encoding="utf-8")
    path = os.pathsep.join([str(SUPPORT), str(Path(refreshing.__file__).parent)])
    program = [sys.executable, refreshing.__file__, str(config)]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    assert process.stdout
    for line in process.stdout:
        if line.strip() == f"read {moment}":
            process.kill()
            break
    assert process.wait() == -9
    process.stdout.close()

    rest = refreshing.run(config)
    assert rest.articles == 9
    assert rest.unchanged + rest.load.articles == 9
    assert rest.load.articles >= 1
    assert graph(home) == undisturbed


def test_bad_articles_are_set_aside_and_the_rest_goes_on(tmp_path: Path, home: Path) -> None:
    config = configured(tmp_path, home)
    (tmp_path / "in" / "a.jsonl").write_text('{"text": \n' + lines(1) + '{"id": "x"}\n', encoding="utf-8")
    tally = refreshing.run(config)
    assert (tally.load.articles, tally.lost) == (3, 2)
    assert tally.reasons() == {"broken JSON": 1, "no text": 1}
    assert exit_code(tally) == PARTLY
    summary = json.loads(json.dumps(tally.summary()))
    assert summary["loaded"] == 3
    assert [item["where"].rsplit(":", 1)[1] for item in summary["set_aside"]] == ["1", "5"]


def test_nothing_but_bad_input_is_a_failure(tmp_path: Path, home: Path) -> None:
    config = configured(tmp_path, home)
    (tmp_path / "in" / "a.jsonl").write_text("{\n", encoding="utf-8")
    assert exit_code(refreshing.run(config)) == FAILED


def test_an_empty_folder_is_a_quiet_hour_but_a_missing_source_a_loss(tmp_path: Path, home: Path) -> None:
    quiet = refreshing.run(configured(tmp_path, home))
    assert (quiet.articles, quiet.lost, exit_code(quiet)) == (0, 0, DONE)
    missing = refreshing.run(configured(tmp_path, home, "in", "gone"))
    assert (missing.lost, exit_code(missing)) == (1, FAILED)
    config = configured(tmp_path, home, "in", "gone")
    config.write_text(config.read_text().replace('"gone"\n', '"gone"\nrequired = false\n'))
    assert exit_code(refreshing.run(config)) == DONE


def test_a_second_refresh_of_a_store_does_not_start(tmp_path: Path, home: Path) -> None:
    config = configured(tmp_path, home)
    place = find_home(home)
    place.make()
    with try_take(place.run / "refresh.lock") as lock:  # type: ignore[union-attr]
        assert lock
        with pytest.raises(LockedError, match="another refresh"):
            refreshing.run(config)
        done = CliRunner().invoke(command, ["--config", str(config), "--json"])
        assert done.exit_code == LOCKED
        assert json.loads(done.stdout)["status"] == "locked"
    assert exit_code(refreshing.run(config)) == DONE


def test_the_command_prints_units_for_its_configuration(tmp_path: Path, home: Path) -> None:
    config = configured(tmp_path, home)
    done = CliRunner().invoke(command, ["--config", str(config), "--units", "cron"])
    assert done.exit_code == 0
    assert done.stdout.startswith("0 * * * * ")
    assert str(config) in done.stdout
