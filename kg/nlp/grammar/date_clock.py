"""Clock times that lead the entries of a day's running account: «13:20 – كتائب …»."""

from __future__ import annotations

from kg.nlp.grammar.date_reader import Found, Reader


def match_clock(reader: Reader, i: int) -> list[Found]:
    """A clock time at the beginning of a line is one of the day of publication; elsewhere it is no date."""
    hour, minute = reader.digits(i), reader.digits(i + 2)
    if reader.published is None or hour is None or minute is None or not reader.mark(i + 1, ":"):
        return []
    if (
        hour > 23
        or minute > 59
        or len(reader.key(i + 2)) != 2
        or (reader.mark(i + 3, ":") and reader.digits(i + 4) is not None)
    ):
        return []
    at = i - 1
    sentence = reader.tokens[i].sentence
    while at >= 0 and reader.tokens[at].sentence == sentence:
        if reader.tokens[at].kind != "mark" or reader.mark(at, '(«"،,'):
            return []
        at -= 1
    return [Found(i, i + 3, reader.published, reader.published, "relative")]
