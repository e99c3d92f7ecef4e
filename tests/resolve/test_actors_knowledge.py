"""The knowledge base: what is refused, how it is said, what states bring with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.resolve.knowledge import KnowledgeBase

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


@pytest.mark.parametrize(
    ("groups", "parts"),
    [
        ([_group("a", "ألف", "affiliated_with: [nobody]")], ["actors.yaml: a", "'nobody'", "use a key"]),
        (
            [_group("a", "ألف", "affiliated_with: [b]"), _group("b", "باء", "affiliated_with: [a]")],
            ["cycle of parents: a → b → a", "remove one"],
        ),
        ([_group("a", "لواء النور"), _group("b", "لِواء النّور")], ["actors.yaml: b", "claimed by a", "`ambiguous`"]),
        ([_group("a", "ألف"), _group("a", "باء")], ["actors.yaml: a", "twice"]),
        ([_group("a", "ألف", "wikidata: 42X")], ["actors.yaml: a", "wikidata"]),
        ([_group("a", "ألف", "colour: red")], ["actors.yaml: a", "colour"]),
        ([_group("A B", "ألف")], ["actors.yaml: A B", "key"]),
        ([_group("a", "ألف", "country: SY, body: navy")], ["actors.yaml: a", "'navy'", "bodies: state, police"]),
    ],
)
def test_a_wrong_entry_is_named_with_its_cause(tmp_path: Path, groups: list[str], parts: list[str]) -> None:
    with pytest.raises(SchemaError) as error:
        _load(tmp_path, *groups)
    assert all(part in str(error.value) for part in parts), str(error.value)
    assert "\n" not in str(error.value)


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
    listed = [actor for actor in base.actors.values() if actor.body is None]
    assert len(listed) >= 200
    for country in ("SY", "IQ", "YE", "LB", "PS", "IL", "IR", "LY", "SD", "EG", "TR", "SA", "US", "RU"):
        assert any(actor.country == country for actor in listed), country
