"""Years: «عام 2014», a bare year beside a word of time, and the year that a month belongs to."""

from __future__ import annotations

from kg.nlp.grammar.date_hijri import hijri_year
from kg.nlp.grammar.date_reader import Found, Reader, year_span

_BEFORE_YEAR = ("in", "since", "during", "until", "from", "part", "ago", "named_by_year")
# How many tokens back the year may stand that «العام نفسه» points at.
_YEAR_REACH = 80


def match_year(reader: Reader, i: int) -> Found | None:
    """«عام 2014», «سنة 1993», «العام نفسه», and a bare year after a preposition of time or in parentheses."""
    start = i
    leads = reader.has(i, "year_word") or reader.has(i, "that")
    if leads and (same := _same_year(reader, i)) is not None:
        return Found(i, same[0], *year_span(same[1]), "year")
    if reader.has(i, "year_word") and (reader.year(i + 1) is not None or reader.hijri_year(i + 1) is not None):
        i += 1
        if (hijri := reader.hijri_year(i)) is not None:
            return hijri_year(reader, start, i + 1, hijri)
        return _whole_year(reader, start, i)
    if reader.year(i) is None:
        return None
    before = any(reader.has(i - 1, name) for name in _BEFORE_YEAR)
    enclosed = reader.mark(i - 1, "(-–") and reader.mark(i + 1, ")")
    listed = reader.key(i - 1) == "و" and reader.year(i - 2) is not None
    return _whole_year(reader, start, i) if before or enclosed or listed else None


def bare_year(reader: Reader, i: int) -> Found | None:
    """A year in digits at i, whatever stands before it."""
    return _whole_year(reader, i, i) if reader.year(i) is not None else None


def _whole_year(reader: Reader, start: int, i: int) -> Found | None:
    year = reader.year(i)
    if year is None:
        return None
    first, last = year_span(year)
    return Found(start, i + 2 if reader.key(i + 1) == "م" else i + 1, first, last, "year")


def year_after(reader: Reader, stop: int, month: int, day: int | None) -> tuple[int, int | None]:
    """The year of a month: the one that follows it, or the latest that is not after publication.

    RETURNS (tuple[int, int | None]): the token after, and the year; None where neither is known.
    """
    if (same := _same_year(reader, stop)) is not None:
        return same
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
    if reader.has(stop, "current"):
        return stop + 1, published.year
    if future or reader.has(stop, "past"):
        stop += 1
    future = future or any(reader.has(stop - back, "by") for back in range(2, 7))
    compared = (month, day or 1)
    now = (published.month, published.day)
    if future:
        return stop, published.year + (compared <= now)
    return stop, published.year - (compared > now)


def _same_year(reader: Reader, stop: int) -> tuple[int, int] | None:
    """(token after, year) of «من العام نفسه», «من ذلك العام»: the last year written, else that of publication.

    «من العام التالي»: the year after it.
    """
    at = stop + 1 if reader.has(stop, "from") or reader.has(stop, "in") else stop
    later = reader.has(at, "year_word") and reader.has(at + 1, "following")
    if not (later or reader.points_back(at, "year_word")):
        return None
    for before in range(stop - 1, max(-1, stop - _YEAR_REACH), -1):
        if (year := reader.year(before)) is not None:
            return at + 2, year + later
    return None if reader.published is None or later else (at + 2, reader.published.year)
