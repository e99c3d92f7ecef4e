"""What date rules share: the tokens, the publication date, word lookups, and arithmetic on days, months and years."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from kg.nlp.grammar.date_words import GREGORIAN_MONTHS, HIJRI_MONTHS, classes, month_readings
from kg.nlp.grammar.numbers import NumberMatch, match_number
from kg.nlp.grammar.tokens import Token, digits


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression over tokens start … stop-1 with its first and last day."""

    start: int
    stop: int
    first: dt.date
    last: dt.date
    kind: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Tokens of one article and its publication date.

    tokens (list[Token]): all of them. published (date | None): without it what is relative stays unread.
    """

    tokens: list[Token]
    published: dt.date | None

    def value(self, i: int, name: str) -> object | None:
        """Value of the word at i in a class of `date_words`; None where it is not of that class."""
        if not 0 <= i < len(self.tokens):
            return None
        token = self.tokens[i]
        found = classes(token.key).get(name) if token.kind == "word" else None
        return None if found is None else found[0]

    def has(self, i: int, name: str) -> bool:
        """Whether the word at i is of a class."""
        return self.value(i, name) is not None

    def points_back(self, i: int, name: str) -> bool:
        """Whether at i stands a word of a class that is the one told before: «الشهر نفسه», «ذلك الشهر»."""
        return (self.has(i, name) and self.has(i + 1, "same")) or (self.has(i, "that") and self.has(i + 1, name))

    def integer(self, i: int, name: str) -> int | None:
        """`value` where the class has numbers."""
        value = self.value(i, name)
        return value if isinstance(value, int) else None

    def mark(self, i: int, marks: str) -> bool:
        """Whether the token at i is one of these marks."""
        return 0 <= i < len(self.tokens) and self.tokens[i].kind == "mark" and self.tokens[i].key in marks

    def key(self, i: int) -> str:
        """Key of the token at i, or "" past either end."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def digits(self, i: int) -> int | None:
        """Whole number written in digits at i."""
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind != "number" or not self.tokens[i].key.isdecimal():
            return None
        value = digits(self.tokens[i].key)
        return None if value is None else int(value)

    def number(self, i: int) -> NumberMatch | None:
        """Number expression at i."""
        return match_number(self.tokens, i) if 0 <= i < len(self.tokens) else None

    def year(self, i: int) -> int | None:
        """Four-digit Gregorian year at i."""
        value = self.digits(i)
        return value if value is not None and 1900 <= value <= 2100 and len(self.key(i)) == 4 else None

    def hijri_year(self, i: int) -> int | None:
        """Four-digit Hijri year at i."""
        value = self.digits(i)
        return value if value is not None and 1343 <= value <= 1500 and len(self.key(i)) == 4 else None

    def month(self, i: int) -> tuple[int, int, bool] | None:
        """(token after, month 1-12, Gregorian?) of a month's name at i; a pair («أغسطس / آب») counts as one name."""
        single = self._single_month(i)
        if single is None or not single[2]:
            return single
        stop, number, _ = single
        for gap in (0, 1):
            if gap and not self.mark(stop, "/-–—("):
                break
            other = self._single_month(stop + gap)
            if other is not None and other[2] and other[1] == number and self._no_conjunction(stop + gap):
                end = other[0] + 1 if gap and self.mark(stop, "(") and self.mark(other[0], ")") else other[0]
                return end, number, True
        return single

    def _no_conjunction(self, i: int) -> bool:
        return all(outside == 0 for _, outside in month_readings(self.key(i)))

    def _single_month(self, i: int) -> tuple[int, int, bool] | None:
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind != "word":
            return None
        for written, _ in month_readings(self.tokens[i].key):
            pair = f"{written} {self.key(i + 1)}"
            for names, gregorian in ((GREGORIAN_MONTHS, True), (HIJRI_MONTHS, False)):
                if pair in names:
                    return i + 2, names[pair], gregorian
                if written in names:
                    return i + 1, names[written], gregorian
        return None


def date(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a month; months outside 1-12 count on into other years."""
    index = max(12, min(year * 12 + month - 1, 9998 * 12))
    year, month = divmod(index, 12)
    month += 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def year_span(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a year, kept inside what `date` can hold."""
    year = max(1, min(year, 9998))
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def back(day: dt.date, days: int) -> dt.date:
    """The day so many days earlier (later where negative), kept inside what `date` can hold."""
    ordinal = day.toordinal() - days
    return dt.date.fromordinal(max(1, min(ordinal, dt.date.max.toordinal())))


def months_back(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day."""
    first, last = month_span(day.year, day.month - months)
    return min(first.replace(day=min(day.day, last.day)), last)
