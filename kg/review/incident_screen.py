"""All reports of the incidents of a pair, so that one that does not belong there can be split off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kg.analyse.accounts import Account, accounts, accounts_of
from kg.errors import KgError
from kg.resolve.incidents.clusters import Pair
from kg.review.panels import line_of

if TYPE_CHECKING:
    from kg.review.app import ReviewApp


class IncidentScreen(Screen[None]):
    """A list of reports, incident by incident."""

    CSS = "#title { padding: 0 1; } OptionList { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "split", "split off"),
        Binding("u", "undo", "undo"),
        Binding("escape,q,o", "back", "back", key_display="esc"),
    ]

    def __init__(self, review: ReviewApp, pair: Pair) -> None:
        super().__init__()
        self._review = review
        self._pair = pair

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        yield OptionList()
        yield Footer()

    async def on_mount(self) -> None:
        await self._fill()
        self.query_one(OptionList).focus()

    async def action_split(self) -> None:
        """Say that the highlighted report is of another incident than all the others of its own."""
        found = self.query_one(OptionList).highlighted_option
        if found is not None and (report := found.id):
            await self._review.carry_out(lambda: self._review.judge.split(report))
            await self._fill()

    async def action_undo(self) -> None:
        """Take back the last judgement of this session."""
        if self._review.made:
            await self._review.take_back(self._review.made[-1])
            await self._fill()

    def action_back(self) -> None:
        self.dismiss(None)

    async def _fill(self) -> None:
        try:
            found = await asyncio.to_thread(self._read)
        except KgError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
            return
        listed = self.query_one(OptionList)
        before = listed.highlighted
        listed.clear_options()
        for incident, told in found.items():
            count = f"{len(told)} report{'s' if len(told) != 1 else ''}"
            listed.add_option(Option(f"{incident}: {count}", disabled=True))
            listed.add_options([Option(line_of(one, self._review.order), id=one.id) for one in told])
        listed.highlighted = min(before or 1, listed.option_count - 1) if listed.option_count else None
        self.query_one("#title", Static).update(
            "The reports of this incident" if len(found) == 1 else "The reports of these two incidents"
        )

    def _read(self) -> dict[str, list[Account]]:
        own = accounts(self._review.store, self._pair)
        homes = [own[report].incident for report in self._pair if report in own]
        return {home: list(accounts_of(self._review.store, home).values()) for home in dict.fromkeys(homes)}
