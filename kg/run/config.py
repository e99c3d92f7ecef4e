"""`kg.toml`: what `kg refresh` reads from, writes to, and how often it is meant to run."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from kg.errors import InputError

_GLOB = frozenset("*?[")
_HINT = "docs/refresh.md describes every key"


class _Table(BaseModel):
    """A table of the file: an unknown key is a mistake, not something to pass over."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SourceConfig(_Table):
    """Where articles lie.

    path (str): a file, a folder (all articles below it) or a glob; relative to the configuration file.
    required (bool): whether its absence is a failure of the run, or only a thing to report.
    """

    path: str = Field(min_length=1)
    required: bool = True


class StoreConfig(_Table):
    """Which graph. Without `uri` the embedded store in `home`, or in its usual folder. Passwords: NEO4J_PASSWORD."""

    uri: str | None = None
    username: str | None = None
    database: str | None = None
    home: str | None = None

    @model_validator(mode="after")
    def _one_store(self) -> StoreConfig:
        if self.uri and self.home:
            raise ValueError("uri (a server) and home (the embedded store) exclude each other")
        return self


class ModelConfig(_Table):
    """Which pipeline reads: a folder; without it the one that ships. `workers`: processes, each with its own model."""

    path: str | None = None
    workers: int = Field(default=1, ge=1)


class ScheduleConfig(_Table):
    """How often a scheduler should run it: what `kg refresh --units` writes into a timer. `every`: 15m, 1h, 2d."""

    every: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*[mhd]$")] = "1h"


class Config(_Table):
    """The whole file. Paths are absolute once loaded."""

    sources: tuple[SourceConfig, ...] = Field(min_length=1, strict=False)
    store: StoreConfig = StoreConfig()
    model: ModelConfig = ModelConfig()
    schedule: ScheduleConfig = ScheduleConfig()


def load_config(path: Path) -> Config:
    """Read and check a configuration; relative paths in it are relative to its folder.

    RAISES InputError: no such file, not TOML (with line and column), or a key that is unknown, missing or of the wrong
    kind (with its name).
    """
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path), hint="name one with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not TOML: {error}", where=str(path), hint=_HINT) from error
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise InputError(_first(error), where=str(path), hint=_HINT) from error
    return _absolute(config, path.resolve().parent)


def is_glob(path: str) -> bool:
    """Whether a source is a pattern rather than a name."""
    return not _GLOB.isdisjoint(path)


def _first(error: ValidationError) -> str:
    """The first complaint with the key it concerns, as it stands in the file: `sources[0].path: …`."""
    complaint = error.errors()[0]
    key = ""
    for part in complaint["loc"]:
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else part
    more = f"; {error.error_count() - 1} more" if error.error_count() > 1 else ""
    message = "unknown key" if complaint["type"] == "extra_forbidden" else complaint["msg"]
    return f"{key}: {message}{more}"


def _absolute(config: Config, base: Path) -> Config:
    def absolute(path: str) -> str:
        return str(base / Path(path).expanduser())

    sources = tuple(s.model_copy(update={"path": absolute(s.path)}) for s in config.sources)
    update: dict[str, object] = {"sources": sources}
    if config.store.home:
        update["store"] = config.store.model_copy(update={"home": absolute(config.store.home)})
    if config.model.path:
        update["model"] = config.model.model_copy(update={"path": absolute(config.model.path)})
    return config.model_copy(update=update)
