"""A cell of text for a table or a panel, with Arabic that reads right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from kg.view.bidi import Order, arrange, is_right_to_left


class Cell:
    """Text that is wrapped in logical order to the width it is given, then put in the order of the terminal."""

    def __init__(self, text: str, order: Order, *, right: bool = False) -> None:
        self._text = text
        self._order = order
        self._right = right

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        lines = self._text.split("\n")
        words = [cell_len(word) for line in lines for word in line.split()]
        longest = max(map(cell_len, lines))
        return Measurement(min(max(words, default=0), longest), longest).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for paragraph in self._text.split("\n"):
            right_to_left = is_right_to_left(paragraph)
            for line in Text(paragraph).wrap(console, options.max_width) or [Text("")]:
                shown = line.plain.rstrip()
                margin = options.max_width - cell_len(shown) if right_to_left or self._right else 0
                yield Text(" " * margin + arrange(shown, self._order, right_to_left=right_to_left), no_wrap=True)
