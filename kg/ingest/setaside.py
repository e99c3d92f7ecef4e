"""What became of input that did not go through as it stands: one line that names place, cause and way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# set_aside: not read. duplicate: read already. skipped: no kind of file that holds articles. warning: read, not whole.
Kind = Literal["set_aside", "duplicate", "skipped", "warning"]


@dataclass(frozen=True, slots=True)
class SetAside:
    """One piece of input and why it did not go through. Its `str` is the line a user is shown.

    where (str): file, `file:line`, or article id.
    cause (str): what is wrong, with the value; hint (str | None): the way out.
    reason (str): the cause without particulars, under which a summary counts it («not Arabic»).
    kind (Kind): whether the article is lost, or only something about it.
    """

    where: str
    cause: str
    hint: str | None = None
    reason: str = "other"
    kind: Kind = "set_aside"

    def __str__(self) -> str:
        line = f"{self.where}: {self.cause}" + (f" ({self.hint})" if self.hint else "")
        return " ".join(line.split())


class Rejection(Exception):
    """Raised inside this room where input cannot become an article; the reader turns it into a `SetAside`."""

    def __init__(self, reason: str, cause: str, hint: str | None = None, *, kind: Kind = "set_aside") -> None:
        self.reason = reason
        self.cause = cause
        self.hint = hint
        self.kind = kind
        super().__init__(cause)

    def at(self, where: str) -> SetAside:
        """The same with its place."""
        return SetAside(where, self.cause, self.hint, self.reason, self.kind)
