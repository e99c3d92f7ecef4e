"""Days counted from another day than publication: «بعد يومين من …» beside a weekday, «الذكرى الثالثة لـ…»."""

from __future__ import annotations

import datetime as dt

from kg.nlp.grammar.date_reader import Found, Reader, back, months_back


def from_anchor(reader: Reader, i: int, found: list[Found], earlier: list[Found]) -> list[Found]:
    """«الاثنين … بعد يومين من …», «السبت … غداة …»: counted back from the day that the sentence named before.

    earlier (list[Found]): what was found before token i. RETURNS (list[Found]): `found`, moved where such a day stands.
    """
    published = reader.published
    if published is None or len(found) != 1 or not reader.has(i, "after"):
        return found
    item = found[0]
    if item.kind != "relative" or item.first != item.last:
        return found
    day = day_of_sentence(reader, i, earlier)
    if day is None:
        return found
    moved = back(day, (published - item.first).days)
    return [Found(item.start, item.stop, moved, moved, item.kind)]


def day_of_sentence(reader: Reader, i: int, earlier: list[Found]) -> dt.date | None:
    """The last single day that the sentence of token i named before it; earlier: what was found before i."""
    sentence = reader.tokens[i].sentence
    days = [e.first for e in earlier if e.first == e.last and reader.tokens[e.start].sentence == sentence]
    return days[-1] if days else None


def match_anniversary(reader: Reader, i: int) -> list[Found]:
    """«الذكرى الثالثة لـ…», «الذكرى السنوية الـ23 لـ…»: the day so many years before; of a start, also since."""
    published = reader.published
    if published is None or not reader.has(i, "anniversary"):
        return []
    at = i + 1 + reader.has(i + 1, "yearly")
    years, stop = reader.integer(at, "ordinal"), at + 1
    if years is None:
        at += reader.key(at) == "ال"
        years, stop = reader.digits(at), at + 1
    if years is None or not 1 <= years <= 150:
        return []
    day = months_back(published, 12 * years)
    found = [Found(i, stop, day, day, "relative")]
    if reader.has(stop, "begin"):
        found.append(Found(i, stop, day, published, "since"))
    return found
