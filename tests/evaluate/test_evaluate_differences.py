"""Incidents side by side, the confusion table, and errors by kind."""

from __future__ import annotations

import pytest

from kg.evaluate.alignment import align, confusion
from kg.evaluate.differences import KINDS, fact_rows, mention_rows, row_kinds
from kg.evaluate.evaluation import evaluate
from kg.evaluate.matching import match
from kg.extraction import Extraction

TITLE = "غارة على المزة"
TEXT = "قتل ثلاثة جنود سوريين في غارة إسرائيلية على المزة أمس، كما وقعت اشتباكات في درعا."


def article(entities=(), incidents=(), relations=()):
    return Extraction.model_validate(
        {
            "id": "a",
            "title": TITLE,
            "text": TEXT,
            "entities": entities,
            "incidents": incidents,
            "relations": relations,
        }
    )


def entity(name, kind, *words):
    return {"id": name, "type": kind, "mentions": [span(word) for word in words]}


def incident(name, kind, trigger, **fields):
    return {"id": name, "type": kind, "triggers": [span(trigger)], **fields}


def span(word):
    start = f"{TITLE}\n\n{TEXT}".rindex(word)
    return {"start": start, "end": start + len(word), "text": word}


SOLDIERS = entity("e1", "ARMED_GROUP", "جنود سوريين")
ISRAEL = entity("e2", "COUNTRY", "إسرائيلية")
MEZZEH = entity("e3", "PLACE", "المزة")
STRIKE = incident(
    "i1",
    "air_drone_strike",
    "غارة",
    initiator=["e2"],
    target=["e1"],
    place=["e3"],
    date={"start": "2024-01-01", "end": "2024-01-01"},
    casualties=[{"outcome": "killed", "count": 3}],
)
GOLD = article([SOLDIERS, ISRAEL, MEZZEH], [STRIKE])


def kinds(system, gold=GOLD):
    return dict(evaluate([(gold, system)]).errors)


def read(**changes):
    """The gold strike read with changes."""
    return article([SOLDIERS, ISRAEL, MEZZEH], [{**STRIKE, **changes}])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"type": "shelling_missile"}, {"wrong type": 1}),  # One family: the scorer pairs them.
        ({"type": "armed_attack"}, {"wrong type": 1}),  # Another: it counts one missed, one spurious.
        ({"modality": "planned"}, {"wrong modality": 1}),
        ({"initiator": [], "target": ["e2"]}, {"missed initiator": 1, "missed target": 1, "spurious target": 1}),
        ({"place": []}, {"missed place": 1}),
        ({"reported_by": ["e2"]}, {"spurious reported_by": 1}),
        ({"date": None}, {"missed date": 1}),
        ({"date": {"start": "2024-01-02", "end": "2024-01-02"}}, {"missed date": 1, "spurious date": 1}),
        ({"casualties": [{"outcome": "wounded", "count": 3}]}, {"missed toll": 1, "spurious toll": 1}),
        ({"casualties": [{"outcome": "killed", "count": 3}, {"outcome": "killed", "modifier": "some"}]}, {}),
    ],
)
def test_each_difference_has_its_kind(changes, expected):
    assert kinds(read(**changes)) == expected


def test_what_one_side_lacks_is_one_error_not_one_for_each_fact():
    assert kinds(article([SOLDIERS, ISRAEL, MEZZEH])) == {"missed incident": 1}
    assert kinds(GOLD, gold=article([SOLDIERS, ISRAEL, MEZZEH])) == {"spurious incident": 1}


def test_incidents_that_neither_side_says_happened_are_no_errors():
    planned = read(modality="planned")
    assert kinds(article([SOLDIERS, ISRAEL, MEZZEH]), gold=planned) == {}
    assert kinds(planned, gold=planned) == {}


def test_both_sides_of_a_clash_are_parties():
    clash = incident("i1", "armed_clash", "اشتباكات", initiator=["e1"], target=["e2"])
    gold = article([SOLDIERS, ISRAEL], [clash])
    assert kinds(article([SOLDIERS, ISRAEL], [{**clash, "initiator": [], "participant": ["e1"]}]), gold) == {}
    assert kinds(article([SOLDIERS, ISRAEL], [{**clash, "initiator": []}]), gold) == {"missed party": 1}


def test_mentions_of_another_type_are_wrong_not_missed():
    other = article([entity("e1", "CIVILIANS", "جنود سوريين"), ISRAEL, entity("x", "PLACE", "درعا")], [])
    gold = article([SOLDIERS, ISRAEL, MEZZEH])
    rows = mention_rows(gold, other, match(gold, other))
    assert [row.kind for row in rows] == ["wrong mention type", None, "missed mention", "spurious mention"]


def test_the_confusion_table_knows_other_families_and_modalities():
    clash = incident("i2", "armed_clash", "اشتباكات")
    gold = article([SOLDIERS], [STRIKE | {"initiator": [], "place": []}, clash])
    system = article([SOLDIERS], [incident("x", "riot", "اشتباكات"), incident("y", "protest", "أمس")])
    table = confusion(align(gold, system, match(gold, system)))
    assert table == {("armed_clash", "riot"): 1, ("air_drone_strike", "missed"): 1, ("spurious", "protest"): 1}
    planned = article([SOLDIERS], [{**clash, "modality": "planned"}])
    assert confusion(align(gold, planned, match(gold, planned)))["armed_clash", "missed"] == 1
    assert confusion(align(planned, gold, match(planned, gold)))["spurious", "armed_clash"] == 1


def test_incidents_without_triggers_are_compared_by_what_they_share():
    bare = article([SOLDIERS, ISRAEL, MEZZEH], [{**STRIKE, "triggers": []}])
    assert kinds(bare) == {}
    assert kinds(article([], [{"id": "i", "type": "riot", "triggers": []}])) == {
        "missed incident": 1,
        "spurious incident": 1,
        "missed mention": 3,
    }


def test_facts_say_which_side_has_them():
    system = read(target=["e2"], date=None)
    matching = match(GOLD, system)
    (row,) = align(GOLD, system, matching)
    found = {(fact.name, fact.verdict) for fact in fact_rows(row, matching)}
    assert found == {
        ("initiator", "right"),
        ("target", "missed"),
        ("target", "spurious"),
        ("place", "right"),
        ("date", "missed"),
        ("toll", "right"),
    }
    assert set(row_kinds(row, matching)) <= set(KINDS)
