"""Spans of time counted from the publication date: «قبل يومين», «منذ ثلاثة أيام», «خلال الأيام الثلاثة الماضية»."""

from __future__ import annotations

import datetime as dt

from kg.nlp.grammar.date_periods import match_named_period
from kg.nlp.grammar.date_reader import Found, Reader, back, month_span, months_back, year_span


def match_relative(reader: Reader, i: int) -> list[Found]:
    """Relative expressions that start at token i."""
    if reader.published is None:
        return []
    if (named := match_named_period(reader, i)) is not None:
        # A period that is not over is also read as far as the article knows it.
        over = named.last <= reader.published or named.first >= reader.published
        return [named] if over else [named, Found(named.start, named.stop, named.first, reader.published, "relative")]
    if past := _stretch(reader, i):
        return past
    if past := _last_hours(reader, i):
        return past
    if reader.has(i, "nth_day") or reader.has(i, "own_day"):
        return _nth_day(reader, i)
    if reader.has(i, "since"):
        return _since(reader, i)
    if reader.has(i, "ago"):
        return _ago(reader, i)
    if reader.has(i, "after"):
        return _after(reader, i)
    if reader.has(i, "during"):
        return _during(reader, i)
    return []


def match_amount(reader: Reader, i: int) -> tuple[int, str, int] | None:
    """(token after, unit, how many) of an amount of time at i: «يومين», «3 أيام», «الأيام الثلاثة», «أسبوع»."""
    steps = 0
    while (reader.has(i, "about") or reader.has(i, "from")) and steps < 3:
        i += 1
        steps += 1
    if (unit := reader.value(i, "dual_unit")) is not None:
        return i + 1, str(unit), 2
    number = reader.number(i)
    if number is not None:
        unit = reader.value(number.stop, "unit")
        if unit is None or number.value > 5000:
            return None
        return number.stop + 1 + reader.has(number.stop + 1, "filler"), str(unit), number.value
    unit = reader.value(i, "unit")
    if unit is None:
        return None
    article = reader.key(i + 1) == "ال"
    after = reader.number(i + 1 + article)
    if after is not None and (
        article or after.form.definite or (reader.has(after.stop, "past") and reader.key(i) in _PLURAL)
    ):
        return after.stop, str(unit), after.value
    if reader.key(i) in _SINGULAR:
        return i + 1 + reader.has(i + 1, "filler"), str(unit), 1
    return None


def amount_behind(reader: Reader, i: int) -> tuple[int, str, int] | None:
    """`match_amount` of what «بـ» leads: «بيومين», «بثلاثة أيام», «بأسبوع»."""
    if not reader.key(i).startswith("ب"):
        return None
    if reader.key(i)[1:] in _SINGULAR and (unit := reader.value(i, "unit")) is not None:
        return i + 1 + reader.has(i + 1, "filler"), str(unit), 1
    return match_amount(reader, i)


_PLURAL = frozenset(("الساعات", "الايام", "الاسابيع", "الاشهر", "السنوات", "الاعوام"))
_SINGULAR = frozenset(("ساعه", "يوم", "اسبوع", "شهر", "عام", "سنه", "عقد"))


