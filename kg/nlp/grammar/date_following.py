"""Days counted from a date that was told before: «في اليوم التالي», «بعدها بيومين», «بعد أسبوع», «27 من الشهر نفسه»."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from kg.nlp.grammar.date_anchors import day_of_sentence
from kg.nlp.grammar.date_days import match_day_number
from kg.nlp.grammar.date_periods import period
from kg.nlp.grammar.date_reader import Found, Reader, back, date, month_span, year_span
from kg.nlp.grammar.date_relative import amount_behind, match_amount
from kg.nlp.grammar.date_seasons import part_of
from kg.nlp.grammar.date_words import classes

# How many sentences back the date may have been told.
_REACH = 3
# Words that may stand between «قبل» or «بعد» and «بيومين»: «قبل مقتله بثلاثة أيام».
_WORDS_BETWEEN = 2
# Days that «… حتى ظهر الثلاثاء» may lie behind the day on which it began.
_LONGEST = 31
# Classes of the words that these expressions begin with.
_LEADING = {"after", "after_it", "ago", "before_it", "day_part", "dual_unit", "last_night", "one_unit"}
_LEADING |= {"ordinal", "part", "that", "that_day", "today", "unit"}


def match_following(reader: Reader, i: int, earlier: list[Found]) -> list[Found]:
    """Expressions at token i that say how a date lies to the one told before; earlier: what was found before i."""
    if not earlier or not _may_begin(reader, i):
        return []
    told = _told(reader, i, earlier)
    if told is None:
        return []
    if (found := _same_month(reader, i, told)) is not None:
        return [found]
    if (found := _next_period(reader, i, told)) is not None:
        return [found]
    if told.first != told.last:
        return []
    for rule in (_named_day, _next_days, _counted):
        if (found := rule(reader, i, told.first)) is not None:
            return [found]
    return []


def lasting(reader: Reader, i: int, here: list[Found], earlier: list[Found]) -> list[Found]:
    """«مساء الاثنين … حتى ظهر الثلاثاء»: the days from the one that the sentence named before to the one at i."""
    if not here or not reader.has(i - 1, "until") or here[0].first != here[0].last:
        return []
    day = day_of_sentence(reader, i, earlier)
    if day is None or not 0 < (here[0].first - day).days <= _LONGEST:
        return []
    return [Found(here[0].start, here[0].stop, day, here[0].last, "range")]


def _may_begin(reader: Reader, i: int) -> bool:
    """A cheap answer for most tokens."""
    if reader.tokens[i].kind == "number":
        return reader.key(i + 1) in ("من", "منه") or (reader.value(i + 1, "unit") == "day")
    return reader.tokens[i].kind == "word" and _leads(reader.key(i))


@lru_cache(maxsize=100_000)
def _leads(key: str) -> bool:
    return not _LEADING.isdisjoint(classes(key))


def _told(reader: Reader, i: int, earlier: list[Found]) -> Found | None:
    """The last date told before token i, as a day where one of its readings is a day; none where it is too far back."""
    start = max(e.start for e in earlier)
    readings = [e for e in earlier if e.start == start and e.kind != "since"]
    if not readings or reader.tokens[i].sentence - reader.tokens[start].sentence > _REACH:
        return None
    return next((e for e in readings if e.first == e.last), readings[0])


def _same_month(reader: Reader, i: int, told: Found) -> Found | None:
    """«27 من الشهر نفسه», «في الثالث من ذلك الشهر», «20 منه», «منتصف الشهر ذاته»."""
    if (told.last - told.first).days > 31:
        return None
    if reader.has(i, "part") and reader.value(i + 1, "one_unit") == "month" and reader.has(i + 2, "same"):
        first, last = month_span(told.first.year, told.first.month)
        return part_of(i, Found(i + 1, i + 3, first, last, "month"), str(reader.value(i, "part")))
    number = match_day_number(reader, i)
    if number is None:
        return None
    stop, day = number
    if reader.key(stop) == "منه" and reader.tokens[i].kind == "number":
        stop += 1
    elif reader.has(stop, "from") and reader.points_back(stop + 1, "month_word"):
        stop += 3
    else:
        return None
    found = date(told.first.year, told.first.month, day)
    return None if found is None else Found(i, stop, found, found, "calendar")


def _next_period(reader: Reader, i: int, told: Found) -> Found | None:
    """«في الشهر التالي», «الأسبوع التالي»; «العام التالي» where no year is written before it (`match_year` else)."""
    unit = reader.value(i, "one_unit")
    if unit not in ("week", "month", "year") or not reader.has(i + 1, "following"):
        return None
    days = (told.last - told.first).days
    if (unit == "week" and days > 6) or (unit == "month" and days > 31):
        return None
    first, last = period(str(unit), told.last, -1)
    return Found(i, i + 2, first, last, "relative")


def _named_day(reader: Reader, i: int, day: dt.date) -> Found | None:
    """«اليوم التالي», «فجر اليوم نفسه», «الليلة السابقة», «في ذلك اليوم», «يومها»."""
    if reader.has(i, "that_day"):
        return Found(i, i + 1, day, day, "relative")
    at = i + reader.has(i, "day_part")
    if reader.has(at, "that") and _is_day(reader, at + 1):
        return Found(i, at + 2, day, day, "relative")
    if not _is_day(reader, at) or reader.key(at).startswith("لل"):
        return None
    days = 1 if reader.has(at + 1, "following") else -1 if reader.has(at + 1, "previous") else 0
    if not (days or reader.has(at + 1, "same")):
        return None
    return Found(i, at + 2, back(day, -days), back(day, -days), "relative")


def _is_day(reader: Reader, i: int) -> bool:
    return reader.has(i, "today") or reader.has(i, "last_night")


def _next_days(reader: Reader, i: int, day: dt.date) -> Found | None:
    """«في اليومين التاليين», «خلال الأيام الثلاثة التالية»."""
    amount = match_amount(reader, i)
    if amount is None or amount[1] != "day" or not reader.has(amount[0], "following"):
        return None
    return Found(i, amount[0] + 1, back(day, -1), back(day, -amount[2]), "relative")


def _counted(reader: Reader, i: int, day: dt.date) -> Found | None:
    """«بعد يومين», «بعدها بأسبوع», «قبل ذلك بيوم», «قبل مقتله بثلاثة أيام»."""
    if reader.has(i, "after") and (amount := match_amount(reader, i + 1)) is not None:
        at = amount[0] + reader.mark(amount[0], "،,")
        if reader.has(at, "from") or reader.key(at) == "علي":
            return None
        return _shifted(i, amount, day, 1)
    sign = 1 if reader.has(i, "after") or reader.has(i, "after_it") else -1
    if reader.has(i, "after_it") or reader.has(i, "before_it"):
        between = range(1)
    elif reader.has(i, "after") or reader.has(i, "ago"):
        between = range(1, _WORDS_BETWEEN + 1)
    else:
        return None
    for words in between:
        if words and (i + words >= len(reader.tokens) or reader.tokens[i + words].kind != "word"):
            return None
        if (amount := amount_behind(reader, i + 1 + words)) is not None:
            return _shifted(i, amount, day, sign)
    return None


def _shifted(i: int, amount: tuple[int, str, int], day: dt.date, sign: int) -> Found:
    stop, unit, count = amount
    if unit in ("hour", "day", "week"):
        days = count // 24 if unit == "hour" else count if unit == "day" else 7 * count
        moved = back(day, -sign * days)
        return Found(i, stop, moved, moved, "relative")
    if unit == "month":
        return Found(i, stop, *month_span(day.year, day.month + sign * count), "relative")
    years = 10 * count if unit == "decade" else count
    return Found(i, stop, *year_span(day.year + sign * years), "relative")
