"""Publication dates as records write them. Only forms that can be read in one way: no guess between day and month."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

HINT = "write dates as YYYY-MM-DD"
_YMD = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def parse_date(value: object) -> dt.date | None:
    """Day of a date, in the time zone it is written in; None where value is None or blank.

    value: a date or datetime, ISO 8601 («2023-03-24», «2023-03-24T10:00:00Z»), «2023/03/24», or RFC 2822 («Fri, 24 Mar
    2023 10:00:00 GMT»).
    RAISES ValueError: anything else.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"not a date: {value!r}")
    text = value.strip()
    if not text:
        return None
    if match := _YMD.fullmatch(text):
        return dt.date(*map(int, match.groups()))
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return parsedate_to_datetime(text).date()
