"""Weekdays, today, yesterday, tomorrow, and nights between two days."""

from __future__ import annotations

import datetime as dt

from kg.nlp.grammar.date_days import match_day_of_month
from kg.nlp.grammar.date_periods import period
from kg.nlp.grammar.date_reader import Found, Reader, back, date

# How many tokens may stand between a word for what is to come and its weekday.
_TO_COME_REACH = 8
# Days after publication within which a day of month without a year may lie ahead.
_SOON = 60


def match_weekday(reader: Reader, i: int) -> list[Found]:
    """Expressions of one or two days that start at token i: «أمس الأربعاء», «الجمعة والسبت», «صباح اليوم»."""
    if reader.published is None:
        return _with_calendar_date(reader, i)
    single = match_day(reader, i)
    if single is None:
        return []
    found = [single]
    stop = single.stop
    night = reader.has(i, "night")
    gap = 1 if reader.mark(stop, "-–—/") or (night and (reader.mark(stop, "،") or reader.key(stop) == "الي")) else 0
    second = match_day(reader, stop + gap)
    if second is not None and _joins(reader, i, stop, gap):
        days = (second.first - single.last).days
        if days == -1:
            # «اليوم الأربعاء والليلة الماضية»: the earlier is named last.
            return [single, second, Found(i, second.stop, second.first, single.last, "range")]
        first = single.first if days > 0 else back(single.first, 7)
        # Two weekdays named together lie in one stretch: the earlier one is counted back from the later.
        if 0 < (second.first - first).days <= 3:
            found = [
                Found(single.start, single.stop, first, first, "weekday"),
                second,
                Found(i, second.stop, first, second.last, "range"),
            ]
    return [*found, *_after_midnight(reader, i, single), *_next_weekday(reader, i, single)]


def _after_midnight(reader: Reader, i: int, night: Found) -> list[Found]:
    """«بعد منتصف ليل أمس»: the night ends on the day after, so both are given."""
    if not (reader.has(i, "night") and reader.has(i - 1, "midnight")):
        return []
    return [Found(i, night.stop, night.first, back(night.first, -1), "range")]


def _next_weekday(reader: Reader, i: int, day: Found) -> list[Found]:
    """«من المقرر أن تبدأ السبت»: behind a word for what is to come, also the first such weekday after publication."""
    published = reader.published
    if published is None or day.kind != "weekday" or day.first >= published:
        return []
    nearby = range(max(0, i - _TO_COME_REACH), i)
    sentence = reader.tokens[i].sentence
    if not any(reader.has(at, "to_come") and reader.tokens[at].sentence == sentence for at in nearby):
        return []
    if any(reader.has(at, "past") for at in range(day.start, day.stop)):
        return []
    later = next_one(day.first.weekday(), published)
    return [Found(day.start, day.stop, later, later, "weekday")]


def match_day(reader: Reader, i: int) -> Found | None:
    """One day that starts at token i, with its part of the day and its weekday or calendar date."""
    if reader.published is None:
        return None
    start = i
    if reader.has(i, "day_part"):
        i += 1
    if (reader.has(i, "day_word") and i == start) or (reader.has(i, "day_word") and i == start + 1):
        i += 1
    relative = _relative_day(reader, i)
    if relative is not None:
        stop, day = relative
        named = _weekday(reader, stop + 1 if reader.mark(stop, "(،") else stop)
        if named is not None:
            named_stop, weekday = named
            if day.weekday() != weekday:
                day = (
                    latest(weekday, reader.published)
                    if day <= reader.published
                    else next_one(weekday, reader.published)
                )
            stop = named_stop
        return _dated(reader, start, stop, day, "weekday" if named is not None else "relative")
    named = _weekday(reader, i)
    if named is None:
        return None
    stop, weekday = named
    day = latest(weekday, reader.published)
    if reader.has(stop, "before_last") and reader.has(stop + 1, "past"):
        return Found(start, stop + 2, back(day, 7), back(day, 7), "weekday")
    if reader.has(stop, "from") and reader.value(stop + 1, "one_unit") == "week" and reader.has(stop + 2, "past"):
        monday = period("week", reader.published, 1)[0]
        return Found(start, stop + 3, back(monday, -weekday), back(monday, -weekday), "weekday")
    if reader.has(stop, "past"):
        day = latest(weekday, back(reader.published, 1))
        return _dated(reader, start, stop + 1, day, "weekday")
    if reader.has(stop, "next"):
        day = next_one(weekday, reader.published)
        return _dated(reader, start, stop + 1, day, "weekday")
    return _dated(reader, start, stop, day, "weekday")


