"""Right-to-left text in a terminal: which order of letters it needs, and putting them in it.

Text is stored and exchanged in logical order, as it is read. Some terminals turn it into visual order themselves; to
others it must be given in visual order.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from typing import IO, Literal

Choice = Literal["auto", "on", "off"]
# logical: as it is. isolated: the same, with marks that keep a terminal from mixing cells. visual: reordered.
Order = Literal["logical", "isolated", "visual"]

_LRM = "\u200e"
_FIRST_VTE_WITH_BIDI = 5800
_BREAKS_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Arabic vowel signs, and the letter that they stand before once a line is reversed.
_MARKED = re.compile(
    r"([\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+)(.)", re.S
)


def choose_order(choice: Choice | None, file: IO[str], env: Mapping[str, str] = os.environ) -> Order:
    """How text is to be written to a file.

    choice: `on` reorders, `off` leaves it to the terminal, `auto` looks at the terminal. None takes KG_BIDI, and `auto`
        without it; but what is no terminal (a pipe, a file) gets logical order then.
    """
    terminal = file.isatty()
    if choice is None:
        wish = env.get("KG_BIDI", "auto").strip().lower() if terminal else "auto"
        choice = "on" if wish == "on" else "off" if wish == "off" else "auto"
    if choice == "on":
        return "visual"
    if not terminal:
        return "logical"
    return "isolated" if choice == "off" or _reorders(env) else "visual"


def arrange(line: str, order: Order, *, right_to_left: bool) -> str:
    """One line, already wrapped, in the order it is to be written.

    right_to_left (bool): direction of the paragraph that the line is from (see `is_right_to_left`).
    """
    if order == "isolated":
        return f"{_LRM}{line}{_LRM}"
    if order == "logical" or line.isascii():
        return line
    # The package's Python version: its Rust one does not mirror brackets (rule L4).
    from bidi.algorithm import get_display  # type: ignore[import-untyped]

    shown = str(get_display(line, base_dir="R" if right_to_left else "L"))
    # A terminal draws a mark on the cell before it (rule L3 of the Unicode bidirectional algorithm).
    return _MARKED.sub(lambda match: match[2] + match[1][::-1], shown)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is an Arabic or Hebrew one (rules P2 and P3 of the algorithm)."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((direction != "L" for direction in directions if direction in ("L", "R", "AL")), False)


def plain_line(text: str) -> str:
    """Text without what would break a table or command a terminal: control characters become blanks, newlines stay."""
    return _BREAKS_LINES.sub(" ", text)


def _reorders(env: Mapping[str, str]) -> bool:
    """Whether the terminal is known to reorder text itself: VTE from 0.58, Konsole, mlterm, Terminal.app."""
    vte = env.get("VTE_VERSION", "")
    return (
        (vte.isdigit() and int(vte) >= _FIRST_VTE_WITH_BIDI)
        or "KONSOLE_VERSION" in env
        or env.get("TERM", "").startswith("mlterm")
        or env.get("TERM_PROGRAM") == "Apple_Terminal"
    )
