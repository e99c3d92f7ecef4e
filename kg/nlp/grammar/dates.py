"""Arabic date expressions and the days they mean, resolved against the publication date.

Conventions are those of the annotation scheme: a weekday is the latest one not after publication, «الأسبوع الماضي» the
Monday to Sunday before, a month or year its first to last day, «منذ …» runs to the publication date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from kg.nlp.grammar.date_anchors import from_anchor, match_anniversary
from kg.nlp.grammar.date_calendar import match_calendar
from kg.nlp.grammar.date_clock import match_clock
from kg.nlp.grammar.date_feasts import match_feast
from kg.nlp.grammar.date_following import lasting, match_following
from kg.nlp.grammar.date_names import is_name
from kg.nlp.grammar.date_ongoing import ongoing
from kg.nlp.grammar.date_ranges import match_range
from kg.nlp.grammar.date_reader import Found, Reader
from kg.nlp.grammar.date_relative import match_relative
from kg.nlp.grammar.date_weekdays import match_weekday
from kg.nlp.grammar.date_words import classes, month_readings
from kg.nlp.grammar.numbers import may_begin_number
from kg.nlp.grammar.tokens import offset_of, tokenize

_RULES = (match_clock, match_range, match_weekday, match_calendar, match_relative, match_anniversary, match_feast)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression of a text.

    start, end (int): code points, half-open, proclitics outside. text (str): that stretch.
    first, last (date): the days it means, both inclusive.
    kind (str): "weekday", "relative", "calendar", "month", "year", "season", "range" or "since".
    """

    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    kind: str


def find_dates(content: str, published: dt.date | None) -> list[DateExpression]:
    """All date expressions of an article that can be resolved.

    content (str): title, blank line, text. published (date | None): without it, relative expressions are not returned.
    RETURNS (list[DateExpression]): by position. A range («بين 3 و5 مارس», «منذ الجمعة») stands beside its parts, so
    spans may overlap; no two share both span and days.
    """
    reader = Reader(tokenize(content), published)
    found: list[Found] = []
    i = 0
    before = 0
    while i < len(reader.tokens):
        matched = _match(reader, i)
        if matched and is_name(content, reader, i):
            before = i = max(item.stop for item in matched)
            continue
        here = from_anchor(reader, i, matched, found) or match_following(reader, i, found)
        here += lasting(reader, i, here, found)
        found += here
        found += ongoing(reader, i, here, before)
        if here:
            before = i = max(item.stop for item in here)
        else:
            i += 1
    expressions = {_expression(content, reader, item) for item in found}
    return sorted(expressions, key=lambda e: (e.start, e.end, e.first, e.last, e.kind))


def _match(reader: Reader, i: int) -> list[Found]:
    token = reader.tokens[i]
    if token.kind == "mark" or (token.kind == "word" and not _may_begin(token.key)):
        return []
    for rule in _RULES:
        if found := rule(reader, i):
            return found
    return []


@lru_cache(maxsize=100_000)
def _may_begin(key: str) -> bool:
    """Whether a word may begin a date expression: a cheap answer for most words."""
    return bool(classes(key) or month_readings(key) or may_begin_number(key))


def _expression(content: str, reader: Reader, item: Found) -> DateExpression:
    token = reader.tokens[item.start]
    outside = 0
    if token.kind == "word":
        readings = [*classes(token.key).values(), *month_readings(token.key)]
        outside = max((letters for _, letters in readings), default=0)
    start = offset_of(content, token, outside) if outside else token.start
    end = reader.tokens[item.stop - 1].end
    return DateExpression(start, end, content[start:end], item.first, item.last, item.kind)
