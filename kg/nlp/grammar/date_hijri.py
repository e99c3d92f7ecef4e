"""Hijri days, months and years of the Umm al-Qura calendar as Gregorian days."""

from __future__ import annotations

import datetime as dt

from hijridate import Hijri

from kg.nlp.grammar.date_reader import Found, Reader


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """Gregorian day of a day of the Umm al-Qura calendar (1343-1500); None outside it."""
    try:
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(converted.year, converted.month, converted.day)


def hijri_date(reader: Reader, start: int, stop: int, month: int, day: int) -> Found | None:
    """A day of a Hijri month whose number and name are tokens start … stop-1, with the year that follows."""
    stop, year = _hijri_year_after(reader, stop, month, day)
    found = None if year is None else hijri_day(year, month, day)
    return None if found is None else Found(start, stop, found, found, "calendar")


def hijri_month(reader: Reader, start: int, stop: int, month: int) -> Found | None:
    """A Hijri month whose name ends before token stop: of the year that follows, or the latest begun by publication."""
    stop, year = _hijri_year_after(reader, stop, month, 1)
    first = None if year is None else hijri_day(year, month, 1)
    if year is None or first is None:
        return None
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return None if after is None else Found(start, stop, first, after - dt.timedelta(days=1), "month")


def hijri_year(reader: Reader, start: int, stop: int, year: int) -> Found | None:
    """A whole Hijri year whose number ends before token stop."""
    first, after = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    if first is None or after is None:
        return None
    stop = stop + 1 if reader.has(stop, "hijri_mark") else stop
    return Found(start, stop, first, after - dt.timedelta(days=1), "year")


def _hijri_year_after(reader: Reader, stop: int, month: int, day: int) -> tuple[int, int | None]:
    """(token after, year) of a Hijri day: the year that follows it, or the latest not after publication."""
    at = stop + 1 if reader.has(stop, "year_word") or reader.mark(stop, "،,") else stop
    if (year := reader.hijri_year(at)) is not None:
        return (at + 2 if reader.has(at + 1, "hijri_mark") else at + 1), year
    if reader.published is None:
        return stop, None
    stop = stop + 1 if reader.has(stop, "past") or reader.has(stop, "current") else stop
    guess = int((reader.published.year - 622) * 1.0307) + 2
    for year in range(guess, guess - 5, -1):
        found = hijri_day(year, month, day)
        if found is not None and found <= reader.published:
            return stop, year
    return stop, None
