"""Answers as tables, CSV and JSON, with Arabic in them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from rich.cells import cell_len

from kg.query.output import to_csv, to_json
from kg.query.run import Result
from kg.view.bidi import arrange, choose_order, is_right_to_left
from kg.view.table import print_table

ROWS = (
    {"day": dt.date(2023, 3, 24), "who": ["الحوثيون", "Houthis"], "n": 11, "text": "قُتِلَ 11 شخصاً (على الأقل) في غارة"},
    {"day": None, "who": [], "n": None, "text": 'a, "b"\x1b[31m'},
)
RESULT = Result(("day", "who", "n", "text"), ROWS)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(width: int | None = None, **options: object) -> str:
    file = io.StringIO()
    print_table(RESULT.columns, ROWS, file=file, width=width, **options)  # type: ignore[arg-type]
    return file.getvalue()


def test_csv_comes_back() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(RESULT))))
    assert rows[0] == ["day", "who", "n", "text"]
    assert rows[1] == ["2023-03-24", "الحوثيون; Houthis", "11", ROWS[0]["text"]]
    assert rows[2] == ["", "", "", 'a, "b"\x1b[31m']


def test_json_comes_back() -> None:
    rows = json.loads(to_json(RESULT))
    assert rows[0] == {**ROWS[0], "day": "2023-03-24"}
    assert "الحوثيون" in to_json(RESULT)


def test_pipe_gets_logical_order_and_a_line_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("KG_BIDI", "on")
    text = written()
    assert str(ROWS[0]["text"]) in text
    assert "الحوثيون · Houthis" in text
    assert len(text.splitlines()) == 6


def test_reordered_lines_are_as_wide_and_whole() -> None:
    for width in (60, 44, 30):
        text = written(width, bidi="on")
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert "نويثوحلا" in text
        assert "\x1b" not in text


def test_narrow_terminal_gets_records() -> None:
    text = written(24, bidi="off")
    assert "│" not in text
    assert "2023-03-24" in text


def test_no_rows_are_said() -> None:
    file = io.StringIO()
    print_table(("a",), [], file=file)
    assert file.getvalue() == "no rows\n"


@pytest.mark.parametrize(
    ("logical", "visual"),
    [
        ("في غارة", "ةراغ يف"),
        ("في (أب)", "(بأ) يف"),
        ("مقتل 11 في US", "US يف 11 لتقم"),
        ("قُتِل", "لتِقُ"),
        ("plain (text)", "plain (text)"),
    ],
)
def test_visual_order(logical: str, visual: str) -> None:
    assert arrange(logical, "visual", right_to_left=is_right_to_left(logical)) == visual


def test_order_by_terminal() -> None:
    pipe, terminal = io.StringIO(), Terminal()
    assert choose_order(None, pipe, {"KG_BIDI": "on"}) == "logical"
    assert choose_order("on", pipe, {}) == "visual"
    assert choose_order(None, terminal, {"TERM": "xterm"}) == "visual"
    assert choose_order(None, terminal, {"TERM": "xterm", "KG_BIDI": "off"}) == "isolated"
    assert choose_order("auto", terminal, {"VTE_VERSION": "7006"}) == "isolated"
    assert choose_order("auto", terminal, {"VTE_VERSION": "5202"}) == "visual"
