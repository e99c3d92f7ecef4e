"""The index of places: bad rows, determinism, two builders at once, look-ups, the command."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner

from kg.arabic import match_key
from kg.cli.gazetteer import command
from kg.errors import InputError, SchemaError
from kg.resolve import gazetteer as gazetteer_module
from kg.resolve.gazetteer import Gazetteer, rebuild
from kg.resolve.gazetteer_cache import default_path
from kg.resolve.gazetteer_index import build_index, index_digest
from kg.resolve.supplement import COLUMNS, read_supplement
from kg.resources import resource

HEAD = ",".join(COLUMNS)
GOOD = "x-land,Xland,زغلاند,,country,10,20,300,XX,,"


def write(folder: Path, *lines: str, head: str = HEAD) -> Path:
    (folder / "p.csv").write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("a,A,ا ب,,town,95,20,,XX,,", "lat 95 is outside -90 to 90"),
        ("a,A,ا ب,,town,10,200,,XX,,", "lon 200 is outside -180 to 180"),
        ("a,A,ا ب,,town,ten,20,,XX,,", "lat is no number: 'ten'"),
        ("a,A,ا ب,,town,10,20,0,XX,,", "radius_km 0 is outside"),
        ("a,A,ا ب,,castle,10,20,,XX,,", "no kind 'castle'"),
        ("a,A,ا ب,,town,10,20,,Xx,,", "no country code 'Xx'"),
        ("a,A,,,town,10,20,,XX,,", "no value for ar"),
        ("a,A,ا ب,,town", "no value for lat, lon"),
        ("a,A,!!,,town,10,20,,XX,,", "no letter in the name"),
        ("x-land,A,ا ب,,town,10,20,,XX,,", "key 'x-land' stands twice, first at p.csv:2"),
        ("a,A,ا ب,,town,10,20,,XX,nowhere,", "no place has the key 'nowhere'"),
        ("a,A,ا ب,,town,10,20,,XX,a,", "is below itself"),
        ("a,A,ا ب,,town,10,20,,XX,,,extra", "more values than columns"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_loads(tmp_path: Path, line: str, cause: str) -> None:
    places, problems = read_supplement(write(tmp_path, GOOD, line))
    assert [p.key for p in places] == ["x-land"]
    assert len(problems) == 1
    assert str(problems[0]).startswith("p.csv:3: ")
    assert cause in str(problems[0])
    assert problems[0].hint


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    places, problems = read_supplement(write(tmp_path, GOOD, head="key,en,ar"))
    assert not places
    assert "no column aliases, kind" in str(problems[0])


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_bytes(f"{HEAD}\nx,X,زغلاند".encode("cp1256"))
    places, problems = read_supplement(tmp_path)
    assert not places
    assert "p.csv: not a readable CSV file" in str(problems[0])


def test_the_shipped_rows_are_all_good() -> None:
    places, problems = read_supplement(resource("schemas", "places"))
    assert not problems
    assert len(places) >= 400
    keys = {p.key: p for p in places}
    for place in places:
        if place.parent and keys[place.parent].country and place.country:
            assert keys[place.parent].country == place.country, place.where


def _build(target: str, supplement: str) -> None:
    build_index(Path(target), Path(supplement))


def test_two_builders_at_once_make_one_same_file(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    write(folder, GOOD, "a,Aville,زغفولة,زغفول,town,10,20,,XX,x-land,", "bad,,,,,,,,,,")
    target, other = tmp_path / "cache" / "one.sqlite", tmp_path / "two.sqlite"
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=_build, args=(str(target), str(folder))) for _ in range(2)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [b.exitcode for b in builders] == [0, 0]
    assert [p.name for p in target.parent.iterdir()] == ["one.sqlite"]
    assert len(build_index(other, folder)) == 1
    assert other.read_bytes() == target.read_bytes()
    gazetteer = Gazetteer(target)
    (place, fit), *_ = gazetteer.search("الزغفولة")
    assert (place.id, fit) == ("place/a", 0.85)
    assert [p.id for p in gazetteer.parents(place)] == ["place/x-land"]
    assert len(gazetteer.problems()) == 1


def test_the_name_of_the_file_changes_with_its_inputs(tmp_path: Path) -> None:
    before = index_digest(write(tmp_path, GOOD))
    assert before == index_digest(tmp_path)
    assert before != index_digest(write(tmp_path, GOOD.replace("10", "11")))


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text("nonsense " * 200)
    with pytest.raises(InputError, match="not an index of places"):
        Gazetteer(path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="XDG_CACHE_HOME"):
        build_index(tmp_path / "file" / "x.sqlite", write(tmp_path, GOOD))


def _copying(source: Path) -> Callable[[Path, Path], list[SchemaError]]:
    """A builder that takes no time: a copy of an index, moved to its name in one step like those of `build_index`."""

    def build(target: Path, _: Path) -> list[SchemaError]:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(shutil.copy(source, target.with_name(f".{target.name}.{os.getpid()}")), target)
        return []

    return build


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder with the index of an older version that nobody uses."""
    monkeypatch.setattr(gazetteer_module, "build_index", _copying(Gazetteer.default().path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path, _ = rebuild()
    os.utime(path.rename(path.with_name(f"gazetteer-{'0' * 16}.sqlite")), (1e9, 1e9))
    return path.parent


def test_a_new_version_removes_older_ones_but_those_in_use(cache: Path) -> None:
    idle = next(cache.iterdir())
    used, left, foreign = (cache / name for name in ("gazetteer-1.sqlite", ".gazetteer-2.sqlite.abc", "notes.txt"))
    for path in (used, left, foreign):
        shutil.copy2(idle, path)
    running = Gazetteer(used)
    assert CliRunner().invoke(command, ["build"]).exit_code == 0
    assert set(cache.iterdir()) == {default_path(), used, foreign}
    assert running.search("البوكمال")
    del running
    gc.collect()
    assert CliRunner().invoke(command, ["build"]).exit_code == 0
    assert set(cache.iterdir()) == {default_path(), foreign}


def _first_use(barrier: Any, index: Path) -> None:
    gazetteer_module.build_index = _copying(index)
    barrier.wait()
    assert Gazetteer.default().search("البوكمال")


def test_two_processes_that_find_an_older_version_at_once(cache: Path, tmp_path: Path) -> None:
    index = shutil.copy(next(cache.iterdir()), tmp_path / "index")
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    both = [context.Process(target=_first_use, args=(barrier, index)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert list(cache.iterdir()) == [default_path()]


def test_an_index_that_vanishes_before_it_is_opened_is_made_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = gazetteer_module.hold

    def vanishing(path: Path) -> IO[bytes]:
        monkeypatch.setattr(gazetteer_module, "hold", opened)
        path.unlink()
        return opened(path)

    monkeypatch.setattr(gazetteer_module, "hold", vanishing)
    assert Gazetteer.default().search("البوكمال")


def test_capitals_and_chains() -> None:
    gazetteer = Gazetteer.default()
    capitals = {c.place.country: c.capital.name for c in gazetteer.countries() if c.capital}
    assert capitals["SY"] == "Damascus"
    assert capitals["YE"] == "Sanaa"
    (place, fit), *_ = gazetteer.find(match_key("الميادين"))
    assert fit == 1.0
    assert [p.name for p in gazetteer.parents(place)] == ["Deir ez-Zor Governorate", "Syria"]


def test_the_command_finds_and_says_when_it_does_not() -> None:
    found = CliRunner().invoke(command, ["find", "البوكمال", "--json"])
    assert found.exit_code == 0
    first = json.loads(found.output)[0]
    assert first["name"] == "Al-Bukamal"
    assert first["located_in"][-1] == "Syria"
    assert "Al-Bukamal" in CliRunner().invoke(command, ["find", "البوكمال"]).output
    missing = CliRunner().invoke(command, ["find", "ظظظظظ"])
    assert isinstance(missing.exception, InputError)
    assert CliRunner().invoke(command, ["path"]).output.strip().endswith(".sqlite")