def latest(weekday: int, day: dt.date) -> dt.date:
    """The latest such weekday not after a day."""
    return back(day, (day.weekday() - weekday) % 7)


def next_one(weekday: int, day: dt.date) -> dt.date:
    """The first such weekday after a day."""
    return back(day, -((weekday - day.weekday() - 1) % 7 + 1))


def _weekday(reader: Reader, i: int) -> tuple[int, int] | None:
    if reader.has(i, "day_word"):
        i += 1
    weekday = reader.integer(i, "weekday")
    # «القتلى الأحد عشر»: eleven, not Sunday.
    if weekday is None or reader.key(i + 1) in ("عشر", "عشره"):
        return None
    return i + 1, weekday


def _relative_day(reader: Reader, i: int) -> tuple[int, dt.date] | None:
    published = reader.published
    if published is None:
        return None
    if reader.has(i, "first") and reader.has(i + 1, "yesterday"):
        return i + 2, back(published, 2)
    if reader.has(i, "first") and reader.has(i + 1, "from") and reader.has(i + 2, "yesterday"):
        return i + 3, back(published, 2)
    if reader.has(i, "yesterday"):
        if reader.has(i + 1, "first_definite"):
            return i + 2, back(published, 2)
        return i + 1, back(published, 1)
    if reader.has(i, "today") and not _of_another_day(reader, i):
        return i + 1, published
    if reader.has(i, "after") and reader.has(i + 1, "tomorrow"):
        return i + 2, back(published, -2)
    if reader.has(i, "tomorrow"):
        return i + 1, back(published, -1)
    if reader.has(i, "last_night") and not _of_another_day(reader, i):
        if reader.has(i + 1, "past"):
            return i + 2, back(published, 1)
        return i + 1, published
    return None


def _of_another_day(reader: Reader, i: int) -> bool:
    """Whether «اليوم» or «الليلة» at i is not of today: «اليوم التالي», «اليوم الـ17», «تلك الليلة»."""
    numbered = reader.key(i + 1) == "ال" and reader.digits(i + 2) is not None
    return numbered or reader.has(i + 1, "other_day") or reader.has(i - 1, "that")


def _dated(reader: Reader, start: int, stop: int, day: dt.date, kind: str) -> Found:
    """The day with the calendar date that follows it («السبت 25 أغسطس», «الجمعة (3 مارس)»), which decides."""
    at = stop
    while reader.mark(at, "،,(") or reader.has(at, "corresponding"):
        at += 1
    if at - stop <= 2 and (dated := match_day_of_month(reader, at)) is not None and dated.first == dated.last:
        first = dated.first
        if kind == "weekday" and all(reader.year(k) is None for k in range(at, dated.stop)):
            first = _soon(reader, first, day.weekday())
        return Found(start, dated.stop, first, first, "calendar")
    return Found(start, stop, day, day, kind)


def _soon(reader: Reader, day: dt.date, weekday: int) -> dt.date:
    """«الاثنين 4 يوليو» on the first of July 2022: the one to come, as its weekday says, not that of a year before."""
    if reader.published is None or day.weekday() == weekday:
        return day
    later = date(day.year + 1, day.month, day.day)
    if later is None or later.weekday() != weekday or (later - reader.published).days > _SOON:
        return day
    return later


def _with_calendar_date(reader: Reader, i: int) -> list[Found]:
    """Without a publication date a weekday is read only through the full date beside it, which is found on its own."""
    return []


def _joins(reader: Reader, i: int, stop: int, gap: int) -> bool:
    return gap == 1 or reader.key(stop).startswith("و") or reader.has(i, "night")
