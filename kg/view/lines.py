"""Indented lines in a terminal, wrapped there, with Arabic that reads right."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import IO

from rich.console import Console
from rich.padding import Padding

from kg.view.bidi import Choice, arrange, choose_order, is_right_to_left, plain_line
from kg.view.cell import Cell
from kg.view.table import line_width

# How far it is indented, in cells, and its text.
Line = tuple[int, str]
_LEAST = 20  # cells that indentation leaves to the text of a narrow terminal


def print_lines(lines: Iterable[Line], *, bidi: Choice | None = None, file: IO[str] | None = None) -> None:
    """Write lines, each a paragraph: wrapped to a terminal's width, whole to a pipe or file.

    bidi: see `kg.view.bidi.choose_order`. file: standard output when None.
    """
    file = file or sys.stdout
    order, width = choose_order(bidi, file), line_width(file)
    console = Console(file=file, width=width, highlight=False, emoji=False) if width else None
    for indent, text in lines:
        plain = " ".join(plain_line(text).split())
        if console and width and plain:
            console.print(Padding(Cell(plain, order), (0, 0, 0, min(indent, max(width - _LEAST, 0)))))
        else:
            shown = arrange(plain, order, right_to_left=is_right_to_left(plain))
            file.write(f"{' ' * indent}{shown}\n" if plain else "\n")