def _at(published: dt.date, unit: str, count: int) -> tuple[dt.date, dt.date]:
    """The day, month or year that lies so many units before publication."""
    if unit == "hour":
        day = back(published, count // 24)
        return day, day
    if unit == "day":
        return back(published, count), back(published, count)
    if unit == "week":
        return back(published, 7 * count), back(published, 7 * count)
    if unit == "month":
        return month_span(published.year, published.month - count)
    years = 10 * count if unit == "decade" else count
    return year_span(published.year - years)


def _from(published: dt.date, unit: str, count: int) -> tuple[dt.date, ...]:
    """First days of a stretch of so many units that ends on the publication date.

    Years are counted from January or from the same day: news use both.
    """
    if unit == "month":
        return (months_back(published, count),)
    first = _at(published, unit, count)[0]
    if unit in ("year", "decade"):
        return first, months_back(published, (120 if unit == "decade" else 12) * count)
    return (first,)


def _last_hours(reader: Reader, i: int) -> list[Found]:
    """«الساعات الماضية», «الساعات القليلة الماضية», «قبل ساعات»: the publication date, or the day before and it."""
    published = reader.published
    if published is None:
        return []
    if (reader.has(i, "ago") or reader.has(i, "since")) and reader.key(i + 1) == "ساعات":
        return [Found(i, i + 2, published, published, "relative")]
    start = i + 1 if reader.has(i, "during") else i
    stop = start + 1 + reader.has(start + 1, "filler")
    if reader.key(start) != "الساعات" or not reader.has(stop, "past"):
        return []
    return [Found(i, stop + 1, first, published, "relative") for first in (published, back(published, 1))]


def _stretch(reader: Reader, i: int) -> list[Found]:
    """«الأيام الثلاثة الماضية», «اليومين الماضيين», «الـ24 ساعة الماضية», «اليومين المقبلين».

    A stretch of past days ends on the publication date or on the day before: both are given.
    """
    published = reader.published
    amount = match_amount(reader, i)
    if amount is None or published is None:
        return []
    stop, unit, count = amount
    if reader.has(stop, "next"):
        if unit not in ("day", "week"):
            return []
        days = count if unit == "day" else 7 * count
        return [Found(i, stop + 1, back(published, -1), back(published, -days), "relative")]
    if not reader.has(stop, "past"):
        return []
    starts = _from(published, unit, count)
    found = [Found(i, stop + 1, first, published, "relative") for first in starts]
    if unit == "day" and count > 1:
        found.append(Found(i, stop + 1, starts[0], back(published, 1), "relative"))
    return found


def _nth_day(reader: Reader, i: int) -> list[Found]:
    """«لليوم الثالث على التوالي», «في اليوم السابع من الهدنة»: from so many days ago to the publication date."""
    published = reader.published
    counted = _which_day(reader, i + 1)
    if counted is None or published is None:
        return []
    stop, number = counted
    # «اليوم الثاني» alone may be that of anything.
    said = reader.key(i).startswith("لل") or reader.has(i, "own_day")
    if not (said or reader.has(stop, "from") or reader.key(stop).startswith("لل")):
        return []
    return [Found(i, stop, back(published, number - 1), published, "relative")]


def _which_day(reader: Reader, i: int) -> tuple[int, int] | None:
    """(token after, number) of «الثالث», «السابع عشر», «الـ17» behind «اليوم»; the first day is no stretch."""
    at = i + (reader.key(i) == "ال")
    if (number := reader.digits(at)) is not None:
        return (at + 1, number) if at > i and 1 < number < 1000 else None
    ordinal = reader.integer(i, "ordinal")
    if ordinal is None:
        return None
    teen = reader.key(i + 1) in ("عشر", "عشره")
    number = (1 if ordinal == 11 else ordinal) + 10 * teen
    return (i + 1 + teen, number) if number > 1 and ordinal < 11 + teen else None


def _since(reader: Reader, i: int) -> list[Found]:
    published = reader.published
    amount = match_amount(reader, i + 1)
    if amount is None or published is None:
        return []
    stop, unit, count = amount
    return [
        *(Found(i, stop, first, published, "since") for first in _from(published, unit, count)),
        Found(i + 1, stop, *_at(published, unit, count), "relative"),
    ]


def _ago(reader: Reader, i: int) -> list[Found]:
    published = reader.published
    amount = match_amount(reader, i + 1)
    if amount is None or published is None:
        return []
    stop, unit, count = amount
    return [Found(i, stop, *_at(published, unit, count), "relative")]


def _after(reader: Reader, i: int) -> list[Found]:
    """«بعد أسبوع من …»: what it names lay so long before the news."""
    published = reader.published
    if published is None:
        return []
    if reader.key(i).endswith("غداه"):
        return [Found(i, i + 1, back(published, 1), back(published, 1), "relative")]
    amount = match_amount(reader, i + 1)
    if amount is None:
        return []
    stop, unit, count = amount
    # «بعد يوم، من انفجار مماثل»: some set a comma there.
    at = stop + reader.mark(stop, "،,")
    if not (reader.has(at, "from") or reader.key(at) == "علي"):
        return []
    return [Found(i, stop, *_at(published, unit, count), "relative")]


def _during(reader: Reader, i: int) -> list[Found]:
    published = reader.published
    if published is None:
        return []
    if past := _stretch(reader, i + 1):
        return past
    # «خلال الـ48 ساعة», «خلال آخر 24 ساعة»; «الـ48 ساعة الماضية» is found by itself.
    at = i + 1 + (reader.key(i + 1) in ("ال", "اخر"))
    amount = match_amount(reader, at)
    if amount is None or (at > i + 1 and _stretch(reader, at)):
        return []
    stop, unit, count = amount
    if unit == "day":
        # «خلال 3 أيام» may count the publication date as one of them.
        return [
            Found(i, stop, back(published, days), published, "relative") for days in (count, count - 1) if count > 1
        ]
    return [Found(i, stop, first, published, "relative") for first in _from(published, unit, count)]
