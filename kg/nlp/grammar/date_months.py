"""Months alone: «مايو الماضي», «شهر آذار/مارس 2015», «رمضان 1439»."""

from __future__ import annotations

from kg.nlp.grammar.date_hijri import hijri_month
from kg.nlp.grammar.date_reader import Found, Reader, month_span
from kg.nlp.grammar.date_years import year_after


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
        return hijri_month(reader, start, stop, number) if not weak or marked or reader.hijri_year(stop) else None
    after = (
        reader.has(stop, "past")
        or reader.has(stop, "next")
        or reader.year(stop) is not None
        or reader.has(stop, "from")
    )
    after = after or reader.has(stop, "year_word")
    listed = reader.key(start).startswith("و") and any(reader.month(start - back) is not None for back in (1, 2))
    if weak and not (before or after or listed):
        return None
    stop, year = year_after(reader, stop, number, None)
    if year is None:
        return None
    first, last = month_span(year, number)
    return Found(start, stop, first, last, "month")
