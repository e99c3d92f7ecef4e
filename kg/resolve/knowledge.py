"""The knowledge base of actors: `schemas/actors.yaml` read, checked and made into one list of actors.

States come with the bodies that every state has (army, police, ministries …), made from one list of name patterns;
an actor that claims a body with `body` takes its names and its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.arabic import match_key
from kg.errors import SchemaError
from kg.resources import resource

ActorType = Literal["PERSON", "ARMED_GROUP", "ORGANIZATION", "COUNTRY", "CIVILIANS"]
Key = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
Country = Field(default=None, pattern=r"^[A-Z]{2}$")
Wikidata = Field(default=None, pattern=r"^Q[1-9][0-9]*$")
_TIES = ("affiliated_with", "member_of", "leads", "supports")


class _Entry(BaseModel):
    """Base of the file's entries: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Actor(_Entry):
    """One actor.

    aliases: names that are enough by themselves. ambiguous: names that others share; the article's countries decide.
    country: the state it belongs to; theatres: the states it acts in (default: its country).
    affiliated_with, member_of, leads, supports: keys of other actors. body: which body of its state it is.
    """

    key: str = Key
    en: str
    ar: str
    type: ActorType
    kind: str
    named: bool = True
    country: str | None = Country
    theatres: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    affiliated_with: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    body: str | None = None
    wikidata: str | None = Wikidata

    def ties(self) -> Iterator[tuple[str, str]]:
        """(relation, key of the other actor), in the order of the file."""
        return ((tie, other) for tie in _TIES for other in getattr(self, tie))


class State(_Entry):
    """A state: `nisba` its adjectives (masculine, indefinite), `plural` people words that the nisba does not give.

    without: bodies that it does not have.
    """

    key: str = Key
    country: str = Field(pattern=r"^[A-Z]{2}$")
    en: str
    demonym: str
    ar: str
    nisba: tuple[str, ...] = Field(min_length=1)
    plural: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    wikidata: str | None = Wikidata


class Body(_Entry):
    """A kind of body that every state has; names are patterns, `parent` another body of the same state."""

    body: str
    type: ActorType
    kind: str
    en: str
    ar: str
    named: bool = True
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class _File(_Entry):
    version: Literal[1]
    states: tuple[State, ...]
    bodies: tuple[Body, ...]
    actors: tuple[Actor, ...]


class KnowledgeBase:
    """All actors by key. What the file states is checked before anything is linked to it."""

    def __init__(self, actors: Iterable[Actor], states: Iterable[State] = (), *, where: str = "actors") -> None:
        """where (str): the file, for errors. RAISES SchemaError: see `check`."""
        self.actors: dict[str, Actor] = {}
        for actor in actors:
            if actor.key in self.actors:
                raise SchemaError(
                    "key stands twice", where=f"{where}: {actor.key}", hint="give one of them another key"
                )
            self.actors[actor.key] = actor
        self.states = tuple(states)
        check(self.actors, where)

    @classmethod
    def load(cls, path: Path) -> KnowledgeBase:
        """Read a file of the shape of `schemas/actors.yaml`.

        RAISES SchemaError: names the entry, the cause and the way out.
        """
        actors, states = read_actors(path)
        return cls(actors, states, where=path.name)

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> KnowledgeBase:
        """The shipped knowledge base, read once in a process."""
        return KnowledgeBase.load(resource("schemas", "actors.yaml"))


def read_actors(path: Path) -> tuple[list[Actor], tuple[State, ...]]:
    """The actors of a file of the shape of `schemas/actors.yaml`, the bodies of its states among them, and its states.

    Each entry is checked, but not whether they agree (`check`): that takes longer than reading them.
    RAISES SchemaError: names the entry, the cause and the way out.
    """
    try:
        data: Any = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        cause = " ".join(str(error).split())
        raise SchemaError(f"cannot be read: {cause}", where=path.name, hint="mend the file") from error
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise _explained(error, data, path.name) from error
    return list(_all_actors(file, path.name)), file.states


def check(actors: dict[str, Actor], where: str) -> None:
    """Refuse what would make linking or the graph wrong.

    RAISES SchemaError: an unknown key, a cycle of parents, or a name that two actors of a type claim.
    """
    for actor in actors.values():
        for tie, other in actor.ties():
            if other not in actors:
                raise SchemaError(
                    f"{tie} names the unknown actor {other!r}",
                    where=f"{where}: {actor.key}",
                    hint="use a key of the file",
                )
    _refuse_cycles(actors, where)
    owner: dict[tuple[str, str], str] = {}
    for actor in actors.values():
        for name in (actor.ar, *actor.aliases) if actor.named else actor.aliases:
            slot = (actor.type, match_key(name))
            first = owner.setdefault(slot, actor.key)
            if first != actor.key:
                raise SchemaError(
                    f"the name «{name}» is also claimed by {first}",
                    where=f"{where}: {actor.key}",
                    hint="list it under `ambiguous` in both, or drop it from one",
                )


