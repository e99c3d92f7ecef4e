"""Linking on the tables of cases: their form, a frozen run beside them, figures of gold, the command."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.evaluate import command
from kg.errors import SchemaError
from kg.evaluate.linking import TableResult, link_cases, link_pairs, link_places
from kg.evaluate.linking_cases import (
    GOLD_NAMES,
    ActorPair,
    PlaceCase,
    case_file,
    read_actor_pairs,
    read_gold_names,
    read_place_cases,
    shipped_cases,
)
from kg.evaluate.linking_gold import LinkedEntity, bcubed, confusions, link_gold
from kg.evaluate.linking_report import answers_csv
from kg.extraction import EntityType, Extraction
from kg.resolve.places import PlaceLinker
from kg.resolve.resolver import Resolver

FROZEN = Path(__file__).parents[1] / "data" / "linking"
AGAIN = "kg evaluate --linking --answers tests/data/linking, after a look at the difference"


@pytest.fixture(scope="module")
def tables() -> dict[str, TableResult]:
    return link_cases(Resolver.default(), PlaceLinker.default())


@pytest.mark.parametrize("name", ["actor_pairs", "place_cases"])
def test_the_answers_are_those_of_the_frozen_run(tables: dict[str, TableResult], name: str) -> None:
    with (FROZEN / f"{name}.answers.csv").open(encoding="utf-8", newline="") as file:
        frozen = list(csv.reader(file))
    now = list(csv.reader(answers_csv(tables[name]).splitlines()))
    changed = [row for row in now if row not in frozen]
    assert not changed, AGAIN
    assert now == frozen, AGAIN


def test_linking_is_as_good_as_it_was(tables: dict[str, TableResult]) -> None:
    for result in tables.values():
        assert result.counts.f1 >= 0.97
        assert result.counts.precision >= 0.98
        assert result.counts.right == sum(1 for a in result.answers if a.right and a.counts.gold)


def test_the_tables_are_large_and_both_ways() -> None:
    pairs, places = shipped_cases()
    labels = Counter(pair.same for pair in pairs)
    assert len(set(pairs)) == len(pairs) >= 300
    assert labels[False] >= len(pairs) / 3
    assert len(set(places)) == len(places) >= 200
    assert {place.precision for place in places} == {"point", "area", "region", "unknown"}


def _pair(a: str, b: str, *, same: bool) -> ActorPair:
    return ActorPair(EntityType.COUNTRY, a, "", b, "", same, "test")


def test_precision_counts_wrong_joins_and_recall_missed_ones() -> None:
    pairs = [
        _pair("سوريا", "سورية", same=True),
        _pair("سوريا", "دمشق", same=False),
        _pair("سوريا", "اليمن", same=True),
        _pair("مصر", "اليمن", same=False),
    ]
    result = link_pairs(pairs, Resolver.default())
    assert [answer.right for answer in result.answers] == [True, False, False, True]
    assert (result.counts.precision, result.counts.recall) == (0.5, 0.5)
    assert result.wrong[0].given == "syria"
    assert result.wrong[1].given == "syria / yemen"


def test_a_point_too_far_or_of_another_precision_is_wrong() -> None:
    def case(lat: float | None, precision: str) -> PlaceCase:
        lon = None if lat is None else 36.63
        return PlaceCase(EntityType.PLACE, "قصف على إدلب السورية.", "إدلب", (), "Idlib", lat, lon, 10, precision, "t")  # type: ignore[arg-type]

    cases = [case(35.93, "point"), case(36.93, "point"), case(35.93, "area"), case(None, "unknown")]
    result = link_places(cases, PlaceLinker.default())
    assert [answer.right for answer in result.answers] == [True, False, False, False]
    assert (result.counts.right, result.counts.gold, result.counts.system) == (1, 3, 4)


PAIR = "type,name_a,context_a,name_b,context_b,label,phenomenon\n"
PLACE = "type,sentence,mention,others,name,lat,lon,tolerance_km,precision,phenomenon\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a,b\n", ["x.csv:1", "type,name_a"]),
        (PAIR + "GROUP,أ,,ب,,same,t\n", ["x.csv:2", "'GROUP'", "ARMED_GROUP"]),
        (PAIR + "PERSON,أ,,ب,,maybe,t\n", ["x.csv:2", "'maybe'", "same or different"]),
        (PAIR + "PERSON,أ,,,,same,t\n", ["x.csv:2", "missing", "fill it in"]),
        (PAIR + "PERSON,أ,,ب\n", ["x.csv:2", "7 values"]),
    ],
)
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, text: str, parts: list[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(SchemaError) as error:
        read_actor_pairs(path)
    assert all(part in str(error.value) for part in parts), str(error.value)


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("PLACE,في حلب,حمص,,n,1,2,3,point,t", ["x.csv:2", "'حمص'", "copy it"]),
        ("PLACE,في حلب,حلب,,n,1,,3,point,t", ["x.csv:2", "belong together"]),
        ("PLACE,في حلب,حلب,,n,x,2,3,point,t", ["x.csv:2", "'x'", "decimal"]),
        ("PLACE,في حلب,حلب,,n,1,2,3,exact,t", ["x.csv:2", "'exact'", "point, area"]),
    ],
)
def test_a_line_that_is_no_place_is_named(tmp_path: Path, row: str, parts: list[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text(PLACE + row + "\n", "utf-8")
    with pytest.raises(SchemaError) as error:
        read_place_cases(path)
    assert all(part in str(error.value) for part in parts), str(error.value)


def test_names_of_gold_are_reconciled_once(tmp_path: Path) -> None:
    names = read_gold_names(case_file(GOLD_NAMES))
    assert names["Faylaq al-Rahman"] == "Al-Rahman Legion"
    path = tmp_path / "names.csv"
    path.write_text("variant,canonical\nA,B\nB,C\n", "utf-8")
    with pytest.raises(SchemaError, match=r"names.csv:2: 'B' is a variant itself \(write 'C' here\)"):
        read_gold_names(path)


def _linked(*pairs: str) -> list[LinkedEntity]:
    return [
        LinkedEntity(f"a{n}", EntityType.COUNTRY, pair[0], pair[1], "alias", True, (pair,))
        for n, pair in enumerate(pairs)
    ]


def test_bcubed_of_a_split_and_of_a_join() -> None:
    assert bcubed(_linked("A1", "A1", "B2")).f1 == 1
    split = bcubed(_linked("A1", "A2"))
    assert (split.precision, split.recall) == (1, 0.5)
    joined = bcubed(_linked("A1", "A1", "B1"))
    assert joined.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert joined.recall == 1
    assert bcubed([]).f1 == 0


def test_confusions_name_what_leaves_its_usual_partner() -> None:
    assert confusions(_linked("A1", "A1", "A2", "B1")) == [("A", "2", 1, ("A2",)), ("B", "1", 1, ("B1",))]


def _gold(text: str, en: str) -> Extraction:
    mention = {"start": 2, "end": 2 + len(text), "text": text}
    entity = {"id": "e1", "type": "ARMED_GROUP", "en": en, "mentions": [mention]}
    return Extraction.model_validate({"id": en, "text": text, "entities": [entity]})


def test_gold_names_are_hidden_from_linking_and_reconciled_for_scoring() -> None:
    articles = [_gold("لواء زعفوطة", "Houthis"), _gold("الحوثيون", "Huthis"), _gold("الحوثيون", "")]
    linked = link_gold(articles, {"Huthis": "Houthis"}, Resolver.default())
    assert [(e.name, e.resolved) for e in linked] == [("Houthis", False), ("Houthis", True)]


def test_the_command_prints_tables_and_json(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.json").write_text(_gold("الحوثيون", "Houthis").to_json(), "utf-8")
    shown = CliRunner().invoke(command, ["--linking", str(gold), "--answers", str(tmp_path / "out")])
    assert shown.exit_code == 0, shown.output
    for word in ("actor pairs", "place cases", "near miss", "B-cubed"):
        assert word in shown.output
    assert (tmp_path / "out" / "actor_pairs.answers.csv").exists()
    told = json.loads(CliRunner().invoke(command, ["--linking", "--json", str(gold)]).stdout)
    assert told["gold"]["bcubed"]["all"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "items": 1}
    assert told["actor_pairs"]["figures"]["f1"] > 0.9
    assert told["place_cases"]["by_phenomenon"]["water"]["cases"] == 12


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--linking", "--boot", "5"], "--linking excludes --boot"),
        (["--answers", "x", "."], "--answers goes with --linking"),
        ([], "give one folder GOLD, or --linking"),
        ([".", "."], "give one folder GOLD, or --linking"),
    ],
)
def test_options_that_do_not_go_together_are_told(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 2
    assert said in result.output
