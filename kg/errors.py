"""The errors a user can cause. Each says what is wrong, where, and the way out, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class KgError(Exception):
    """A failure that is explained in one line and shown without a traceback.

    message (str): what is wrong and why.
    where (str | None): the file, line, address or parameter it concerns, shown first.
    hint (str | None): what the user can do about it, shown last.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line} ({self.hint})" if self.hint else line


class InputError(KgError):
    """Something the user gave cannot be read: an article, a configuration, a parameter."""


class ModelError(KgError):
    """A pipeline or encoder cannot be loaded or does not fit."""


class SchemaError(KgError):
    """A node, edge or file contradicts `schemas/`."""


class StoreError(KgError):
    """The graph database cannot be reached, refuses, or is in use."""


def violation(error: ValidationError) -> str:
    """The first thing that pydantic finds wrong: which field, and what with it."""
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    return f"{field}: {first['msg']}" if field else first["msg"]