def _refuse_cycles(actors: dict[str, Actor], where: str) -> None:
    done: set[str] = set()
    for start in actors:
        path: dict[str, None] = {}

        def visit(key: str, path: dict[str, None] = path) -> None:
            if key in path:
                loop = " → ".join([*list(path)[list(path).index(key) :], key])
                raise SchemaError(f"cycle of parents: {loop}", where=f"{where}: {key}", hint="remove one of them")
            if key in done:
                return
            path[key] = None
            for parent in actors[key].affiliated_with:
                visit(parent)
            del path[key]
            done.add(key)

        visit(start)


def _all_actors(file: _File, where: str) -> Iterator[Actor]:
    """States, then listed actors, then the bodies that no actor claims, in the order of the file."""
    bodies = {body.body: body for body in file.bodies}
    states = {state.country: state for state in file.states}
    claimed: dict[tuple[str, str], str] = {}
    for state in file.states:
        claimed["state", state.country] = state.key
    for actor in file.actors:
        if actor.body is None:
            continue
        if actor.body not in bodies or actor.country not in states:
            raise SchemaError(
                f"no body {actor.body!r} of country {actor.country}",
                where=f"{where}: {actor.key}",
                hint=f"bodies: {', '.join(bodies)}",
            )
        claimed[actor.body, actor.country] = actor.key
    for state in file.states:
        if unknown := [body for body in state.without if body not in bodies]:
            raise SchemaError(
                f"no body {unknown[0]!r}", where=f"{where}: {state.key}", hint=f"bodies: {', '.join(bodies)}"
            )
    for body in file.bodies:
        if body.parent is not None and body.parent not in bodies:
            raise SchemaError(f"unknown parent {body.parent!r}", where=f"{where}: {body.body}", hint="use another body")
    for actor in file.actors:
        if actor.body is None:
            yield actor
        else:
            yield _merged(actor, _made(bodies[actor.body], states[actor.country or ""], claimed))
    for state in file.states:
        for body in file.bodies:
            key = claimed.get((body.body, state.country))
            if (key is None and body.body not in state.without) or body.body == "state":
                yield _made(body, state, claimed)


def _made(body: Body, state: State, claimed: dict[tuple[str, str], str]) -> Actor:
    """The body of one state, its names filled in."""
    is_state = body.body == "state"
    parent = state.key
    if body.parent and body.parent not in state.without:
        parent = claimed.get((body.parent, state.country), _body_key(body.parent, state))
    plural = (*state.plural, *(nisba + "ين" for nisba in state.nisba))
    aliases = [
        pattern.format(nisba=nisba, plural=people, ar=state.ar)
        for pattern in body.aliases
        for nisba in (state.nisba if "{nisba}" in pattern else state.nisba[:1])
        for people in (plural if "{plural}" in pattern else plural[:1])
    ]
    nisba = state.nisba[0]
    fill = {"ar": state.ar, "ar_m": _definite(nisba), "ar_f": _definite(nisba + "ة")}
    return Actor(
        key=state.key if is_state else _body_key(body.body, state),
        en=body.en.format(en=state.en, demonym=state.demonym),
        ar=body.ar.format(**fill),
        type=body.type,
        kind=body.kind,
        named=body.named,
        country=state.country,
        aliases=tuple(dict.fromkeys([*aliases, *(state.aliases if is_state else ())])),
        ambiguous=tuple(dict.fromkeys([*body.ambiguous, *(state.ambiguous if is_state else ())])),
        affiliated_with=() if is_state or body.type == "CIVILIANS" or not body.named else (parent,),
        body=body.body,
        wikidata=state.wikidata if is_state else None,
    )


def _merged(actor: Actor, made: Actor) -> Actor:
    """The listed actor with the names of the body that it claims."""
    return actor.model_copy(
        update={
            "aliases": tuple(
                dict.fromkeys([*actor.aliases, made.ar, *made.aliases] if made.named else actor.aliases + made.aliases)
            ),
            "ambiguous": tuple(dict.fromkeys([*actor.ambiguous, *made.ambiguous])),
            "affiliated_with": actor.affiliated_with or made.affiliated_with,
        }
    )


def _body_key(body: str, state: State) -> str:
    return f"{state.country.lower()}-{body.replace('_', '-')}"


def _definite(adjective: str) -> str:
    return " ".join("ال" + word for word in adjective.split())


def _explained(error: ValidationError, data: Any, where: str) -> SchemaError:
    """The first violation in one line: entry, field, cause."""
    first = error.errors()[0]
    loc = first["loc"]
    entry = ""
    if len(loc) >= 2 and isinstance(data, dict):
        listed = data[loc[0]][loc[1]] if isinstance(loc[1], int) else None
        named = listed.get("key") or listed.get("body") if isinstance(listed, dict) else None
        entry = f": {named or f'{loc[0]}[{loc[1]}]'}"
    field = ".".join(str(part) for part in loc[2:] or loc)
    return SchemaError(f"{field}: {first['msg']}", where=f"{where}{entry}", hint="see the head of schemas/actors.yaml")
