"""`kg.toml` is read strictly, and what a scheduler gets from it can be pasted as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.run.config import load_config
from kg.run.units import cron_line, systemd_units


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "kg.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_relative_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = load_config(
        write(
            tmp_path,
            """
            [[sources]]
            path = "أخبار/*.jsonl"
            required = false
            [[sources]]
            path = "/srv/news"
            [store]
            home = "graph"
            [model]
            path = "models/mine"
            workers = 2
            [schedule]
            every = "15m"
            """,
        )
    )
    assert [s.path for s in config.sources] == [str(tmp_path / "أخبار/*.jsonl"), "/srv/news"]
    assert [s.required for s in config.sources] == [False, True]
    assert config.store.home == str(tmp_path / "graph")
    assert config.model.path == str(tmp_path / "models/mine")
    assert (config.model.workers, config.schedule.every) == (2, "15m")


def test_defaults(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, '[[sources]]\npath = "in"\n'))
    assert config.store.uri is None
    assert config.store.home is None
    assert config.model.path is None
    assert config.model.workers == 1
    assert config.schedule.every == "1h"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "sources"),
        ("sources = []", "sources"),
        ("[[sources]]", "sources[0].path"),
        ("[[sources]]\npath = 3", "sources[0].path"),
        ('[[sources]]\npath = "a"\nrequired = "yes"', "sources[0].required"),
        ('[[sources]]\npath = "a"\ncolour = "red"', "sources[0].colour: unknown key"),
        ('[[sources]]\npath = "a"\n[model]\nworkers = 0', "model.workers"),
        ('[[sources]]\npath = "a"\n[model]\nworkers = "two"', "model.workers"),
        ('[[sources]]\npath = "a"\n[schedule]\nevery = "hourly"', "schedule.every"),
        ('[[sources]]\npath = "a"\n[store]\nuri = "bolt://h"\nhome = "g"', "store"),
        ('[[sources]]\npath = "a"\n[store]\npassword = "x"', "store.password: unknown key"),
        ('[[sources]\npath = "a"', "line 1"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, key: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_config(path)
    assert caught.value.where == str(path)
    assert key in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No such file.*--config"):
        load_config(tmp_path / "kg.toml")


def test_systemd_units_quote_what_systemd_would_expand() -> None:
    units = systemd_units(Path("/opt/kg"), Path("/srv/my news/100%/kg.toml"), "15m")
    assert 'ExecStart=/opt/kg refresh --config "/srv/my news/100%%/kg.toml" --json\n' in units
    assert "OnUnitInactiveSec=15min\n" in units
    assert "SuccessExitStatus=3 75\n" in units


@pytest.mark.parametrize(
    ("every", "when"),
    [
        ("1m", "* * * * *"),
        ("15m", "*/15 * * * *"),
        ("60m", "0 * * * *"),
        ("1h", "0 * * * *"),
        ("6h", "0 */6 * * *"),
        ("1d", "0 4 * * *"),
        ("24h", "0 4 * * *"),
    ],
)
def test_cron_line(every: str, when: str) -> None:
    assert cron_line(Path("/opt/kg"), Path("/srv/a b/100%.toml"), every) == (
        f"{when} /opt/kg refresh --config '/srv/a b/100\\%.toml' --json\n"
    )


@pytest.mark.parametrize("every", ["7m", "50m", "90m", "5h", "2d"])
def test_cron_refuses_what_it_cannot_express(every: str) -> None:
    with pytest.raises(InputError, match=r"schedule\.every"):
        cron_line(Path("/opt/kg"), Path("/srv/kg.toml"), every)
