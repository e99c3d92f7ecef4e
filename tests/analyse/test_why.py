"""`kg why`: what is behind an incident, a report, an actor, a place and a claim."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from told_stories import OUTLETS, SCORER, load_told

from kg.analyse.reasons import in_words
from kg.analyse.why import why
from kg.analyse.why_claim import WhyClaim
from kg.analyse.why_incident import WhyIncident, WhyReport
from kg.analyse.why_node import WhyNode, rule_in_words
from kg.cli import cli
from kg.errors import InputError
from kg.resolve.incidents.report import own_incident
from kg.resolve.incidents.scorer import PairScorer
from kg.store.connect import Store, open_store

Told = tuple[Store, dict[str, str]]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def told(request: pytest.FixtureRequest) -> Iterator[Told]:
    if request.param == "embedded":
        opened = open_store(home=request.getfixturevalue("embedded_home"))
    else:
        server = request.getfixturevalue("neo4j_server")
        opened = open_store(server.uri, server.username, server.password)
    with opened as store:
        yield store, load_told(store)


@pytest.fixture
def home(embedded_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The stories in the store that commands find by themselves."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("KG_HOME", str(embedded_home.parent))
    with open_store(home=embedded_home) as store:
        yield load_told(store)


def kg(*arguments: str) -> str:
    return CliRunner().invoke(cli, ["why", *arguments], catch_exceptions=False).output


def test_an_incident_by_its_reports_rules_and_judgements(told: Told) -> None:
    store, reports = told
    found = why(store, own_incident(min(reports["1"], reports["2"])))
    assert isinstance(found, WhyIncident)
    assert found.asked is None
    assert {one.outlet for one in found.reports} == set(OUTLETS[:2])
    killed = next(value for value in found.values if value.name == "killed")
    assert killed.value == "5 to 12"
    assert killed.stated == {reports["1"]: "5 (says Observatory)", reports["2"]: "12 (says State television)"}
    [joined] = found.joined
    assert (joined.verdict, joined.by) == ("same", SCORER.name)
    assert [pair.verdict for pair in found.refused] == ["different", "different"]
    assert found.refused[0].score >= found.refused[1].score


def test_an_incident_that_was_joined_is_found_by_its_former_id(told: Told) -> None:
    store, reports = told
    first, second = sorted((reports["1"], reports["2"]))
    found = why(store, own_incident(second))
    assert isinstance(found, WhyIncident)
    assert (found.id, found.asked) == (own_incident(first), own_incident(second))


def test_a_report_by_its_pairs(told: Told) -> None:
    store, reports = told
    found = why(store, reports["1"])
    assert isinstance(found, WhyReport)
    assert found.companions == (reports["2"],)
    assert [pair.joined for pair in found.judgements] == [True, False]
    assert found.report.tolls == ("killed 5 (says Observatory)",)
    assert found.report.initiators == ("Israel",)
    alone = why(store, reports["4"])
    assert isinstance(alone, WhyReport)
    assert alone.companions == alone.judgements == ()


@pytest.mark.parametrize("name", ["Israel", "إسرائيل", "اسرائيل"])
def test_an_actor_by_the_words_that_stand_for_it(told: Told, name: str) -> None:
    found = why(told[0], name)
    assert isinstance(found, WhyNode)
    assert found.label == "Actor"
    assert [(usage.name, usage.articles) for usage in found.words] == [("إسرائيل", 2)]
    assert {one.outlet for one in found.articles} == set(OUTLETS[:2])
    assert found.known == "the words of the articles alone"


def test_a_place(told: Told) -> None:
    found = why(told[0], "Al-Mayadin")
    assert isinstance(found, WhyNode)
    assert (found.label, len(found.articles)) == ("Place", 2)
    assert why(told[0], found.id) == found


def test_a_claim_by_its_sentence_article_and_source(told: Told) -> None:
    store, reports = told
    [row] = store.read("MATCH (k:Claim {report: $r}) WHERE k.attribute = 'toll' RETURN k.id AS id", r=reports["2"])
    found = why(store, row["id"])
    assert isinstance(found, WhyClaim)
    assert (found.about, found.value, found.source) == ("air_drone_strike", "killed 12", "State television")
    assert (found.outlet, found.report) == (OUTLETS[1], reports["2"])
    assert len(found.sentence) == found.end - found.start


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Nowhere Land", "no actor, place or incident 'Nowhere Land' in the graph"),
        ("incident/none", "incident/none: the graph has no such incident .`kg query incidents` shows"),
        ("claim/none", "claim/none: the graph has no such claim"),
        ("actor/none", "actor/none: the graph has no such actor .a name works as well"),
        ("article/told-1", "an article is in the graph because it was loaded"),
        ("", "in the graph"),
        ("other/thing", "no actor, place or incident 'other/thing' in the graph"),
    ],
)
def test_what_is_not_there(told: Told, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        why(told[0], name)


def test_two_places_of_one_name_are_told_apart() -> None:
    class Names:
        def read(self, cypher: str, /, **_: object) -> list[dict[str, object]]:
            return [{"id": f"place/{n}", "name": "الزهراء", "name_ar": None} for n in (1, 2)]

    with pytest.raises(InputError, match="write an id: place/1, place/2"):
        why(Names(), "الزهراء")


def test_the_command_prints_and_gives_json(home: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PairScorer, "default", staticmethod(lambda: SCORER))
    shown = kg(own_incident(min(home["1"], home["2"])))
    for line in ("killed: 5 to 12", "Told by 2 reports", "Held together by", "for: same place, same stated date"):
        assert line in shown
    assert "\u200e" not in shown  # A pipe gets plain text.
    assert json.loads(kg("--json", home["1"]))["explains"] == "report"
    assert json.loads(kg("--json", "Israel"))["explains"] == "actor"
    assert "and 1 more" in kg("--most", "1", "Israel")
    assert "reports say" not in kg(home["4"])


def test_all_that_rules_know_has_words() -> None:
    for feature in PairScorer.default().weights:
        assert in_words(feature, 0.5) != feature.replace("_", " ") or "_" not in feature
    assert in_words("words", 0.25) == "25% of all their words in common"
    assert in_words("published_apart", 1.0) == "published 3 days or more apart"
    assert in_words("a_new_feature", 1.0) == "a new feature"
    assert rule_in_words("a_new_rule") == "a_new_rule"
