"""Answers as CSV and JSON: always in logical order, whole and unwrapped."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

from kg.query.run import Result

_BETWEEN_ITEMS = "; "


def to_csv(result: Result) -> str:
    """A header line and a line a row; items of a list with semicolons between, maps as JSON, nothing for None."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_csv_cell(row.get(column)) for column in result.columns] for row in result.rows)
    return text.getvalue()


def to_json(result: Result) -> str:
    """A list of objects, one a row; dates as ISO text, lists as lists."""
    return json.dumps(list(result.rows), ensure_ascii=False, indent=1, default=_json_value) + "\n"


def _csv_cell(value: Any) -> object:
    match value:
        case bool():
            return "true" if value else "false"
        case list() if not any(isinstance(item, dict | list) for item in value):
            return _BETWEEN_ITEMS.join(str(_csv_cell(item)) for item in value if item is not None)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=_json_value)
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value


def _json_value(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
