"""`kg review` without the terminal UI: judged, split, undone, applied, by several people at once."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import InputError
from kg.resolve.incidents.judgements import add_judgement, read_judgements
from kg.resolve.incidents.report import own_incident
from kg.store.connect import Store

Told = tuple[Store, dict[str, str]]


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["review", *arguments], catch_exceptions=False)


def homes(store: Store) -> dict[str, str]:
    """Report → incident."""
    rows = store.read("MATCH (r:Report)-[:REPORTS]->(i:Incident) RETURN r.id AS report, i.id AS incident")
    return {row["report"]: row["incident"] for row in rows}


def of_one(store: Store, *reports: str) -> bool:
    now = homes(store)
    return len({now[report] for report in reports}) == 1


def test_list_shows_both_accounts_and_the_reasons(told: Told) -> None:
    _, reports = told
    rows = json.loads(kg("list", "--json").output)
    assert {tuple(sorted((row["one"]["id"], row["other"]["id"]))) for row in rows} == {
        tuple(sorted((reports[one], reports[other]))) for one, other in ("12", "13", "23")
    }
    assert [row["joined"] for row in rows].count(True) == 1
    [joined] = json.loads(kg("list", "--json", "--show", "joined").output)
    assert {side["outlet"] for side in (joined["one"], joined["other"])} == {"وكالة الشرق", "صحيفة الفرات"}
    assert [(reason["text"], reason["weight"]) for reason in joined["reasons"]] == [
        ("same place", 2.0),
        ("same stated date", 1.0),
        ("different numbers of killed", -1.0),
        ("same type", 1.0),
    ]
    shown = kg("list", "--most", "0.2").output
    assert "against: places apart" in shown
    assert "«" in shown
    assert kg("list", "--show", "people").output == "no pairs\n"


def test_same_different_undo_change_the_graph_at_once(told: Told) -> None:
    store, reports = told
    said = kg("same", reports["1"], reports["3"], "--by", "maya", "--note", "same night").output
    assert "the same incident\nnow both of incident/" in said
    assert of_one(store, reports["1"], reports["3"])
    [row] = json.loads(kg("list", "--json", "--show", "people").output)
    assert (row["verdict"], row["by"], row["note"]) == ("same", "person: maya", "same night")
    assert "same, by person: maya («same night»)\n" in kg("list", "--show", "people").output
    assert read_judgements(store.judgements_file).same
    assert "different incidents\nnow of" in kg("different", reports["3"], reports["1"]).output
    assert not of_one(store, reports["1"], reports["3"])
    assert "taken back" in kg("undo", reports["1"], reports["3"]).output
    assert kg("list", "--show", "people").output == "no pairs\n"


def test_an_incident_with_one_report_stands_for_it(told: Told) -> None:
    store, reports = told
    kg("same", own_incident(reports["3"]), own_incident(reports["4"]))
    assert of_one(store, reports["3"], reports["4"])


def test_split_parts_a_report_from_all_others(told: Told) -> None:
    store, reports = told
    kg("same", reports["1"], reports["4"])
    assert of_one(store, reports["1"], reports["2"], reports["4"])
    said = kg("split", reports["2"]).output
    assert said.count("different incidents") == 2
    assert not of_one(store, reports["1"], reports["2"])
    assert of_one(store, reports["1"], reports["4"])


def test_what_contradicts_is_told(told: Told) -> None:
    store, reports = told
    kg("same", reports["3"], reports["4"], "--by", "maya")
    kg("different", reports["1"], reports["3"], "--by", "omar")
    # Whichever of the two «same» does not hold, this one or the earlier.
    said = kg("same", reports["1"], reports["4"], "--by", "omar").output
    assert not of_one(store, reports["1"], reports["3"])
    one, other = sorted((reports["1"], reports["3"]))
    kept_apart = f"kept apart, because omar judged {one} and {other} different; kg review undo {one} {other}"
    one, other = sorted((reports["3"], reports["4"]))
    broken = f"this does not hold now: maya judged {one} and {other} same"
    assert (kept_apart in said) == of_one(store, reports["3"], reports["4"])
    assert (broken in said) == of_one(store, reports["1"], reports["4"])


def test_who_leaves_is_told(told: Told) -> None:
    store, reports = told
    kg("different", reports["2"], reports["4"], "--by", "omar")
    said = kg("same", reports["1"], reports["4"], "--by", "maya").output
    assert of_one(store, reports["1"], reports["4"])
    assert f"no longer of one incident with them: {reports['2']}\n" in said
    assert "no longer" not in kg("same", reports["1"], reports["4"], "--by", "maya").output


def test_apply_follows_the_file(told: Told) -> None:
    store, reports = told
    before = homes(store)
    kg("same", reports["1"], reports["3"])
    assert store.judgements_file is not None
    store.judgements_file.unlink()  # By hand, say.
    assert kg("apply").output.startswith("0 judgements applied from ")
    assert homes(store) == before
    add_judgement(store.judgements_file, reports["3"], reports["4"], "same", "elsewhere")
    assert kg("apply").output.startswith("1 judgement applied from ")
    assert of_one(store, reports["3"], reports["4"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["same", "{1}", "{1}"], "both are the same report"),
        (
            ["same", "{1}", "report/none"],
            "no report or incident 'report/none' in the graph .`kg query",
        ),
        (["same", "{1}", "{joined}"], "has several reports .name one: report/"),
        (["undo", "{1}", "{2}"], "nobody has judged these two"),
        (["split", "{4}"], "is the only report of its incident"),
        (["different", "{1}", "{2}", "--by", " "], "--by: is empty"),
        ([], "kg review needs a terminal"),
    ],
)
def test_errors_say_the_way_out(told: Told, arguments: list[str], message: str) -> None:
    store, reports = told
    names = {f"{{{number}}}": report for number, report in reports.items()}
    names["{joined}"] = homes(store)[reports["1"]]
    with pytest.raises(InputError, match=message):
        kg(*(names.get(argument, argument) for argument in arguments))
    assert not read_judgements(store.judgements_file).last


def test_a_broken_line_of_the_file_is_named(told: Told) -> None:
    store, reports = told
    assert store.judgements_file is not None
    store.judgements_file.write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"judgements\.jsonl:1: no judgement"):
        kg("same", reports["1"], reports["2"])


def _write(path: Path, who: int) -> None:
    for number in range(50):
        add_judgement(path, "report/a", f"report/{who}-{number}", "same", f"judge {who}", "ملاحظة " * 3000)


def test_lines_of_several_writers_stay_whole(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(path, who)) for who in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(read_judgements(path).last) == 200


def test_an_unfinished_last_line_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text('{"one": "report/a", "oth', encoding="utf-8")  # Its writer was killed.
    add_judgement(path, "report/a", "report/b", "same", "maya")
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith('{"one":"report/a"')


def test_reviewers_at_once_see_each_other(told: Told) -> None:
    store, reports = told
    context = multiprocessing.get_context("spawn")
    said = [
        ["same", reports["1"], reports["3"]],
        ["same", reports["3"], reports["4"]],
        ["different", reports["1"], reports["2"]],
    ]
    writers = [context.Process(target=_judge, args=(arguments,)) for arguments in said]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert of_one(store, reports["1"], reports["3"], reports["4"])
    assert not of_one(store, reports["1"], reports["2"])


def _judge(arguments: list[str]) -> None:
    cli(["review", *arguments], standalone_mode=False)


@pytest.mark.parametrize("note", ["one\u2028other", "one\u0085other", "one\u2029other\x0c\r\n"])
def test_a_note_may_hold_any_separator_of_lines(tmp_path: Path, note: str) -> None:
    file = tmp_path / "judgements.jsonl"
    add_judgement(file, "report/a", "report/b", "same", "maya", note)
    assert [judgement.note for judgement in read_judgements(file).last.values()] == [note]


def test_what_an_editor_of_windows_has_saved_is_read(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    add_judgement(file, "report/a", "report/b", "same", "maya")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    add_judgement(file, "report/a", "report/c", "different", "maya")
    assert len(read_judgements(file).last) == 2


def test_what_is_no_text_or_no_path_is_an_error_of_the_input(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    with pytest.raises(InputError, match="is no valid text"):
        add_judgement(file, "report/a", "report/b", "same", "maya", "\udcff")
    assert not file.exists() or not file.read_bytes()
    with pytest.raises(InputError, match="cannot be read"):
        read_judgements(tmp_path / ("x" * 300))
