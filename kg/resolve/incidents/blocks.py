"""Blocking: which reports are compared at all. Only actual incidents, of neighbouring days, in one country."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

# An article of the next day still reports it; an incident without a stated day counts under its article's.
DAYS = 2
# A stated period longer than this is a summary («since the beginning of the month»), compared under its last day.
_LONG_DAYS = 7


def block_of(
    modality: str, start: dt.date | None, end: dt.date | None, published: dt.date | None, country: str | None
) -> str | None:
    """`2023-03-24|SY`: the day and the country under which a report is compared.

    start, end: the stated period; published: of the article, used where the text states no day or a long period.
    country (str | None): ISO 3166-1 alpha-2; the unknown ones are compared among themselves.
    RETURNS (str | None): None for what did not happen, and for what has no day at all.
    """
    if modality != "actual":
        return None
    day = start
    if start and end and (end - start).days > _LONG_DAYS:
        day = min(end, published) if published else end
    day = day or published
    return f"{day.isoformat()}|{country or ''}" if day else None


def neighbours(block: str) -> Iterator[str]:
    """The blocks whose reports may be of an incident in this one, itself included, in order of day."""
    day, _, country = block.partition("|")
    middle = dt.date.fromisoformat(day)
    for shift in range(-DAYS, DAYS + 1):
        try:
            yield f"{(middle + dt.timedelta(days=shift)).isoformat()}|{country}"
        except OverflowError:  # The first and the last days that a calendar has.
            continue
