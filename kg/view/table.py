"""Answers as tables in a terminal, with Arabic that reads right; one record below another where columns do not fit."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.view.bidi import Choice, Order, choose_order, plain_line
from kg.view.cell import Cell

_READABLE = 12  # A column narrower than its longest word, and than this, is not readable.
_BETWEEN_ITEMS = " · "
_BORDERS = 3  # cells that a column takes beside its text


def print_table(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    bidi: Choice | None = None,
    file: IO[str] | None = None,
    width: int | None = None,
) -> None:
    """Write rows as a table; items of a list stand below each other, or with dots between where lines may be long.

    bidi: see `kg.view.bidi.choose_order`.
    file: where to; standard output when None.
    width (int | None): cells in a line. None takes COLUMNS or the terminal's; what goes to a pipe or file is as
        wide as it needs to be.
    """
    file = file or sys.stdout
    order = choose_order(bidi, file)
    width = width or line_width(file)
    cells = [[cell_text(row.get(column)) for column in columns] for row in rows]
    if width is None:  # One line a row, so that grep and cut see whole rows.
        cells = [[text.replace("\n", _BETWEEN_ITEMS) for text in row] for row in cells]
    if not cells:
        file.write("no rows\n")
        return
    natural = [_widest(column, [row[n] for row in cells]) for n, column in enumerate(columns)]
    whole = sum(natural) + _BORDERS * len(columns) + 1
    console = Console(file=file, width=width or whole, highlight=False, emoji=False, soft_wrap=False)
    least = [_least(column, [row[n] for row in cells]) for n, column in enumerate(columns)]
    if width and sum(least) + _BORDERS * len(columns) + 1 > width:
        _print_records(console, columns, cells, order, width)
        return
    tall = (width is not None and whole > width) or any("\n" in cell for row in cells for cell in row)
    table = Table(box=box.ROUNDED, show_lines=tall, header_style="bold")
    for column in columns:
        table.add_column(Text(column))
    numeric = [all(_is_number(row.get(column)) for row in rows) for column in columns]
    for texts in cells:
        table.add_row(*(Cell(text, order, right=right) for text, right in zip(texts, numeric, strict=True)))
    console.print(table)


def cell_text(value: Any) -> str:
    """A value as people read it: dates in ISO, lists one item a line, maps as JSON, nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.6g}"
        case dt.date() | dt.time():
            return value.isoformat()
        case list() | tuple() if not any(isinstance(item, dict | list) for item in value):
            return "\n".join(cell_text(item) for item in value)
        case dict() | list() | tuple():
            return plain_line(json.dumps(value, ensure_ascii=False, default=str))
        case _:
            return plain_line(str(value))


def _print_records(
    console: Console, columns: Sequence[str], cells: Sequence[Sequence[str]], order: Order, width: int
) -> None:
    """Rows as records, each column on lines of its own: for terminals too narrow for the table."""
    for number, row in enumerate(cells, start=1):
        console.rule(str(number), style="dim", align="left")
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column()
        for column, text in zip(columns, row, strict=True):
            if text:
                grid.add_row(column, Cell(text, order))
        console.print(grid)


def line_width(file: IO[str]) -> int | None:
    """Cells in a line: COLUMNS, else the terminal's; None for what is no terminal."""
    if (columns := os.environ.get("COLUMNS", "")).isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(file.fileno()).columns or 80
    except (OSError, ValueError):
        return None


def _widest(column: str, cells: Iterable[str]) -> int:
    return max(cell_len(line) for text in (column, *cells) for line in text.split("\n"))


def _least(column: str, cells: Iterable[str]) -> int:
    longest_word = max((cell_len(word) for text in (column, *cells) for word in text.split()), default=0)
    return max(cell_len(column), min(longest_word, _READABLE))


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
