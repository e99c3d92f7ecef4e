"""The terminal UI, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from kg.cli import cli
from kg.errors import InputError
from kg.resolve.incidents.clusters import pair
from kg.review.app import ReviewApp
from kg.review.incident_screen import IncidentScreen
from kg.review.judge import Judge
from kg.store.connect import Store
from kg.view.bidi import Order

Told = tuple[Store, dict[str, str]]
Steps = Callable[[ReviewApp, Pilot[None]], Awaitable[None]]


def play(store: Store, steps: Steps, order: Order = "logical") -> None:
    async def session() -> None:
        app = ReviewApp(store, Judge(store, "maya"), order)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(session())


def text_of(app: ReviewApp, name: str) -> str:
    console = Console(width=200, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(app.query_one(name, Static).content)
    return console.export_text()


def verdicts(store: Store) -> dict[tuple[str, str], Any]:
    """Pair → who judged it and how, of all that the graph keeps."""
    rows = store.read(
        "MATCH (a:Report)-[j:JUDGED]->(b:Report) RETURN a.id AS one, b.id AS other, j.by AS by, j.verdict AS v"
    )
    return {(row["one"], row["other"]): (row["by"], row["v"]) for row in rows}


def test_a_pair_is_shown_and_judged(told: Told) -> None:
    store, _ = told

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert "undecided: pair 1 of 3 · judged in this session: 0 · maya" in text_of(app, "#head")
        first = app.current
        assert first is not None
        assert first[0] in text_of(app, "#one")
        assert "غارة على" in text_of(app, "#other")
        assert "speaks against" in text_of(app, "#why")
        await pilot.press("d")
        await pilot.pause()
        assert verdicts(store)[first] == ("person: maya", "different")
        assert "pair 2 of 3 · judged in this session: 1" in text_of(app, "#head")
        await pilot.press("p")
        await pilot.pause()
        assert "by person: maya" in text_of(app, "#why")
        await pilot.press("p", "n", "n", "n")
        await pilot.pause()
        assert "pair 3 of 3" in text_of(app, "#head")
        await pilot.press("u")  # Goes back to the pair that was judged last.
        await pilot.pause()
        assert app.current == first
        assert verdicts(store)[first][0] == "test/1"
        await pilot.press("u")
        await pilot.pause()
        assert "judged in this session: 0" in text_of(app, "#head")

    play(store, steps)


def test_undo_brings_back_what_stood_before(told: Told) -> None:
    store, reports = told
    key = pair(reports["1"], reports["3"])
    Judge(store, "omar").judge(*key, "same")

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("f", "f", "f")
        await pilot.pause()
        assert "judged by people: pair 1 of 1" in text_of(app, "#head")
        await pilot.press("d")
        await pilot.pause()
        assert verdicts(store)[key] == ("person: maya", "different")
        await pilot.press("u")
        await pilot.pause()
        assert verdicts(store)[key] == ("person: omar", "same")  # As omar's word, not as that of who undoes.
        await pilot.press("u")
        await pilot.pause()
        assert verdicts(store)[key][0] == "test/1"

    play(store, steps)


def test_filters_go_round(told: Told) -> None:
    store, _ = told

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        seen = []
        for _ in range(4):
            await pilot.press("f")
            await pilot.pause()
            seen.append(text_of(app, "#head").split("·")[0].strip())
        assert seen == [
            "of one incident: pair 1 of 1",
            "of two incidents: pair 1 of 2",
            "judged by people: no pairs",
            "undecided: pair 1 of 3",
        ]

    play(store, steps)


def test_a_report_is_split_off_its_incident(told: Told) -> None:
    store, reports = told
    key = pair(reports["1"], reports["2"])

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("f", "o")
        await pilot.pause()
        assert isinstance(app.screen, IncidentScreen)
        listed = app.screen.query_one(OptionList)
        assert {option.id for option in listed.options if option.id} == set(key)
        await pilot.press("x")
        await pilot.pause()
        assert verdicts(store)[key] == ("person: maya", "different")
        assert listed.option_count == 4  # Two incidents now, each with its heading.
        await pilot.press("u")
        await pilot.pause()
        assert listed.option_count == 3
        await pilot.press("s", "d", "f")  # Keys of the pair that is hidden now.
        await pilot.pause()
        assert verdicts(store)[key][0] == "test/1"
        await pilot.press("escape")
        await pilot.pause()
        assert "of one incident now" in text_of(app, "#why")

    play(store, steps)


def test_a_failure_is_told_and_leaves_the_pair(told: Told) -> None:
    store, _ = told

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        before = app.current
        app.judge.file = app.judge.file / "no-folder" / "file"  # The file lies where a folder should.
        app.judge.file.parent.parent.write_text("", encoding="utf-8")
        await pilot.press("s")
        await pilot.pause()
        assert app.current == before
        assert [notice.severity for notice in app._notifications] == ["error"]

    play(store, steps)


@pytest.mark.parametrize("order", ["logical", "isolated", "visual"])
def test_text_is_in_the_order_that_the_terminal_needs(told: Told, order: Order) -> None:
    store, _ = told

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        shown = text_of(app, "#one")
        assert ("غارة على" in shown) == (order != "visual")
        assert ("\u200e" in shown) == (order == "isolated")
        assert ("ىلع ةراغ" in shown) == (order == "visual")

    play(store, steps, order)


def test_an_article_that_went_meanwhile_is_told(told: Told) -> None:
    store, _ = told

    async def steps(app: ReviewApp, pilot: Pilot[None]) -> None:
        store.write("MATCH (n) DETACH DELETE n")
        await pilot.press("n")
        await pilot.pause()
        assert "no longer in the graph" in text_of(app, "#one")
        await pilot.press("f")
        await pilot.pause()
        assert "No pairs" in text_of(app, "#one")
        await pilot.press("s", "d", "u", "n", "p", "o")
        await pilot.pause()

    play(store, steps)


def test_without_textual_the_error_names_the_extra(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith(("textual", "kg.review.app"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual", None)
    monkeypatch.setattr("kg.cli.review.in_terminal", lambda: True)
    with pytest.raises(InputError, match=r"pip install 'isnad-kg\[review\]'"):
        CliRunner().invoke(cli, ["review"], catch_exceptions=False)
