"""Parts of months and years: «أواخر مارس», «مطلع العام», «صيف 2014», «الربع الأول من 2015»."""

from __future__ import annotations

from kg.nlp.grammar.date_months import match_month
from kg.nlp.grammar.date_periods import match_named_period, period
from kg.nlp.grammar.date_reader import Found, Reader, back, month_span
from kg.nlp.grammar.date_years import bare_year, match_year

_YEAR_PARTS = {"start": (1, 1), "early": (1, 3), "middle": (6, 7), "late": (10, 12), "end": (12, 12)}


def match_part_of_month(reader: Reader, i: int) -> Found | None:
    """Beginning, middle or end of a month or year: «مطلع مارس», «أواخر الشهر الماضي», «منتصف عام 2014»."""
    part = reader.value(i, "part")
    if part is None:
        return None
    whole = match_month(reader, i + 1) or match_year(reader, i + 1) or match_named_period(reader, i + 1)
    if whole is None:
        return _part_of_this(reader, i, str(part))
    return part_of(i, whole, str(part))


def _part_of_this(reader: Reader, i: int, part: str) -> Found | None:
    """«مطلع الشهر», «نهاية الأسبوع», «أواخر العام» of the period that publication is in, or the last that began."""
    unit = reader.value(i + 1, "one_unit")
    published = reader.published
    if unit not in ("week", "month", "year") or published is None:
        return None
    if any(reader.has(i + 2, name) for name in ("same", "following", "previous")):
        return None
    for shift in (0, 1):
        found = part_of(i, Found(i + 1, i + 2, *period(str(unit), published, shift), "relative"), part)
        if found.first <= published:
            return found
    return None


def part_of(i: int, whole: Found, part: str) -> Found:
    """Beginning, middle or end of a week, month or year; i: its first token, part: a value of the class "part"."""
    first, last = whole.first, whole.last
    days = (last - first).days
    if days == 6 and part in ("end", "late"):
        # The weekend.
        return Found(i, whole.stop, back(last, 1), last, "relative")
    if days > 300:
        bounds = _YEAR_PARTS[part]
        return Found(
            i, whole.stop, month_span(first.year, bounds[0])[0], month_span(first.year, bounds[1])[1], "season"
        )
    if days >= 27:
        bounds = {"middle": (11, 20), "late": (21, last.day), "end": (21, last.day)}.get(part, (1, 10))
        return Found(i, whole.stop, first.replace(day=bounds[0]), last.replace(day=bounds[1]), "month")
    return Found(i, whole.stop, first, last, whole.kind)


def match_season(reader: Reader, i: int) -> Found | None:
    """«صيف 2014», «شتاء العام الماضي», «الربع الأول من عام 2015», «النصف الثاني من 2016»."""
    season = reader.integer(i, "season")
    ordinal = reader.integer(i + 1, "ordinal")
    quarter = half = None
    if reader.has(i, "quarter_word"):
        quarter = 4 if reader.has(i + 1, "last_of") else ordinal
    elif reader.has(i, "half_word"):
        half = 2 if reader.has(i + 1, "last_of") else ordinal
    if season is None and quarter is None and half is None:
        return None
    at = i + 1 if season is not None else i + 2
    if reader.has(at, "from"):
        at += 1
    whole = match_year(reader, at) or bare_year(reader, at) or match_named_period(reader, at)
    if whole is None:
        return _season_by_publication(reader, i, season) if season is not None else None
    year = whole.first.year
    if (whole.last - whole.first).days < 300:
        return None
    # Meteorological seasons; the winter of a year is the one that ends in it.
    months = (0, 2) if season == 4 else (3 * season, 3 * season + 2) if season else None
    if quarter is not None and 1 <= quarter <= 4:
        months = (3 * quarter - 2, 3 * quarter)
    if half is not None and half <= 2:
        months = (6 * half - 5, 6 * half)
    if months is None:
        return None
    return Found(i, whole.stop, month_span(year, months[0])[0], month_span(year, months[1])[1], "season")


def _season_by_publication(reader: Reader, i: int, season: int) -> Found | None:
    """«الصيف الماضي», «هذا الشتاء», «الربيع المقبل»: the last that is over, the current, or the first to come."""
    published = reader.published
    this = reader.has(i - 1, "this")
    named = [name for name in ("past", "next", "current") if reader.has(i + 1, name)]
    if published is None or not (named or this) or not reader.key(i).lstrip("وبل").startswith("ا"):
        return None
    spans = []
    for year in range(published.year - 2, published.year + 3):
        months = (0, 2) if season == 4 else (3 * season, 3 * season + 2)
        spans.append((month_span(year, months[0])[0], month_span(year, months[1])[1]))
    if "past" in named:
        first, last = [span for span in spans if span[1] < published][-1]
    elif "next" in named:
        first, last = next(span for span in spans if span[0] > published)
    else:
        first, last = [span for span in spans if span[0] <= published][-1]
    return Found(i - this, i + 1 + bool(named), first, last, "season")


def match_decade(reader: Reader, i: int) -> Found | None:
    """«التسعينيات», «ثمانينات القرن الماضي»: ten years of the twentieth century."""
    first = reader.integer(i, "decade_name")
    if first is None:
        return None
    at = i + 1 + reader.has(i + 1, "from")
    stop = i + 1
    if reader.has(at, "century_word"):
        stop = at + 1 + (reader.has(at + 1, "past") or reader.key(at + 1) == "العشرين")
    elif not reader.key(i).lstrip("وبلفك").startswith("ال"):
        return None
    return Found(i, stop, month_span(first, 1)[0], month_span(first + 9, 12)[1], "range")
