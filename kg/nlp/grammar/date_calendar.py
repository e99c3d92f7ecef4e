"""Calendar dates: days of a month in words and digits, months, years, seasons, Gregorian and Hijri."""

from __future__ import annotations

import datetime as dt

from hijridate import Hijri

from kg.nlp.grammar.date_reader import Found, Reader, date, month_span, year_span

_TEENS_AND_TENS = {"عشر": 10, "عشره": 10, "والعشرين": 20, "والعشرون": 20, "والثلاثين": 30, "والثلاثون": 30}
_BEFORE_YEAR = ("in", "since", "during", "until", "from", "part", "ago", "named_by_year")
_YEAR_PARTS = {"start": (1, 1), "early": (1, 3), "middle": (6, 7), "late": (10, 12), "end": (12, 12)}
_ROUND_DAYS = {"العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}


def match_calendar(reader: Reader, i: int) -> list[Found]:
    """Calendar expressions that start at token i."""
    for rule in (match_numeric, match_day_of_month, match_part_of_month, match_month, match_season, match_year):
        if (found := rule(reader, i)) is not None:
            return [found]
    return []


def match_numeric(reader: Reader, i: int) -> Found | None:
    """«15/3/2018», «2018-03-15», «3/11/1436هـ», «15.3.2018»."""
    if i >= len(reader.tokens) or reader.tokens[i].kind != "number":
        return None
    parts, stop = _numeric_parts(reader, i)
    if len(parts) != 3:
        return None
    if parts[0] > 999:
        parts = parts[::-1]
    day, month, year = parts
    if 1343 <= year <= 1500:
        converted = hijri_day(year, month, day)
        if reader.has(stop, "hijri_mark"):
            stop += 1
    else:
        if not 1900 <= year <= 2100:
            return None
        converted = date(year, month, day) or date(year, day, month)
        if reader.key(stop) == "م":
            stop += 1
    return None if converted is None else Found(i, stop, converted, converted, "calendar")


def _numeric_parts(reader: Reader, i: int) -> tuple[list[int], int]:
    key = reader.key(i)
    if key.count(".") == 2 and all(part.isdecimal() and len(part) <= 4 for part in key.split(".")):
        return [int(part) for part in key.split(".")], i + 1
    parts: list[int] = []
    while len(parts) < 3:
        value = reader.digits(i)
        if value is None or value > 9999:
            return [], i
        parts.append(value)
        i += 1
        if len(parts) < 3:
            if not reader.mark(i, "/-–\\"):
                return [], i
            i += 1
    return parts, i


def match_day_of_month(reader: Reader, i: int) -> Found | None:
    """«25 أغسطس/ آب 2016», «الخامس عشر من مارس», «في 15 الجاري», «20 يوليو (تموز) الماضي»."""
    day = match_day_number(reader, i)
    if day is None:
        return None
    stop, number = day
    if reader.has(stop, "from"):
        stop += 1
    if reader.has(stop, "month_word") and reader.month(stop + 1) is not None:
        stop += 1
    month = reader.month(stop)
    if month is None:
        return _day_of_this_month(reader, i, stop, number)
    stop, month_number, gregorian = month
    if not gregorian:
        return _hijri_date(reader, i, stop, month_number, number)
    stop, year = year_after(reader, stop, month_number, number)
    if year is None:
        return None
    found = date(year, month_number, number)
    return None if found is None else Found(i, stop, found, found, "calendar")


def _day_of_this_month(reader: Reader, start: int, stop: int, day: int) -> Found | None:
    if reader.published is None:
        return None
    if reader.has(stop, "month_word"):
        stop += 1
    elif not reader.has(stop, "current"):
        return None
    months = 0 if reader.has(stop, "current") else 1 if reader.has(stop, "past") else None
    if months is None:
        return None
    first, last = month_span(reader.published.year, reader.published.month - months)
    if day > last.day:
        return None
    found = first.replace(day=day)
    return Found(start, stop + 1, found, found, "calendar")


def match_day_number(reader: Reader, i: int) -> tuple[int, int] | None:
    """(token after, 1-31) of a day of the month in digits or as an ordinal."""
    value = reader.digits(i)
    if value is not None:
        return (i + 1, value) if 1 <= value <= 31 and len(reader.key(i)) <= 2 else None
    if reader.has(i, "first") and reader.month(i + 1) is not None:
        return i + 1, 1
    if (tens := _ROUND_DAYS.get(reader.key(i))) is not None:
        return i + 1, tens
    ordinal = reader.integer(i, "ordinal")
    if ordinal is None:
        number = reader.number(i)
        return (number.stop, number.value) if number is not None and number.value <= 31 else None
    more = _TEENS_AND_TENS.get(reader.key(i + 1), 0)
    ordinal = 1 if ordinal == 11 else ordinal
    if more and ordinal + more <= 31:
        return i + 2, ordinal + more
    return i + 1, ordinal


def year_after(reader: Reader, stop: int, month: int, day: int | None) -> tuple[int, int | None]:
    """The year of a month: the one that follows it, or the latest that is not after publication.

    RETURNS (tuple[int, int | None]): the token after, and the year; None where neither is known.
    """
    at = stop
    while reader.has(at, "from") or reader.has(at, "year_word") or reader.mark(at, "،,") or reader.has(at, "this"):
        at += 1
        if at - stop > 3:
            break
    if (year := reader.year(at)) is not None:
        at += 1
        return (at + 1 if reader.key(at) == "م" else at), year
    if reader.published is None:
        return stop, None
    published = reader.published
    after_year_word = at > stop and reader.has(at - 1, "year_word")
    if after_year_word and (reader.has(at, "past") or reader.has(at, "current") or reader.has(at - 2, "this")):
        years = 1 if reader.has(at, "past") else 0
        return (at if reader.has(at - 2, "this") and not reader.has(at, "current") else at + 1), published.year - years
    future = reader.has(stop, "next")
    if future or reader.has(stop, "past") or reader.has(stop, "current"):
        stop += 1
    compared = (month, day or 1)
    now = (published.month, published.day)
    if future:
        return stop, published.year + (compared <= now)
    return stop, published.year - (compared > now)


def match_month(reader: Reader, i: int) -> Found | None:
    """A month alone: «مايو الماضي», «شهر آذار/مارس 2015», «رمضان 1439»."""
    start = i
    marked = reader.has(i, "month_word") and reader.month(i + 1) is not None
    if marked:
        i += 1
    month = reader.month(i)
    if month is None:
        return None
    stop, number, gregorian = month
    weak = reader.has(i, "weak_month") and stop == i + 1 and not marked
    before = any(reader.has(start - 1, name) for name in ("in", "since", "during", "until", "part", "between"))
    if not gregorian:
        return _hijri_month(reader, start, stop, number) if not weak or marked or reader.hijri_year(stop) else None
    after = (
        reader.has(stop, "past")
        or reader.has(stop, "next")
        or reader.year(stop) is not None
        or reader.has(stop, "from")
    )
    after = after or reader.has(stop, "year_word")
    if weak and not before and not after:
        return None
    stop, year = year_after(reader, stop, number, None)
    if year is None:
        return None
    first, last = month_span(year, number)
    return Found(start, stop, first, last, "month")


def match_part_of_month(reader: Reader, i: int) -> Found | None:
    """Beginning, middle or end of a month or year: «مطلع مارس», «أواخر الشهر الماضي», «منتصف عام 2014»."""
    part = reader.value(i, "part")
    if part is None:
        return None
    whole = match_month(reader, i + 1) or match_year(reader, i + 1) or _named_period(reader, i + 1)
    if whole is None:
        return None
    first, last = whole.first, whole.last
    days = (last - first).days
    if days > 300:
        bounds = _YEAR_PARTS[str(part)]
        return Found(
            i, whole.stop, month_span(first.year, bounds[0])[0], month_span(first.year, bounds[1])[1], "season"
        )
    if days >= 27:
        bounds = {"middle": (11, 20), "late": (21, last.day), "end": (21, last.day)}.get(str(part), (1, 10))
        return Found(i, whole.stop, first.replace(day=bounds[0]), last.replace(day=bounds[1]), "month")
    return Found(i, whole.stop, first, last, whole.kind)


def _named_period(reader: Reader, i: int) -> Found | None:
    """«الشهر الماضي», «هذا العام», «العام الجاري», «الأسبوع الماضي»: a period beside publication."""
    if reader.published is None:
        return None
    start = i
    this = reader.has(i, "this")
    if this:
        i += 1
    unit = reader.value(i, "one_unit")
    if unit not in ("week", "month", "year"):
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
    """The calendar week (Monday to Sunday), month or year that lies `shift` of them before the publication date's."""
    if unit == "week":
        monday = dt.date.fromordinal(max(1, published.toordinal() - published.weekday() - 7 * shift))
        return monday, dt.date.fromordinal(min(dt.date.max.toordinal(), monday.toordinal() + 6))
    if unit == "month":
        return month_span(published.year, published.month - shift)
    return year_span(published.year - shift)


match_named_period = _named_period


def match_season(reader: Reader, i: int) -> Found | None:
    """«صيف 2014», «شتاء العام الماضي», «الربع الأول من عام 2015», «النصف الثاني من 2016»."""
    season = reader.integer(i, "season")
    quarter = reader.integer(i + 1, "ordinal") if reader.has(i, "quarter_word") else None
    half = reader.integer(i + 1, "ordinal") if reader.has(i, "half_word") else None
    if season is None and quarter is None and half is None:
        return None
    at = i + 1 if season is not None else i + 2
    if reader.has(at, "from"):
        at += 1
    whole = match_year(reader, at) or _bare_year(reader, at) or _named_period(reader, at)
    if whole is None:
        return None
    year = whole.first.year
    if (whole.last - whole.first).days < 300:
        return None
    # Meteorological seasons; the winter of a year is the one that ends in it.
    months = (0, 2) if season == 4 else (3 * season, 3 * season + 2) if season else None
    if quarter is not None and 1 <= quarter <= 4:
        months = (3 * quarter - 2, 3 * quarter)
    if half is not None and half <= 2:
        months = (6 * half - 5, 6 * half)
    if months is None:
        return None
    return Found(i, whole.stop, month_span(year, months[0])[0], month_span(year, months[1])[1], "season")


def match_year(reader: Reader, i: int) -> Found | None:
    """«عام 2014», «سنة 1993», «للعام 2014», and a bare year after a preposition of time or in parentheses."""
    start = i
    if reader.has(i, "year_word") and (reader.year(i + 1) is not None or reader.hijri_year(i + 1) is not None):
        i += 1
        if (hijri := reader.hijri_year(i)) is not None:
            return _hijri_year(reader, start, i + 1, hijri)
        return _whole_year(reader, start, i)
    if reader.year(i) is None:
        return None
    before = any(reader.has(i - 1, name) for name in _BEFORE_YEAR)
    enclosed = reader.mark(i - 1, "(-–") and reader.mark(i + 1, ")")
    listed = reader.key(i - 1) == "و" and reader.year(i - 2) is not None
    return _whole_year(reader, start, i) if before or enclosed or listed else None


def _bare_year(reader: Reader, i: int) -> Found | None:
    return _whole_year(reader, i, i) if reader.year(i) is not None else None


def _whole_year(reader: Reader, start: int, i: int) -> Found | None:
    year = reader.year(i)
    if year is None:
        return None
    first, last = year_span(year)
    return Found(start, i + 2 if reader.key(i + 1) == "م" else i + 1, first, last, "year")


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """Gregorian day of a day of the Umm al-Qura calendar (1343-1500); None outside it."""
    try:
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(converted.year, converted.month, converted.day)


def _hijri_date(reader: Reader, start: int, stop: int, month: int, day: int) -> Found | None:
    stop, year = _hijri_year_after(reader, stop, month, day)
    found = None if year is None else hijri_day(year, month, day)
    return None if found is None else Found(start, stop, found, found, "calendar")


def _hijri_month(reader: Reader, start: int, stop: int, month: int) -> Found | None:
    stop, year = _hijri_year_after(reader, stop, month, 1)
    first = None if year is None else hijri_day(year, month, 1)
    if year is None or first is None:
        return None
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return None if after is None else Found(start, stop, first, after - dt.timedelta(days=1), "month")


def _hijri_year(reader: Reader, start: int, stop: int, year: int) -> Found | None:
    first, after = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    if first is None or after is None:
        return None
    stop = stop + 1 if reader.has(stop, "hijri_mark") else stop
    return Found(start, stop, first, after - dt.timedelta(days=1), "year")


def _hijri_year_after(reader: Reader, stop: int, month: int, day: int) -> tuple[int, int | None]:
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
