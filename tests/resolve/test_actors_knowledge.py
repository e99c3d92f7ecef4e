"""The knowledge base: what is refused, how it is said, what states bring with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.resolve.knowledge import Actor, KnowledgeBase, read_actors

HEAD = """
version: 1
states:
  - {key: syria, country: SY, en: Syria, demonym: Syrian, ar: سوريا, nisba: [سوري]}
bodies:
  - {body: state, type: COUNTRY, kind: state, en: "{en}", ar: "{ar}"}
  - {body: police, type: ARMED_GROUP, kind: police, en: P, ar: "الشرطة {ar_f}", aliases: ["شرطة {nisba}"]}
actors:
"""
GROUP = "  - {{key: {key}, en: {key}, ar: {ar}, type: ARMED_GROUP, kind: militia{more}}}\n"


def _load(tmp_path: Path, *groups: str) -> KnowledgeBase:
    path = tmp_path / "actors.yaml"
    path.write_text(HEAD + "".join(groups), "utf-8")
    return KnowledgeBase.load(path)


def _group(key: str, ar: str, more: str = "") -> str:
    return GROUP.format(key=key, ar=ar, more=f", {more}" if more else "")


FINE = _group("fine", "لواء الفجر")


@pytest.mark.parametrize(
    ("groups", "parts"),
    [
        ([_group("a", "ألف", "affiliated_with: [nobody]")], ["actors.yaml:9: a: ", "'nobody'", "use a key"]),
        (
            [_group("a", "ألف", "affiliated_with: [b]"), _group("b", "باء", "affiliated_with: [a]")],
            ["actors.yaml:10: b: ", "cycle of parents: a → b → a", "remove one"],
        ),
        (
            [_group("a", "لواء النور"), _group("b", "لِواء النّور")],
            ["actors.yaml:10: b: ", "claimed by a", "`ambiguous`"],
        ),
        ([_group("a", "ألف"), _group("a", "باء")], ["actors.yaml:10: a: ", "twice", "another key"]),
        ([_group("a", "ألف", "wikidata: 42X")], ["actors.yaml:9: a: ", "wikidata", "head of"]),
        ([_group("a", "ألف", "colour: red")], ["actors.yaml:9: a: ", "colour"]),
        ([_group("A B", "ألف")], ["actors.yaml:9: A B: ", "key"]),
        (["  - just words\n"], ["actors.yaml:9: entry 1: ", "valid dictionary"]),
        ([_group("a", "ألف", "country: SY, body: navy")], ["actors.yaml:9: a: ", "'navy'", "bodies: state, police"]),
    ],
)
def test_a_wrong_entry_is_named_by_line_with_cause_and_way_out_and_the_rest_loads(
    tmp_path: Path, groups: list[str], parts: list[str]
) -> None:
    base = _load(tmp_path, *groups, FINE)
    (problem,) = map(str, base.problems)
    assert all(part in problem for part in parts), problem
    assert "\n" not in problem
    assert {"fine", "syria", "sy-police"} <= set(base.actors)


def test_who_only_reads_the_file_is_stopped_by_the_first_wrong_entry(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(HEAD + _group("a", "ألف", "colour: red") + _group("b", "باء", "colour: blue"), "utf-8")
    with pytest.raises(SchemaError, match=r"actors\.yaml:9: a: colour"):
        read_actors(path)


def test_of_a_circle_only_the_tie_that_closes_it_is_left_out(tmp_path: Path) -> None:
    ring = [_group(f"g{n}", f"لواء {n}", f"affiliated_with: [g{(n + 1) % 4}]") for n in range(4)]
    base = _load(tmp_path, *ring)
    assert "g0 → g1 → g2 → g3 → g0" in str(base.problems[0])
    assert [base.actors[f"g{n}"].affiliated_with for n in range(4)] == [("g1",), ("g2",), ("g3",), ()]
    assert KnowledgeBase(base.actors.values()).actors == base.actors


def test_two_circles_are_told_each_once_and_an_own_parent_is_one(tmp_path: Path) -> None:
    base = _load(
        tmp_path,
        _group("a", "ألف", "affiliated_with: [a, b]"),
        _group("b", "باء", "affiliated_with: [a, c]"),
        _group("c", "جيم"),
    )
    assert ["a → a" in str(base.problems[0]), "a → b → a" in str(base.problems[1])] == [True, True]
    assert base.actors["a"].affiliated_with == ("b",)
    assert base.actors["b"].affiliated_with == ("c",)


def test_a_chain_of_parents_may_be_long() -> None:
    def actor(n: int) -> Actor:
        parent = (f"a{n + 1}",) if n < 5000 else ()
        return Actor(key=f"a{n}", en=f"{n}", ar=f"لواء {n}", type="ARMED_GROUP", kind="militia", affiliated_with=parent)

    assert len(KnowledgeBase(actor(n) for n in range(5001)).actors) == 5001


def test_a_name_that_two_claim_stays_with_the_first(tmp_path: Path) -> None:
    base = _load(
        tmp_path,
        _group("a", "ألف", "aliases: [رجال الفجر, رجال الليل]"),
        _group("b", "باء", "aliases: [رجال الليل, رجال البحر]"),
    )
    assert base.actors["a"].aliases == ("رجال الفجر", "رجال الليل")
    assert base.actors["b"].aliases == ("رجال البحر",)


def test_a_state_may_lack_a_body(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(HEAD.replace("nisba: [سوري]", "nisba: [سوري], without: [police]"), "utf-8")
    path.write_text(path.read_text("utf-8").replace("actors:\n", "actors: []\n"), "utf-8")
    assert set(KnowledgeBase.load(path).actors) == {"syria"}
    path.write_text(path.read_text("utf-8").replace("[police]", "[navy]"), "utf-8")
    assert "actors.yaml:4: syria: no body 'navy' (bodies: state, police)" in str(KnowledgeBase.load(path).problems[0])


def test_broken_yaml_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"actors\.yaml: cannot be read") as error:
        _load(tmp_path, "  - {key: [\n")
    assert "\n" not in str(error.value)


def test_two_actors_may_share_a_name_when_both_say_so(tmp_path: Path) -> None:
    base = _load(tmp_path, _group("a", "ألف", "ambiguous: [الحركة]"), _group("b", "باء", "ambiguous: [الحركة]"))
    assert set(base.actors) == {"a", "b", "syria", "sy-police"}


def test_a_listed_actor_takes_the_place_of_a_body(tmp_path: Path) -> None:
    base = _load(tmp_path, _group("syrian-police", "شرطة دمشق", "country: SY, body: police"))
    assert "sy-police" not in base.actors
    actor = base.actors["syrian-police"]
    assert "شرطة سوري" in actor.aliases
    assert actor.affiliated_with == ("syria",)


def test_the_shipped_base_is_sound_and_covers_the_theatres() -> None:
    base = KnowledgeBase.default()
    assert not base.problems
    listed = [actor for actor in base.actors.values() if actor.body is None]
    assert len(listed) >= 500
    for country in ("SY", "IQ", "YE", "LB", "PS", "IL", "IR", "LY", "SD", "EG", "TR", "SA", "US", "RU"):
        assert any(actor.country == country for actor in listed), country
