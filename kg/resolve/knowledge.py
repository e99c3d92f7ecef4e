"""The knowledge base of actors: `schemas/actors.yaml` read, checked and made into one list of actors.

States come with the bodies that every state has (army, police, ministries …), made from one list of name patterns;
an actor that claims a body with `body` takes its names and its place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from kg.errors import SchemaError, violation
from kg.resolve.knowledge_bodies import all_actors
from kg.resolve.knowledge_check import Problems, sound
from kg.resolve.knowledge_entries import Actor, ActorsFile, Body, State
from kg.resources import resource

__all__ = ["Actor", "Body", "KnowledgeBase", "State", "read_actors"]

_LOG = logging.getLogger(__name__)
_HINT = "see the head of schemas/actors.yaml"
_SECTIONS: dict[str, type[BaseModel]] = {"states": State, "bodies": Body, "actors": Actor}


class KnowledgeBase:
    """All actors by key. What the file states is checked before anything is linked to it."""

    def __init__(
        self, actors: Iterable[Actor], states: Iterable[State] = (), *, problems: Problems | None = None
    ) -> None:
        """problems: where to tell what is wrong and left out. RAISES SchemaError: at the first without it."""
        self._problems = problems or Problems("actors")
        self.actors: dict[str, Actor] = sound(actors, self._problems)
        self.states = tuple(states)

    @property
    def problems(self) -> tuple[SchemaError, ...]:
        """What was wrong and left out: file and line, entry, cause and way out."""
        return tuple(self._problems.found)

    @classmethod
    def load(cls, path: Path) -> KnowledgeBase:
        """Read a file of the shape of `schemas/actors.yaml`; entries that are wrong are left out (`problems`).

        RAISES SchemaError: the file cannot be read, or has not its shape.
        """
        text = _text(path)
        problems = Problems(path.name, text, strict=False)
        file = _parsed(text, problems)
        return cls(all_actors(file, problems), file.states, problems=problems)

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> KnowledgeBase:
        """The shipped knowledge base, read once in a process."""
        base = KnowledgeBase.load(resource("schemas", "actors.yaml"))
        for problem in base.problems:
            _LOG.warning("%s", problem)
        return base


def read_actors(path: Path) -> tuple[list[Actor], tuple[State, ...]]:
    """The actors of a file of the shape of `schemas/actors.yaml`, the bodies of its states among them, and its states.

    Each entry is checked, but not whether they agree (`KnowledgeBase`): that takes longer than reading them.
    RAISES SchemaError: names line and entry, the cause and the way out.
    """
    text = _text(path)
    problems = Problems(path.name, text)
    file = _parsed(text, problems)
    return list(all_actors(file, problems)), file.states


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"cannot be read: {error}", where=path.name, hint="mend the file") from error


def _parsed(text: str, problems: Problems) -> ActorsFile:
    """The file, without the entries that are not of their shape."""
    try:
        data: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        cause = " ".join(str(error).split())
        raise SchemaError(f"cannot be read: {cause}", where=problems.name, hint="mend the file") from error
    try:
        return ActorsFile.model_validate(data)
    except ValidationError as error:
        if not isinstance(data, dict) or any(not isinstance(data.get(name), list) for name in _SECTIONS):
            raise SchemaError(violation(error), where=problems.name, hint=_HINT) from error
    kept = {name: tuple(_entries(data[name], kind, problems)) for name, kind in _SECTIONS.items()}
    try:
        return ActorsFile.model_validate(data | kept)
    except ValidationError as error:
        raise SchemaError(violation(error), where=problems.name, hint=_HINT) from error


def _entries(listed: list[Any], kind: type[BaseModel], problems: Problems) -> Iterator[BaseModel]:
    for number, entry in enumerate(listed, start=1):
        try:
            yield kind.model_validate(entry)
        except ValidationError as error:
            own = (entry.get("key") or entry.get("body")) if isinstance(entry, dict) else None
            problems.tell(str(own or f"entry {number}"), violation(error), _HINT)
