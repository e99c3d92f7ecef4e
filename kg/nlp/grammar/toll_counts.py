"""Whether a number may count people, and the upper end of «4 إلى 8»."""

from __future__ import annotations

from kg.nlp.grammar.date_words import month_readings
from kg.nlp.grammar.numbers import match_number
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_words import has


def counts_people(tokens: list[Token], i: int, stop: int, count: int, *, hedged: bool = False) -> bool:
    """Whether a number may count people: no date, year, hour, share or name of a unit.

    hedged (bool): it stands behind «أكثر من» or the like, so that it is no year.
    """
    before = tokens[i - 1] if i else None
    after = tokens[stop] if stop < len(tokens) else None
    if before is not None and before.key in "/-:" and tokens[i].start == before.end:
        return False
    # «مديرية الأمن العام 18 شخصا»: no year has so few digits.
    short = before is not None and before.key in ("العام", "عام") and count < 1000
    # «فقدت الكتيبة تسعة من مقاتليها»: no unit is called so.
    short = short or (tokens[i].kind == "word" and after is not None and after.key == "من")
    # «استسلم اليوم 300»: no month has so many days.
    short = short or (before is not None and before.key == "اليوم" and count > 31)
    if has(tokens, i - 1, "not_count") is not None and before is not None and before.kind == "word" and not short:
        return False
    if after is None:
        return count < 1900 or count > 2100
    if after.key in ("%", "٪", "/", ":") or (after.key == "-" and after.start == tokens[stop - 1].end):
        return False
    if after.key in ("في", "ب") and stop + 1 < len(tokens) and tokens[stop + 1].key in ("الميه", "المايه"):
        return False
    if after.kind == "word" and month_readings(after.key):
        return False
    month = tokens[stop + 1].key if after.key == "من" and stop + 1 < len(tokens) else ""
    if month == "الشهر" or (count <= 31 and month_readings(month)):
        # «في 23 من الشهر نفسه», «الثلاثاء 26 من آذار».
        return False
    bare_year = 1900 <= count <= 2100 and len(tokens[i].key) == 4 and tokens[i].kind == "number"
    if not bare_year or hedged:
        return True
    if after.key == "من" and has(tokens, stop + 1, "person_many") is not None:
        return True
    return has(tokens, stop, "person_one") is not None or has(tokens, stop, "counted_one") is not None


def upper_end(tokens: list[Token], i: int, stop: int, count: int) -> tuple[int, int] | None:
    """(token after, value) of the upper end of «4 إلى 8» or «بين 20 و30»."""
    if stop + 1 >= len(tokens):
        return None
    between = i > 0 and has(tokens, i - 1, "between") is not None
    key = tokens[stop].key
    if key == "الي" or key == "-" or (key == "و" and between):
        upper = match_number(tokens, stop + 1)
    elif key.startswith("و") and between:
        upper = match_number(tokens, stop)
    else:
        return None
    if upper is None or upper.value <= count or not counts_people(tokens, stop + 1, upper.stop, upper.value):
        return None
    return upper.stop, upper.value
