"""Stretches between two dates, and from a date to the article's: «بين 3 و5 مارس», «من يناير إلى مارس», «منذ الجمعة»."""

from __future__ import annotations

import datetime as dt

from kg.nlp.grammar.date_calendar import match_calendar
from kg.nlp.grammar.date_days import match_day_number
from kg.nlp.grammar.date_periods import match_named_period
from kg.nlp.grammar.date_reader import Found, Reader, back, date, year_span
from kg.nlp.grammar.date_seasons import match_part_of_month
from kg.nlp.grammar.date_weekdays import match_day
from kg.nlp.grammar.date_years import match_year


def match_range(reader: Reader, i: int) -> list[Found]:
    """Ranges that start at token i, each with its parts beside it."""
    if reader.tokens[i].kind == "number" or reader.has(i, "ordinal"):
        return _short_days(reader, i, i) or _years(reader, i, i)
    if reader.has(i, "years_word"):
        return _years(reader, i, i + 1)
    if reader.has(i, "since"):
        return _since(reader, i)
    if reader.has(i, "part"):
        return _two_parts(reader, i)
    if reader.has(i, "between") or reader.has(i, "from"):
        at = i + 1
        if reader.has(at, "years_word") and reader.year(at + 1) is not None:
            at += 1
        if reader.has(at, "day_word") and reader.digits(at + 1) is not None:
            at += 1
        return _short_days(reader, i, at) or _years(reader, i, at) or _two_dates(reader, i, at)
    return []


def _joint(reader: Reader, i: int) -> int | None:
    """Token after what joins two ends: «و», «إلى», «حتى», «-»."""
    if reader.key(i) == "و" or reader.mark(i, "-–—/"):
        return i + 1
    if reader.has(i, "until"):
        return i + 1
    return i if reader.key(i).startswith("و") and len(reader.key(i)) > 2 else None


def _moment(reader: Reader, i: int) -> Found | None:
    """One date of any kind at i."""
    if i >= len(reader.tokens) or reader.tokens[i].kind == "mark":
        return None
    if (day := match_day(reader, i)) is not None:
        return day
    if found := match_calendar(reader, i):
        return found[0]
    if (year := reader.year(i)) is not None:
        first, last = year_span(year)
        return Found(i, i + 1, first, last, "year")
    return match_named_period(reader, i)


def _short_days(reader: Reader, start: int, i: int) -> list[Found]:
    """Two days of one month: «3 و5 مارس», «20 إلى 31 يوليو الماضي»."""
    day = match_day_number(reader, i)
    if day is None:
        return []
    joint = _joint(reader, day[0])
    if joint is None or reader.month(day[0]) is not None:
        return []
    last = _moment(reader, joint)
    if last is None or last.kind != "calendar" or last.first != last.last:
        return []
    first = date(last.first.year, last.first.month, day[1])
    if first is None or first >= last.first:
        return []
    return [Found(start, last.stop, first, last.last, "range"), last, Found(i, day[0], first, first, "calendar")]


def _years(reader: Reader, start: int, i: int) -> list[Found]:
    """«عامي 2014 و2016», «2014-2017»."""
    first = reader.year(i)
    joint = _joint(reader, i + 1) if first is not None else None
    if first is None or joint is None:
        return []
    if reader.has(joint, "year_word"):
        joint += 1
    last = reader.year(joint)
    if last is None or last <= first:
        return []
    stop = joint + 2 if reader.key(joint + 1) == "م" else joint + 1
    return [
        Found(start, stop, year_span(first)[0], year_span(last)[1], "range"),
        Found(i, i + 1, *year_span(first), "year"),
        Found(joint, stop, *year_span(last), "year"),
    ]


def _two_dates(reader: Reader, start: int, i: int) -> list[Found]:
    first = _moment(reader, i)
    if first is None:
        return []
    joint = _joint(reader, first.stop)
    last = None if joint is None else _moment(reader, joint)
    if last is None:
        return []
    begin = first.first
    if begin > last.last and first.kind == "weekday":
        begin = back(begin, 7)
    elif first.kind in ("calendar", "month") and not _has_year(reader, first):
        begin = _latest_before(begin, last.first)
    if begin > last.last:
        return [first, last]
    return [Found(start, last.stop, begin, last.last, "range"), first, last]


def _has_year(reader: Reader, found: Found) -> bool:
    return any(reader.year(i) is not None for i in range(found.start, found.stop))


def _latest_before(begin: dt.date, last: dt.date) -> dt.date:
    """The same day and month in the later end's year or the year before: a start takes its year from the end."""
    for year in (last.year, last.year - 1):
        moved = date(year, begin.month, begin.day)
        if moved is not None and moved <= last:
            return moved
    return begin


def _since(reader: Reader, i: int) -> list[Found]:
    """«منذ الجمعة», «منذ 20 يناير», «منذ عام 2011», «منذ مطلع العام»: to the article's date."""
    published = reader.published
    # «منذ يوم 30 مارس»: the word says no more than that a day follows.
    at = i + 1 + (reader.has(i + 1, "day_word") and reader.digits(i + 2) is not None)
    first = _moment(reader, at) or match_year(reader, at)
    if first is None or published is None:
        return [first] if first is not None else []
    if first.first > published:
        return [first]
    begin = first.first
    if reader.value(first.start, "part") == "middle" and first.last.day == 20:
        begin = begin.replace(day=15)
    return [Found(i, first.stop, begin, published, "since"), first]


def _two_parts(reader: Reader, i: int) -> list[Found]:
    """«أواخر 2014 ومطلع 2015»: two adjoining parts of years or months, and the stretch that they make."""
    first = match_part_of_month(reader, i)
    joint = None if first is None else _joint(reader, first.stop)
    last = None if joint is None else match_part_of_month(reader, joint)
    if first is None or last is None or not 0 < (last.first - first.last).days <= 31:
        return []
    return [Found(i, last.stop, first.first, last.last, "range"), first, last]
