"""What began on a day and goes on: «العملية التي بدأت في 20 يناير», «منذ الإطاحة به في يوليو 2013»."""

from __future__ import annotations

from dataclasses import replace

from kg.nlp.grammar.date_reader import Found, Reader, months_back

# How many tokens may stand between «بدأ» or «منذ» and the date it is said of.
_BEGIN_REACH = 5
_SINCE_REACH = 16
# Last day of a year less its first.
_YEAR = 364


def ongoing(reader: Reader, i: int, found: list[Found], before: int) -> list[Found]:
    """The expressions found at token i read as going on to the publication date.

    before (int): token after the last date expression before i; a word of beginning must stand behind it.
    """
    published = reader.published
    if not found or published is None or any(item.kind == "since" for item in found) or found[0].first >= published:
        return []
    if not (_has_before(reader, i, "begin", max(before, i - _BEGIN_REACH)) or _has_since(reader, i, before)):
        return []
    first = found[0].first
    if reader.value(i, "part") == "middle" and found[0].last.day == 20:
        first = first.replace(day=15)
    since = Found(found[0].start, found[0].stop, first, published, "since")
    if not reader.has(found[0].start, "ago") or (found[0].last - first).days < _YEAR:
        return [since]
    # Years ago are counted from January or from the same day: news use both.
    return [since, replace(since, first=months_back(published, 12 * (published.year - first.year)))]


def _has_since(reader: Reader, i: int, before: int) -> bool:
    """Whether «منذ» and a clause lead to the date, without a mark between."""
    first = max(before, i - _SINCE_REACH)
    marks = [at for at in range(first, i) if reader.tokens[at].key in "،,:-–"]
    return _has_before(reader, i, "since", max(marks, default=first))


def _has_before(reader: Reader, i: int, name: str, first: int) -> bool:
    """Whether a word of a class stands in tokens first … i-1 of the same sentence."""
    sentence = reader.tokens[i].sentence
    return any(reader.has(at, name) and reader.tokens[at].sentence == sentence for at in range(first, i))
