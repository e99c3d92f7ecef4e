"""The two feasts of the Hijri year as days: «أول أيام عيد الفطر», «يوم عيد الأضحى», «عشية عيد الفطر»."""

from __future__ import annotations

import datetime as dt

from kg.nlp.grammar.date_hijri import hijri_day
from kg.nlp.grammar.date_reader import Found, Reader, back

# Month of each feast is its value in the lexicon; the day it begins on.
_FIRST_DAY = {10: 1, 12: 10}
# A feast that close ahead of publication is the one that is meant.
_DAYS_AHEAD = 7


def match_feast(reader: Reader, i: int) -> list[Found]:
    """A feast behind a word of time; a bare «عيد الفطر» is no date."""
    nth = reader.integer(i, "nth")
    at = i + 1
    if nth is not None:
        if reader.value(at, "unit") != "day":
            return []
        at += 1
    elif not (reader.has(i, "eve") or reader.has(i, "feast_time")):
        return []
    month = reader.integer(at + 1, "feast") if reader.has(at, "feast_word") else None
    first = None if month is None else _latest(reader, month)
    if first is None:
        return []
    later = -1 if nth is None and reader.has(i, "eve") else 0 if nth is None else nth - 1
    day = back(first, -later)
    return [Found(i, at + 2, day, day, "calendar")]


def _latest(reader: Reader, month: int) -> dt.date | None:
    """First day of the feast that is next to publication: the latest, or one that begins within a week."""
    published = reader.published
    if published is None:
        return None
    guess = int((published.year - 622) * 1.0307) + 2
    for year in range(guess, guess - 5, -1):
        first = hijri_day(year, month, _FIRST_DAY[month])
        if first is not None and first <= back(published, -_DAYS_AHEAD):
            return first
    return None
