"""What `schemas/actors.yaml` holds: actors, states, and the bodies that every state has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

ActorType = Literal["PERSON", "ARMED_GROUP", "ORGANIZATION", "COUNTRY", "CIVILIANS"]
Key = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
Country = Field(default=None, pattern=r"^[A-Z]{2}$")
Wikidata = Field(default=None, pattern=r"^Q[1-9][0-9]*$")
_FIRST, _LAST = 1900, 2100
_TIES = ("affiliated_with", "member_of", "leads", "supports")


class Entry(BaseModel):
    """Base of the file's entries: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Actor(Entry):
    """One actor.

    aliases: names that are enough by themselves. ambiguous: names that others share; the article's countries decide.
    country: the state it belongs to; theatres: the states it acts in (default: its country).
    active: ranges of years, from and to or from alone, in which it acted or, of a person, held the office.
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
    active: tuple[tuple[int] | tuple[int, int], ...] = ()
    affiliated_with: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    body: str | None = None
    wikidata: str | None = Wikidata

    @field_validator("active")
    @classmethod
    def _years_in_order(cls, ranges: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
        for years in ranges:
            if years[0] > years[-1] or not _FIRST <= years[0] <= _LAST:
                raise ValueError(f"no range of years: {list(years)}")
        return ranges

    def was_active(self, year: int | None) -> bool:
        """Whether it may have been active in a year; where nothing is said of it, yes. year: None when unknown."""
        if year is None or not self.active:
            return True
        return any(years[0] <= year and (len(years) == 1 or year <= years[1]) for years in self.active)

    def ties(self) -> Iterator[tuple[str, str]]:
        """(relation, key of the other actor), in the order of the file."""
        return ((tie, other) for tie in _TIES for other in getattr(self, tie))


class State(Entry):
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


class Body(Entry):
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


class ActorsFile(Entry):
    """The whole file."""

    version: Literal[1]
    states: tuple[State, ...]
    bodies: tuple[Body, ...]
    actors: tuple[Actor, ...]
