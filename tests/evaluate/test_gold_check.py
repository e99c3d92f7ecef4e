"""`kg gold check`: sound files pass, every fault is one line with file, item, cause and way out."""

from __future__ import annotations

import copy
import json

import pytest
from click.testing import CliRunner
from scorer import SYNTH

from kg.cli.gold import command
from kg.evaluate.gold_check import check_file, find_gold

SOUND = json.loads((SYNTH / "synth-A-01.json").read_text(encoding="utf-8"))


def run(*arguments):
    return CliRunner().invoke(command, ["check", *map(str, arguments)])


def problems(tmp_path, change, name="synth-A-01"):
    data = copy.deepcopy(SOUND)
    change(data)
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return check_file(path)


def test_our_gold_is_sound():
    result = run(SYNTH)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "6 files, 0 problems" in result.stderr


ENTITY, INCIDENT = SOUND["entities"][0]["id"], SOUND["incidents"][0]["id"]


def put(where, index, **fields):
    return lambda data: data[where][index].update(fields)


def first_mention(**fields):
    return lambda data: data["entities"][0]["mentions"][0].update(fields)


def shift_mention(data):
    for mention in data["entities"][0]["mentions"][:1]:
        mention["start"] += 1
        mention["end"] += 1


def cut_mention(data):
    mention = data["entities"][0]["mentions"][0]
    mention["end"] -= 1
    mention["text"] = mention["text"][:-1]


def give_away_mention(data):
    data["entities"][1]["mentions"].append(data["entities"][0]["mentions"][0])


FAULTS = [
    (lambda d: d.pop("text"), "article", "no text", "offsets count"),
    (lambda d: d.update(id="other"), "article", "id 'other' in a file named", "name it other.json"),
    (lambda d: d.update(date="yesterday"), "article", "date: «yesterday»", "format"),
    (lambda d: d.update(entities={}), "article", "entities is no list", "list"),
    (lambda d: d.update(incidnets=[]), "article", "unknown field 'incidnets'", "perhaps incidents"),
    (put("entities", 0, type="ALIEN"), f"entity {ENTITY}", "type 'ALIEN' is unknown", "ARMED_GROUP"),
    (put("entities", 0, en=""), f"entity {ENTITY}", "no en", "English name"),
    (put("entities", 0, mentions=[]), f"entity {ENTITY}", "no mentions", "quote"),
    (put("entities", 0, lat=33.5, lon=None), f"entity {ENTITY}", "only one of lat and lon", "both"),
    (put("entities", 0, lat=133.5, lon=0), f"entity {ENTITY}", "lat: «133.5»", "format"),
    (put("entities", 1, id=ENTITY), f"entity {ENTITY}", "the id stands 2 times", "its own"),
    (shift_mention, f"entity {ENTITY}", "the text has «", "it stands at"),
    (cut_mention, f"entity {ENTITY}", "ends inside a word", "whole words"),
    (
        first_mention(text="xyz", end=SOUND["entities"][0]["mentions"][0]["start"] + 3),
        f"entity {ENTITY}",
        "«xyz»",
        "nowhere",
    ),
    (first_mention(end=9_999), f"entity {ENTITY}", "does not fit its text", "mend"),
    (give_away_mention, "entity ", "overlaps", "whose the words are"),
    (put("incidents", 0, type="picnic"), f"incident {INCIDENT}", "type 'picnic' is unknown", "armed_clash"),
    (put("incidents", 0, modality="maybe"), f"incident {INCIDENT}", "modality 'maybe' is unknown", "planned"),
    (lambda d: d["incidents"][0].pop("modality"), f"incident {INCIDENT}", "no modality", "actual"),
    (put("incidents", 0, triggers=[]), f"incident {INCIDENT}", "no triggers", "quote"),
    (put("incidents", 0, target=["e99"]), f"incident {INCIDENT}", "target 'e99' is no entity", "perhaps e9"),
    (put("incidents", 0, place=[ENTITY] * 2), f"incident {INCIDENT}", "stands 2 times", "once"),
    (put("incidents", 0, targets=[ENTITY]), f"incident {INCIDENT}", "unknown field 'targets'", "perhaps target"),
    (
        put("incidents", 0, date={"start": "2024-02-02", "end": "2024-02-01"}),
        f"incident {INCIDENT}",
        "ends before",
        "mend",
    ),
    (
        put("incidents", 0, date={"start": "2024-02-30", "end": "2024-03-01"}),
        f"incident {INCIDENT}",
        "date.start",
        "format",
    ),
    (
        put("incidents", 0, casualties=[{"outcome": "hurt", "count": 2}]),
        f"incident {INCIDENT}",
        "outcome 'hurt' is unknown",
        "wounded",
    ),
    (
        put("incidents", 0, casualties=[{"outcome": "killed", "count": 2, "modifier": "nearly"}]),
        f"incident {INCIDENT}",
        "modifier 'nearly' is unknown",
        "about",
    ),
    (put("incidents", 0, casualties=[{"outcome": "killed", "count": 0}]), f"incident {INCIDENT}", "0 killed", "remove"),
    (
        put("incidents", 0, casualties=[{"outcome": "killed", "count": 1, "victim": "nobody"}]),
        f"incident {INCIDENT}",
        "victim 'nobody'",
        "null",
    ),
    (
        lambda d: d.update(relations=[{"type": "friend_of", "from": ENTITY, "to": ENTITY}]),
        "relation 1",
        "'friend_of' is unknown",
        "member_of",
    ),
    (lambda d: d.update(relations=[{"type": "supports", "from": ENTITY}]), "relation 1", "no to", "needed"),
    (
        lambda d: d.update(relations=[{"type": "supports", "from": ENTITY, "to": "who"}]),
        "relation 1",
        "to 'who' is no entity",
        "add",
    ),
    (
        lambda d: d.update(relations=[{"type": "supports", "from": ENTITY, "to": ENTITY}]),
        "relation 1",
        "to itself",
        "other end",
    ),
    (
        lambda d: d.update(incident_relations=[{"type": "part_of", "from": INCIDENT, "to": "i99"}]),
        "incident relation 1",
        "to 'i99' is no incident",
        "add",
    ),
]


