"""Dates and days that are part of a name: «سوق الخميس», «مدينة السادس من أكتوبر», «عين اليوم», «إب»."""

from __future__ import annotations

from kg.nlp.grammar.date_reader import Reader

# «إب» has a hamza that no spelling of «آب» has; keys do not tell them apart.
_TOWN = "إب"


def is_name(content: str, reader: Reader, i: int) -> bool:
    """Whether the word or number at token i is part of a name and begins no date.

    content (str): the string that the tokens are of.
    """
    token = reader.tokens[i]
    if reader.key(i) == "اليوم":
        return reader.has(i - 1, "outlet_name") or (reader.has(i - 1, "outlet_country") and reader.has(i - 2, "outlet"))
    if content[token.start : token.end].endswith(_TOWN) and reader.month(i) is not None:
        return True
    if i == 0 or reader.tokens[i - 1].sentence != token.sentence:
        return False
    # «قصفت المدينة الخميس»: a noun with the article is not of these classes, and the weekday is a date.
    if reader.has(i, "weekday"):
        return reader.has(i - 1, "named_by_weekday")
    dated = reader.has(i, "ordinal") or reader.digits(i) is not None
    return dated and reader.has(i - 1, "named_by_date")
