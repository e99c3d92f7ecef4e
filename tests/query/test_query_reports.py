"""Templates about reports, judgements and disagreements, on both stores, over stories told by several outlets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from told_stories import OUTLETS, SCORER, load_told

from kg.errors import InputError
from kg.query.catalogue import find_template
from kg.query.run import run_template
from kg.resolve.incidents.report import own_incident
from kg.resolve.incidents.scorer import PairScorer
from kg.store.connect import open_store
from kg.store.session import Store


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def told(request: pytest.FixtureRequest) -> Iterator[tuple[Store, dict[str, str]]]:
    """A store that holds the stories, and the report of each article."""
    if request.param == "embedded":
        opened = open_store(home=request.getfixturevalue("embedded_home"))
    else:
        server = request.getfixturevalue("neo4j_server")
        opened = open_store(server.uri, server.username, server.password)
    with opened as store:
        yield store, load_told(store)


def ask(store: Store, name: str, **values: object) -> list[dict[str, object]]:
    result = run_template(store, find_template(name), values)
    assert all(tuple(row) == result.columns for row in result.rows)
    return list(result.rows)


def test_which_articles_report_an_incident(told: tuple[Store, dict[str, str]]) -> None:
    store, reports = told
    first = min(reports["1"], reports["2"])
    rows = ask(store, "incident-reports", incident=own_incident(first))
    assert rows == ask(store, "incident-reports", least=2)
    assert rows == ask(store, "incident-reports", incident=reports["2"])  # The other's id stands for it too.
    said = {(row["report"], row["outlet"], *row["places"], *row["toll"]) for row in rows}  # type: ignore[misc]
    assert said == {
        (reports["1"], OUTLETS[0], "Al-Mayadin", "killed 5"),
        (reports["2"], OUTLETS[1], "Al-Mayadin", "killed 12"),
    }
    assert {row["reports"] for row in rows} == {2}
    [strike] = [row for row in ask(store, "incidents") if row["incident"] == own_incident(first)]
    assert strike["toll"] == ["killed 5", "killed 12"]  # As numbers, not as words.
    assert len(ask(store, "incident-reports")) == 4


def test_who_says_what(told: tuple[Store, dict[str, str]]) -> None:
    store, reports = told
    rows = ask(store, "incident-claims", incident=reports["1"], attribute="toll")
    assert [(row["value"], row["source"], row["quoted"], row["outlet"], row["report"]) for row in rows] == [
        ("killed 5", "Observatory", True, OUTLETS[0], reports["1"]),
        ("killed 12", "State television", True, OUTLETS[1], reports["2"]),
    ]
    [row] = ask(store, "incident-claims", incident=reports["4"], attribute="type")
    assert (row["source"], row["quoted"]) == (OUTLETS[0], False)


def test_judgements_come_undecided_first(told: tuple[Store, dict[str, str]]) -> None:
    store, reports = told
    rows = ask(store, "judgements", undecided=0.4)
    near = [abs(float(str(row["score"])) - 0.4) for row in rows]
    assert near == sorted(near)
    assert len(rows) == 3  # The protest shares nothing with the strikes.
    joined = ask(store, "judgements", joined=True)
    assert [{row["one"], row["other"]} for row in joined] == [{reports["1"], reports["2"]}]
    assert joined == ask(store, "judgements", verdict="same")
    assert joined[0]["by"] == SCORER.name
    assert "place_same 1.0" in str(joined[0]["features"])
    assert len(ask(store, "judgements", report=reports["3"])) == 2
    assert len(ask(store, "judgements", report=own_incident(reports["3"]), joined=False)) == 2
    assert ask(store, "judgements", people=True) == []
    score = joined[0]["score"]
    assert ask(store, "judgements", least=score, most=score) == joined


def test_where_sources_disagree(told: tuple[Store, dict[str, str]]) -> None:
    store, _ = told
    rows = ask(store, "disagreements")
    assert [(row["attribute"], row["of"], row["reports"], row["values"]) for row in rows] == [
        (
            "toll",
            "killed",
            2,
            [
                f"5 (Observatory · {OUTLETS[0]} 2024-03-10)",
                f"12 (State television · {OUTLETS[1]} 2024-03-10)",
            ],
        )
    ]
    assert ask(store, "disagreements", attribute="place") == []


@pytest.mark.parametrize(
    ("name", "parameter", "said"),
    [
        ("incident-reports", "incident", "no incident or report 'Israel' in the graph (`kg query incidents` shows"),
        ("judgements", "report", "no report or incident 'Israel' in the graph (`kg query incident-reports` shows"),
    ],
)
def test_what_is_no_incident(told: tuple[Store, dict[str, str]], name: str, parameter: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(told[0], name, **{parameter: "Israel"})
    assert said in str(caught.value)


def test_the_default_of_undecided_is_that_of_the_shipped_rule() -> None:
    [undecided] = [p for p in find_template("judgements").parameters if p.name == "undecided"]
    assert undecided.default == PairScorer.default().link
