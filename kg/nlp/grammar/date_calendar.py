"""Calendar dates of any kind: the rules for days, months, seasons and years in the order they are tried."""

from __future__ import annotations

from kg.nlp.grammar.date_days import match_day_of_month, match_numeric
from kg.nlp.grammar.date_months import match_month
from kg.nlp.grammar.date_reader import Found, Reader
from kg.nlp.grammar.date_seasons import match_decade, match_part_of_month, match_season
from kg.nlp.grammar.date_years import match_year


def match_calendar(reader: Reader, i: int) -> list[Found]:
    """Calendar expressions that start at token i."""
    for rule in (
        match_numeric,
        match_day_of_month,
        match_part_of_month,
        match_month,
        match_season,
        match_decade,
        match_year,
    ):
        if (found := rule(reader, i)) is not None:
            return [found]
    return []
