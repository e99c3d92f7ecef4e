"""Days of a month in digits and words: «15/3/2018», «25 أغسطس / آب», «الخامس عشر من مارس»."""

from __future__ import annotations

from kg.nlp.grammar.date_hijri import hijri_date, hijri_day
from kg.nlp.grammar.date_reader import Found, Reader, date, month_span
from kg.nlp.grammar.date_years import year_after

_TEENS_AND_TENS = {"عشر": 10, "عشره": 10, "والعشرين": 20, "والعشرون": 20, "والثلاثين": 30, "والثلاثون": 30}
_ROUND_DAYS = {"العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}


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
        return hijri_date(reader, i, stop, month_number, number)
    stop, year = year_after(reader, stop, month_number, number)
    if year is None:
        return None
    found = date(year, month_number, number)
    return None if found is None else Found(i, stop, found, found, "calendar")


def _day_of_this_month(reader: Reader, start: int, stop: int, day: int) -> Found | None:
    if reader.published is None:
        return None
    bare = reader.key(stop) == "الشهر" and reader.has(stop - 1, "from")
    month = reader.has(stop, "month_word")
    said = stop + month
    if reader.has(said, "current"):
        months, after = 0, said + 1
    elif month and reader.has(said, "past"):
        months, after = 1, said + 1
    elif bare and not any(reader.has(said, name) for name in ("same", "next", "following", "previous")):
        # «في السابع من الشهر»: the latest, as nothing says which.
        months, after = int(day > reader.published.day), said
    else:
        return None
    first, last = month_span(reader.published.year, reader.published.month - months)
    if day > last.day:
        return None
    found = first.replace(day=day)
    return Found(start, after, found, found, "calendar")


def match_day_number(reader: Reader, i: int) -> tuple[int, int] | None:
    """(token after, 1-31) of a day of the month in digits or as an ordinal."""
    value = reader.digits(i)
    if value is not None:
        return (i + 1, value) if 1 <= value <= 31 and len(reader.key(i)) <= 2 else None
    if reader.has(i, "first"):
        # «أول مارس», «أول أيام شهر رمضان», «غرة رمضان».
        at = i + 1 + (reader.value(i + 1, "unit") == "day")
        at += reader.has(at, "month_word")
        if reader.month(at) is not None:
            return at, 1
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
