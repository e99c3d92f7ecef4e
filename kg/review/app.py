"""The terminal UI of `kg review`: pairs of reports side by side, judged by keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

from kg.analyse.accounts import accounts
from kg.analyse.judged import JudgedPair, judged_pair
from kg.errors import KgError
from kg.resolve.incidents.clusters import Pair
from kg.resolve.incidents.judgements import Verdict
from kg.review.filters import SHOWN, Show, pairs_to_review
from kg.review.incident_screen import IncidentScreen
from kg.review.judge import Judge, Outcome
from kg.review.outcome_text import outcome_lines
from kg.review.panels import account_panel, judgement_panel
from kg.store.session import Store
from kg.view.bidi import Order

# So many pairs are offered at a time; more than anybody judges in a day.
_MOST = 2000


class ReviewApp(App[None]):
    """One pair at a time. The store is asked anew for each pair shown, so others may judge and load meanwhile.

    order (Order): of letters, as the terminal needs it.
    """

    TITLE = "kg review"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #head { height: auto; padding: 0 1; background: $primary 20%; }
    #sides { height: 1fr; }
    #sides > VerticalScroll { width: 1fr; border: round $primary; padding: 0 1; }
    #why { height: auto; max-height: 40%; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "judge('same')", "same"),
        Binding("d", "judge('different')", "different"),
        Binding("u", "undo", "undo"),
        Binding("n,right", "step(1)", "next", key_display="n"),
        Binding("p,left", "step(-1)", "previous", key_display="p"),
        Binding("f", "filter", "filter"),
        Binding("o", "open", "open incident"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, store: Store, judge: Judge, order: Order, show: Show = "undecided") -> None:
        super().__init__()
        self.store = store
        self.judge = judge
        self.order = order
        self.show = show
        self.queue: list[Pair] = []
        self.position = 0
        # What was judged in this session, the last at the end; a split is several at once.
        self.made: list[list[Outcome]] = []
        self._pair: JudgedPair | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Horizontal(id="sides"):
            with VerticalScroll():
                yield Static(id="one")
            with VerticalScroll():
                yield Static(id="other")
        yield Static(id="why")
        yield Footer()

    async def on_mount(self) -> None:
        await self._fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that judge a pair do nothing while another screen hides it."""
        return not (action in _OF_PAIR and len(self.screen_stack) > 1)

    @property
    def current(self) -> Pair | None:
        """The pair on show."""
        return self.queue[self.position] if self.queue else None

    async def action_judge(self, verdict: Verdict) -> None:
        """Judge the pair on show; where nobody had judged it, go on to the next."""
        if not (pair := self.current):
            return
        outcomes = await self.carry_out(lambda: [self.judge.judge(*pair, verdict)])
        if outcomes and self.show == "undecided" and self.position + 1 < len(self.queue):
            self.position += 1
        await self._show_pair()

    async def action_undo(self) -> None:
        """Take back what people judged of the pair on show, or else the last judgement of this session."""
        pair = self.current
        own = [made for made in self.made if [outcome.pair for outcome in made] == [pair]]
        if own:
            await self.take_back(own[-1])
        elif pair and self._pair and self._pair.person:
            await self.carry_out(lambda: [self.judge.judge(*pair, "undone")], remember=False)
        elif self.made:
            last = self.made[-1]
            await self.take_back(last)
            if last[0].pair in self.queue:
                self.position = self.queue.index(last[0].pair)
        else:
            self.notify("nothing to undo: nobody has judged this pair")
        await self._show_pair()

    async def action_step(self, by: int) -> None:
        """Go to the next pair, or to the one before."""
        if self.queue:
            self.position = min(max(self.position + by, 0), len(self.queue) - 1)
            await self._show_pair()

    async def action_filter(self) -> None:
        """Show the pairs of the next filter."""
        self.show = SHOWN[(SHOWN.index(self.show) + 1) % len(SHOWN)]
        await self._fill()

    def action_open(self) -> None:
        """Show all reports of the incidents of this pair."""
        if pair := self.current:

            async def back(_: None) -> None:
                await self._show_pair()

            self.push_screen(IncidentScreen(self, pair), back)

    async def carry_out(self, work: Callable[[], list[Outcome]], *, remember: bool = True) -> list[Outcome]:
        """Judge, without freezing the screen; tell what came of it. Keys wait meanwhile, so nothing overtakes it.

        RETURNS (list[Outcome]): none where it failed, which is told too.
        """
        try:
            outcomes = await asyncio.to_thread(work)
        except KgError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
            return []
        if remember:
            self.made.append(outcomes)
        for outcome in outcomes:
            contrary = bool(outcome.against or outcome.broken or outcome.left)
            text = "\n".join(outcome_lines(outcome))
            self.notify(text, severity="warning" if contrary else "information", markup=False)
        return outcomes

    async def take_back(self, made: list[Outcome]) -> None:
        """Undo judgements of this session: what stood before them stands again."""
        if await self.carry_out(lambda: self.judge.restore(made), remember=False):
            self.made.remove(made)

    async def _fill(self) -> None:
        """Read the pairs of the filter."""
        show = self.show
        try:
            found = await asyncio.to_thread(lambda: pairs_to_review(self.store, show, limit=_MOST))
        except KgError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
            found = []
        self.queue = [(pair.one, pair.other) for pair in found]
        self.position = 0
        await self._show_pair()

    async def _show_pair(self) -> None:
        head, one, other, why = (self.query_one(name, Static) for name in ("#head", "#one", "#other", "#why"))
        head.update(self._progress())
        if not (pair := self.current):
            self._pair = None
            one.update(f"No pairs: {_EMPTY[self.show]}.")
            other.update("")
            why.update("f shows other pairs, q ends.")
            return
        try:
            told = await asyncio.to_thread(lambda: accounts(self.store, pair))
            self._pair = await asyncio.to_thread(lambda: judged_pair(self.store, *pair))
        except KgError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)
            return
        for name, side in zip(pair, (one, other), strict=True):
            gone = f"{name} is no longer in the graph: its article has changed."
            side.update(account_panel(told[name], self.order) if name in told else gone)
        unlike = "Nobody has judged these two, and the rule finds them too unlike to keep a judgement."
        why.update(judgement_panel(self._pair, self.order) if self._pair else unlike)

    def _progress(self) -> str:
        place = f"pair {self.position + 1} of {len(self.queue)}" if self.queue else "no pairs"
        return f"{_TITLES[self.show]}: {place} · judged in this session: {sum(map(len, self.made))} · {self.judge.by}"


_OF_PAIR = frozenset({"judge", "undo", "step", "filter", "open"})
_TITLES: dict[Show, str] = {
    "undecided": "undecided",
    "joined": "of one incident",
    "refused": "of two incidents",
    "people": "judged by people",
}
_EMPTY: dict[Show, str] = {
    "undecided": "people have judged all that were compared, or nothing was",
    "joined": "no incident has reports that were compared",
    "refused": "no compared reports are of two incidents",
    "people": "nobody has judged any",
}
