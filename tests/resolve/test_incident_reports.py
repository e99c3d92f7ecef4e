"""What pairs of reports share, what is compared at all, what an incident's node says, and the file of judgements."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.resolve.incidents.blocks import comparable, day_of, neighbours
from kg.resolve.incidents.columns import Columns
from kg.resolve.incidents.features import at, compared, features
from kg.resolve.incidents.grouping import group
from kg.resolve.incidents.judgements import Judgements, add_judgement, read_judgements
from kg.resolve.incidents.reconcile import ranks, reconciled
from kg.resolve.incidents.report import Report, TollFigure, written
from kg.resolve.incidents.scorer import PairScorer

DAY = dt.date(2023, 3, 24)


def report(name: str = "a", **changes: Any) -> Report:
    given: dict[str, Any] = {
        "id": f"report/{name}",
        "incident": f"incident/{name}",
        "article": f"article/{name}",
        "type": "air_drone_strike",
        "modality": "actual",
        "triggers": ("0-3",),
        "summary": "قصف الطيران مستودعا للسلاح قرب المطار وقتل أحد عشر مقاتلا",
        "confidence": 0.8,
        "headline": True,
        "published": DAY,
        "outlet": f"outlet {name}",
        "start": DAY,
        "end": DAY,
        "day": DAY,
        "initiators": frozenset({"actor/us-army", "state/US"}),
        "places": ("place/deir-ez-zor",),
        "within": frozenset({"place/syria"}),
        "point": (35.3, 40.1),
        "tolls": (TollFigure("killed", 11, None, None),),
    }
    return Report(**{**given, **changes})


def test_the_shipped_weights_join_what_is_told_alike_and_part_what_is_not() -> None:
    one = report("a")
    same = report("b", summary="مقتل أحد عشر مقاتلا في قصف على مستودع للسلاح قرب مطار المدينة")
    later = DAY + dt.timedelta(2)
    toll = (TollFigure("killed", 2, None, None),)
    other_day = report("c", start=later, end=later, day=later, published=later, tolls=toll, summary="غارة على حاجز")
    toll = (TollFigure("killed", 40, None, None),)
    elsewhere = report("d", places=("place/aleppo",), point=(36.2, 37.1), tolls=toll, summary="غارة روسية على سوق حلب")
    scorer = PairScorer.default()
    scores = [scorer.score(one, other) for other in (same, other_day, elsewhere)]
    assert scores[0] > scorer.link > max(scores[1:]), scores
    home = group([one, same, other_day, elsewhere], Judgements(), scorer).home
    assert home["report/a"] == home["report/b"] == "incident/a"
    assert len(set(home.values())) == 3


def test_two_incidents_of_one_article_stay_two_though_another_article_has_one_for_both() -> None:
    twins = [report("a", article="article/x"), report("b", article="article/x")]
    home = group([*twins, report("c")], Judgements(), PairScorer.default()).home
    assert home["report/a"] != home["report/b"]
    assert not comparable(*(Columns([each]) for each in twins)).any()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"type_same", "dates_same", "place_same", "initiator_same", "killed_same", "figure_same", "headlines"}),
        ({"type": "shelling_missile"}, {"type_kin"}),
        ({"type": "suicide_bombing"}, {"type_violent"}),
        ({"type": "protest"}, {"type_unlike"}),
        ({"start": None, "end": None}, {"day_same"}),
        ({"start": None, "end": None, "headline": False}, {"background_day_same", "headline"}),
        ({"start": DAY - dt.timedelta(1), "end": DAY - dt.timedelta(1)}, {"dates_next"}),
        ({"start": DAY - dt.timedelta(3), "end": DAY}, {"dates_overlap"}),
        ({"places": ("place/syria",), "within": frozenset(), "point": None}, {"place_inside"}),
        ({"places": ("place/town",), "point": (35.32, 40.12)}, {"place_near"}),
        ({"places": ("place/far",), "point": (36.2, 37.1)}, {"place_apart"}),
        ({"places": ()}, {"place_missing"}),
        ({"initiators": frozenset({"actor/us", "state/US"})}, {"initiator_state"}),
        ({"initiators": frozenset({"actor/russia", "state/RU"})}, {"initiator_differs"}),
        ({"tolls": (TollFigure("killed", 12, None, None),)}, {"killed_near"}),
        ({"tolls": (TollFigure("killed", 40, None, None),)}, {"killed_differs"}),
    ],
)
def test_features_name_what_is_shared_and_what_differs(changes: dict[str, Any], expected: set[str]) -> None:
    one, other = report("a"), report("b", **changes)
    assert expected <= set(features(one, other))
    assert features(one, other) == features(other, one)
    assert all(0 <= value <= 1 for value in features(one, other).values())


_DAYS = st.none() | st.integers(0, 5).map(lambda shift: DAY + dt.timedelta(shift))
_ACTORS = st.frozensets(st.sampled_from(["actor/a", "actor/b", "state/US", "state/SY"]), max_size=3)
_PLACES = st.sampled_from(["place/x", "place/y", "place/syria"])
_REPORTS = st.builds(
    report,
    st.sampled_from("abc"),
    type=st.sampled_from(["air_drone_strike", "shelling_missile", "protest", "sanction"]),
    summary=st.lists(st.sampled_from(["قصف", "الطيران", "مستودعا", "للسلاح", "قرب", "المطار"]), max_size=6).map(
        " ".join
    ),
    headline=st.booleans(),
    published=_DAYS,
    start=_DAYS,
    end=_DAYS,
    day=_DAYS,
    initiators=_ACTORS,
    targets=_ACTORS,
    places=st.lists(_PLACES, max_size=2, unique=True).map(tuple),
    within=st.frozensets(_PLACES, max_size=1),
    beside=st.frozensets(_PLACES),
    point=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    radius_km=st.sampled_from([0.0, 80.0]),
    tolls=st.lists(
        st.builds(TollFigure, st.sampled_from(["killed", "wounded"]), st.integers(0, 30), st.none(), st.none())
    ).map(tuple),
    weapon=st.none() | st.sampled_from(["صاروخ", "صواريخ باليستية"]),
)


@given(st.lists(_REPORTS, min_size=1, max_size=4), st.lists(_REPORTS, min_size=1, max_size=4))
def test_a_pair_is_judged_alike_alone_and_among_many_and_from_either_side(
    ones: list[Report], others: list[Report]
) -> None:
    scorer = PairScorer.default()
    found = compared(Columns(ones), Columns(others))
    every = np.ones((len(ones), len(others)), dtype=np.bool_)
    likely = {(row, column): score for row, column, score in scorer.likely(found, every, 0.02)}
    for row, one in enumerate(ones):
        for column, other in enumerate(others):
            alone = features(one, other)
            assert alone == features(other, one) == at(found, row, column)
            assert all(0 < value <= 1 for value in alone.values())
            score = scorer.score(one, other)
            assert likely.get((row, column)) == (score if score >= 0.02 else None)


def test_what_did_not_happen_and_what_has_nothing_in_common_is_not_compared() -> None:
    assert day_of("planned", DAY, DAY) is None
    assert day_of("actual", None, None) is None
    assert day_of("actual", None, DAY) == DAY
    far = report("b", initiators=frozenset(), places=("place/kabul",), within=frozenset({"place/afghanistan"}))
    assert comparable(Columns([report("a")]), Columns([far, report("c")])).tolist() == [[False, True]]
    assert list(neighbours(dt.date.min)) == [dt.date.min + dt.timedelta(shift) for shift in range(3)]


def test_the_node_says_what_most_say_and_the_latest_figures_of_each_source() -> None:
    early = report("a", outlet="x", tolls=(TollFigure("killed", 4, None, None),), confidence=0.5)
    late = report(
        "b",
        outlet="x",
        published=DAY + dt.timedelta(1),
        type="shelling_missile",
        tolls=(TollFigure("killed", 11, None, None), TollFigure("killed", 19, None, "actor/sohr")),
        start=DAY - dt.timedelta(4),
        places=("place/mayadin", "place/deir-ez-zor"),
    )
    third = report("c", outlet="y", start=None, end=None, tolls=(TollFigure("wounded", 3, None, None),))
    found = reconciled([late, third, early])
    assert found == reconciled([early, late, third])
    assert (found["type"], found["date_start"], found["date_end"]) == ("air_drone_strike", DAY, DAY)
    assert (found["killed_low"], found["killed_high"], found["wounded_low"]) == (11, 19, 3)
    assert ranks([late, early]) == {"place/mayadin": 0, "place/deir-ez-zor": 0}


def told(name: str, *figures: tuple[int, str | None]) -> Report:
    return report(name, outlet=name, tolls=tuple(TollFigure("killed", n, victim, None) for n, victim in figures))


@pytest.mark.parametrize(
    ("reports", "span"),
    [
        ([told("a", (15, "actor/palestinians")), told("b", (17, "actor/ps-civilians"))], (15, 17)),
        ([told("a", (9, "actor/sy-civilians")), told("b", (12, None))], (9, 12)),
        ([told("a", (11, None), (6, "actor/militia")), told("b", (3, "actor/sy-children"))], (11, 11)),
        ([told("a", (3, "actor/sy-children"))], (3, 3)),
        ([told("a", (2, None)), told("b", (40, None))], (2, 40)),
    ],
)
def test_who_is_counted_may_be_called_otherwise_elsewhere(reports: list[Report], span: tuple[int, int]) -> None:
    found = reconciled(reports)
    assert (found["killed_low"], found["killed_high"]) == span


@given(st.sampled_from(["killed", "wounded"]), st.integers(0, 10**6), st.none() | st.just("actor/~ab"))
def test_a_figure_is_written_and_read_back(outcome: str, count: int, victim: str | None) -> None:
    figure = TollFigure(outcome, count, victim, None)
    properties = {
        "id": "report/1",
        "article": "article/1",
        "type": "riot",
        "modality": "actual",
        "headline": False,
        "triggers": [],
        "summary": "",
        "confidence": 1.0,
        **{name: [] for name in ("initiators", "targets", "participants", "places", "within", "beside")},
        "tolls": [written(figure)],
    }
    assert Report.of(properties).tolls == (figure,)


def test_judgements_are_appended_and_the_last_on_a_pair_counts(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "judgements.jsonl"
    assert read_judgements(path).last == {}
    add_judgement(path, "report/b", "report/a", "same", by="one", note="نفس الضربة")
    add_judgement(path, "report/c", "report/a", "different", by="one")
    add_judgement(path, "report/a", "report/b", "undone", by="two")
    found = read_judgements(path)
    assert (found.same, found.different) == (set(), {("report/a", "report/c")})
    assert found.last["report/a", "report/b"].by == "two"


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "JSON"),
        ('{"one": "report/a"}', "other"),
        (
            '{"one": "report/b", "other": "report/a", "verdict": "same", "by": "x", "at": "2024-01-01T00:00:00Z"}',
            "sorts first",
        ),
        (
            '{"one": "incident/a", "other": "report/b", "verdict": "same", "by": "x", "at": "2024-01-01T00:00:00Z"}',
            "report/",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, cause: str) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=cause) as caught:
        read_judgements(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    with pytest.raises(InputError):
        add_judgement(path, "report/a", "report/a", "same", by="x")
