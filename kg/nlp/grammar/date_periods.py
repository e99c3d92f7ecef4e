"""Weeks, months and years beside the publication date: «الأسبوع الماضي», «هذا العام»."""

from __future__ import annotations

import datetime as dt

from kg.nlp.grammar.date_reader import Found, Reader, month_span, year_span


def match_named_period(reader: Reader, i: int) -> Found | None:
    """«الشهر الماضي», «هذا العام», «العام الجاري», «الأسبوع الماضي»: a period beside publication."""
    if reader.published is None:
        return None
    start = i
    this = reader.has(i, "this")
    if this:
        i += 1
    unit = reader.value(i, "one_unit")
    if unit not in ("week", "month", "year", "decade"):
        return None
    stop = i + 1
    if reader.has(stop, "before_last") and reader.has(stop + 1, "past"):
        shift, stop = 2, stop + 2
    elif reader.has(stop, "past"):
        shift, stop = 1, stop + 1
    elif reader.has(stop, "next"):
        shift, stop = -1, stop + 1
    elif reader.has(stop, "current"):
        shift, stop = 0, stop + 1
    elif this:
        shift = 0
    else:
        return None
    first, last = period(str(unit), reader.published, shift)
    return Found(start, stop, first, last, "relative")


def period(unit: str, published: dt.date, shift: int) -> tuple[dt.date, dt.date]:
    """The calendar week (Monday to Sunday), month, year or decade, `shift` of them before the publication date."""
    if unit == "week":
        monday = dt.date.fromordinal(max(1, published.toordinal() - published.weekday() - 7 * shift))
        return monday, dt.date.fromordinal(min(dt.date.max.toordinal(), monday.toordinal() + 6))
    if unit == "month":
        return month_span(published.year, published.month - shift)
    if unit == "decade":
        first = published.year // 10 * 10 - 10 * shift
        return year_span(first)[0], year_span(first + 9)[1]
    return year_span(published.year - shift)
