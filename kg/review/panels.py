"""What the terminal UI shows of a pair, as Rich draws it; each text in the order of letters that the terminal needs."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.analyse.accounts import Account
from kg.analyse.judged import JudgedPair
from kg.view.accounts_text import account_lines, for_and_against, said, verdict
from kg.view.bidi import Order, plain_line
from kg.view.cell import Cell


def account_panel(one: Account, order: Order) -> RenderableType:
    """An account: headline, outlet, day, sentence, then field by field."""
    published = one.published.isoformat() if one.published else None
    head = " · ".join(part for part in (published, one.outlet) if part)
    rows: list[RenderableType] = [Text(one.id, style="dim"), _cell(head, order), _cell(one.title or one.article, order)]
    fields = Table.grid(padding=(0, 1))
    fields.add_column(style="bold", no_wrap=True)
    fields.add_column(ratio=1)
    for name, text in said(one):
        fields.add_row(name, _cell(text, order))
    return Group(*rows, Text(""), _cell(f"«{one.sentence}»", order), Text(""), fields)


def judgement_panel(pair: JudgedPair, order: Order) -> RenderableType:
    """What is thought of the pair, with the reasons for and against beside each other."""
    speaks_for, against = for_and_against(pair)
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(Text("speaks for one incident", style="bold"), Text("speaks against", style="bold"))
    table.add_row(_cell(speaks_for or "nothing", order), _cell(against or "nothing", order))
    now = "of one incident now" if pair.joined else "of two incidents now"
    return Group(Text.assemble((now, "bold"), f" · {verdict(pair)}"), table)


def line_of(one: Account, order: Order) -> RenderableType:
    """An account in a list."""
    first, *rest = (text for _, text in account_lines(one, 0))
    return Group(Text(first, style="dim"), *(_cell(line, order) for line in rest))


def _cell(text: str, order: Order) -> Cell:
    return Cell(" ".join(plain_line(text).split()), order)
