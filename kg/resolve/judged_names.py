"""Who or where people say is meant by a name, in one article or in all: it outranks every rule of the linkers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from kg.arabic import match_key
from kg.errors import InputError, violation
from kg.extraction import Entity
from kg.resolve.judged_file import add_line, read_lines

NOBODY = "nobody"
_KINDS = ("actor/", "place/")


class NameJudgement(BaseModel):
    """One line of the file.

    name (str): as written; any spelling of it that `match_key` makes equal. article (str | None): the id of the one
    article in which it is so; in all when None. means (str | None): id of a known actor or place, `nobody` for none
    that is known, None to take back what was said. by, at: who, and when (UTC).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    article: str | None = None
    means: str | None = None
    by: str
    at: dt.datetime
    note: str | None = None

    @model_validator(mode="after")
    def _meaning(self) -> NameJudgement:
        if not match_key(self.name):
            raise ValueError("a name has a letter or digit")
        known = self.means is None or self.means == NOBODY or self.means.startswith(_KINDS)
        if not known or (self.means or "").partition("/")[2].startswith("~"):
            raise ValueError(f"means the id of a known actor or place (actor/…, place/…), or {NOBODY}")
        return self


@dataclass(slots=True)
class JudgedNames:
    """What stands at present: of several judgements on a name the last counts, one on an article before one on all."""

    last: dict[tuple[str, str | None], NameJudgement] = field(default_factory=dict)

    @staticmethod
    def of(judgements: Iterable[NameJudgement]) -> JudgedNames:
        """In the order in which they were made."""
        found = JudgedNames()
        for judgement in judgements:
            found.last[match_key(judgement.name), judgement.article] = judgement
        found.last = {key: judgement for key, judgement in found.last.items() if judgement.means is not None}
        return found

    def of_entity(self, entity: Entity, article: str) -> str | None:
        """What is meant by an entity of an article, by the longest of its names that somebody has judged."""
        if not self.last:
            return None
        names = sorted({match_key(mention.text) for mention in entity.mentions}, key=lambda key: (-len(key), key))
        for where in (article, None):
            for name in names:
                if judgement := self.last.get((name, where)):
                    return judgement.means
        return None


def read_names(path: Path | None) -> JudgedNames:
    """The judgements of a file; none where there is no file. RAISES InputError: a line is none."""
    return JudgedNames.of(read_lines(path, NameJudgement))


def add_name(
    path: Path, name: str, means: str | None, *, by: str, article: str | None = None, note: str | None = None
) -> NameJudgement:
    """Append a judgement to the file.

    RAISES InputError: the name has no letter, `means` is no id of something known, or the file cannot be written.
    """
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        judgement = NameJudgement(name=name, article=article, means=means, by=by, at=now, note=note)
    except ValidationError as error:
        raise InputError(violation(error), where=repr(name)) from error
    add_line(path, judgement)
    return judgement