@pytest.mark.parametrize(("change", "item", "cause", "hint"), FAULTS, ids=[cause for _, _, cause, _ in FAULTS])
def test_every_fault_is_told(tmp_path, change, item, cause, hint):
    found = problems(tmp_path, change)
    lines = [str(problem) for problem in found]
    assert any(item in p.item and cause in p.cause and hint in p.hint for p in found), lines
    assert all(line.startswith(f"{tmp_path}/synth-A-01.json: ") and "\n" not in line for line in lines)


def test_incident_that_says_nothing(tmp_path):
    def bare(data):
        incident = data["incidents"][0]
        for key in set(incident) - {"id", "type", "modality", "triggers"}:
            del incident[key]

    assert any("no place, date, actor or toll" in p.cause for p in problems(tmp_path, bare))


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    def change(data):
        put("entities", 0, en="")(data)
        put("incidents", 0, type="picnic")(data)
        data["relations"] = [{"type": "supports", "from": "a", "to": "b"}]

    assert {p.item for p in problems(tmp_path, change)} >= {f"entity {ENTITY}", f"incident {INCIDENT}", "relation 1"}


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"{", "not JSON"), (b"[]", "no object"), (b"\xff\xfe{}", "not UTF-8"), (b'{"entities": [1]}', "no id")],
)
def test_files_that_are_no_gold(tmp_path, content, cause):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    (problem,) = check_file(path)
    assert cause in problem.cause
    result = run(tmp_path)
    assert result.exit_code == 1
    assert str(path) in result.stdout


def test_as_json(tmp_path):
    problems(tmp_path, put("entities", 0, en=""))
    result = run(tmp_path, "--json")
    assert result.exit_code == 1
    (only,) = json.loads(result.stdout)
    assert set(only) == {"file", "item", "cause", "hint"}


def test_folders_are_searched_to_the_bottom_and_files_taken_once(tmp_path):
    (tmp_path / "deep").mkdir()
    for path in ("deep/a.json", "b.json", ".hidden.json"):
        (tmp_path / path).touch()
    assert [p.name for p in find_gold([tmp_path, tmp_path / "b.json"])] == ["b.json", "a.json"]


def test_items_that_are_no_objects_do_not_end_the_check(tmp_path):
    found = problems(tmp_path, lambda d: d.update(entities=[3, None], incidents=["x"], relations=[7]))
    assert {"entity number 1", "entity number 2", "incident number 1", "relation 1"} <= {p.item for p in found}
