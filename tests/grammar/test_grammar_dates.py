"""Date expressions: a table of cases, what must not be read, and properties over any string."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.date_words import GREGORIAN, HIJRI, WEEKDAYS
from kg.nlp.grammar.dates import find_dates

with (Path(__file__).parent / "date_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
WEDNESDAY = dt.date(2023, 3, 15)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['expression']}" for n, case in enumerate(CASES)])
def test_expression_is_found_with_its_days(case: dict[str, str]) -> None:
    published = dt.date.fromisoformat(case["published"]) if case["published"] else None
    found = {(e.text, e.first.isoformat(), e.last.isoformat()) for e in find_dates(case["text"], published)}
    assert (case["expression"], case["first"], case["last"]) in found


@pytest.mark.parametrize(
    "text",
    [
        "مارس الرجل الرياضة",
        "قطعت القافلة 30 كيلومترا",
        "بلغ العدد 2014 قتيلا",
        "اليوم الأول من الدورة",
        "المادة 12 من الدستور",
        "سقط 99/99/2018 سهوا",
        "أحد الجنود وصل",
        "انفجرت عبوة في سوق الخميس",
        "تقدمت القوات باتجاه وادي الأحد",
        "يسكن في مدينة السادس من أكتوبر",
        "احتشدوا في ميدان 30 يونيو",
        "عين اليوم – عدن",
        "نقلت صحيفة المصري اليوم الخبر",
        "ذكرت قناة روسيا اليوم الخبر",
        "اندلعت اشتباكات في إب",
        # Nothing was told before that these could be counted from.
        "في ذلك اليوم عاد السكان",
        "في اليوم التالي عاد السكان",
        "بعد يومين عاد السكان",
        "عادوا بعدها بأسبوع",
        "انتهت المباراة عند 13:20 بالتعادل",
        "فاز الفريق 3:20",
    ],
)
def test_no_date_where_none_is_written(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == []


@pytest.mark.parametrize("text", ["أمس", "الجمعة", "قبل يومين", "الشهر الماضي", "3 مارس", "في مايو", "هذا العام"])
def test_relative_expressions_need_a_publication_date(text: str) -> None:
    assert find_dates(text, None) == []


def test_a_range_stands_beside_its_parts() -> None:
    texts = [e.text for e in find_dates("بين 3 و5 مارس", WEDNESDAY)]
    assert texts == ["بين 3 و5 مارس", "3", "5 مارس"]


def test_clock_times_that_lead_lines_are_of_the_day_of_publication() -> None:
    content = "تغطية مباشرة\n\n◾ 22:15 - دوي انفجار\n13:20 إعلان الهدنة عند 12:40 ظهرا\n• ٠٧:٠٥: قصف"
    found = find_dates(content, WEDNESDAY)
    assert [e.text for e in found] == ["22:15", "13:20", "٠٧:٠٥"]
    assert {(e.first, e.last) for e in found} == {(WEDNESDAY, WEDNESDAY)}


def test_what_is_counted_from_a_date_told_long_before_is_not_read() -> None:
    told = "وقع الانفجار يوم 3 مارس. "
    later = "وفي اليوم التالي عاد السكان"
    assert "اليوم التالي" in {e.text for e in find_dates(told + later, WEDNESDAY)}
    assert "اليوم التالي" not in {e.text for e in find_dates(told + "هدأت الجبهة. " * 4 + later, WEDNESDAY)}


def test_offsets_are_code_points_behind_proclitics() -> None:
    content = "عنوان\n\nوبالجُمعة وقع"
    [expression] = find_dates(content, WEDNESDAY)
    assert content[expression.start : expression.end] == expression.text == "الجُمعة"


@given(
    DAYS, DAYS, st.integers(0, 3), st.sampled_from(["{d} {m} {y}", "{d} من {m} {y}", "{d} {m} عام {y}", "{d} {m}، {y}"])
)
def test_a_written_calendar_date_is_read_back(day: dt.date, published: dt.date, name: int, pattern: str) -> None:
    names = GREGORIAN[day.month - 1]
    text = pattern.format(d=day.day, m=names[name % len(names)], y=day.year)
    assert (day, day) in {(e.first, e.last) for e in find_dates(text, published)}


@given(DAYS, st.sampled_from(["{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%d.%m.%Y}"]))
def test_a_numeric_date_is_read_back(day: dt.date, pattern: str) -> None:
    assert [(e.first, e.last) for e in find_dates(pattern.format(day), None)] == [(day, day)]


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_latest_not_after_publication(published: dt.date, weekday: int) -> None:
    [expression] = find_dates(f"وقع ذلك {WEEKDAYS[weekday]} في البلدة", published)
    assert expression.first == expression.last
    assert expression.first.weekday() == weekday
    assert 0 <= (published - expression.first).days <= 6


@given(DAYS, st.integers(1, 300))
def test_days_before_publication_are_counted_back(published: dt.date, days: int) -> None:
    found = find_dates(f"قبل {days} يوما", published)
    assert [(e.first, e.last) for e in found] == [(published - dt.timedelta(days=days),) * 2]


# Month names by country; each column is complete.
LEVANT = [names[1] for names in GREGORIAN]
EGYPT_AND_GULF = [names[0] for names in GREGORIAN]
TUNISIA_AND_ALGERIA = [
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
    *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
]
MOROCCO = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
ORDINALS = (
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع",
)


def _ordinal(day: int) -> str:
    """A day of the month as an ordinal: «الخامس», «الحادي عشر», «العشرين», «الثامن والعشرين»."""
    tens, units = divmod(day, 10)
    if day <= 10:
        return ORDINALS[0].split()[day - 1]
    ten = ("", "عشر", "العشرين", "الثلاثين")[tens]
    if units == 0:
        return ten
    return f"{ORDINALS[1].split()[units - 1]} {ten if tens == 1 else 'و' + ten}"


@given(DAYS, st.sampled_from([LEVANT, EGYPT_AND_GULF, TUNISIA_AND_ALGERIA, MOROCCO]), st.sampled_from(["", "م"]))
def test_month_names_of_every_country_are_read_back(day: dt.date, months: list[str], era: str) -> None:
    text = f"{day.day} {months[day.month - 1]} {day.year}{era}"
    assert [(e.text, e.first, e.last) for e in find_dates(text, None)] == [(text, day, day)]


@given(DAYS, st.sampled_from(["{} / {}", "{}/{}", "{}/ {}", "{} - {}", "{} ({})"]), st.booleans())
def test_pairs_of_month_names_are_read_as_one(day: dt.date, pair: str, levant_first: bool) -> None:
    names = (LEVANT, EGYPT_AND_GULF) if levant_first else (EGYPT_AND_GULF, LEVANT)
    text = f"{day.day} {pair.format(*(months[day.month - 1] for months in names))} {day.year}"
    assert [(e.text, e.first, e.last) for e in find_dates(text, None)] == [(text, day, day)]


@given(DAYS, st.sampled_from([LEVANT, EGYPT_AND_GULF, MOROCCO]), st.sampled_from(["من ", "من شهر ", ""]))
def test_days_in_words_are_read_back(day: dt.date, months: list[str], of: str) -> None:
    text = f"{_ordinal(day.day)} {of}{months[day.month - 1]} {day.year}"
    assert [(e.text, e.first, e.last) for e in find_dates(text, None)] == [(text, day, day)]


@given(DAYS, st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]))
def test_arabic_and_persian_digits_are_read_back(day: dt.date, digits: str) -> None:
    text = f"{day.day} {LEVANT[day.month - 1]} {day.year}".translate(str.maketrans("0123456789", digits))
    assert [(e.first, e.last) for e in find_dates(text, None)] == [(day, day)]


@given(DAYS, st.integers(0, 2), st.sampled_from(["{d} {m} {y}", "{d} {m} {y} هـ", "{d} {m} {y}هـ", "{d} من {m} {y}"]))
def test_a_hijri_date_is_read_back(day: dt.date, name: int, pattern: str) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    names = HIJRI[hijri.month - 1]
    text = pattern.format(d=hijri.day, m=names[name % len(names)], y=hijri.year)
    assert [(e.text, e.first, e.last) for e in find_dates(text, None)] == [(text, day, day)]


@given(DAYS, st.sampled_from(["{d}/{m}/{y}هـ", "{d}-{m}-{y} هـ", "{y}/{m}/{d}"]))
def test_a_hijri_date_in_numbers_is_read_back(day: dt.date, pattern: str) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    text = pattern.format(d=hijri.day, m=hijri.month, y=hijri.year)
    assert [(e.first, e.last) for e in find_dates(text, None)] == [(day, day)]


@given(DAYS, st.integers(1995, 2049), st.integers(1, 4))
def test_quarters_are_read_back(published: dt.date, year: int, quarter: int) -> None:
    text = f"الربع {ORDINALS[0].split()[quarter - 1]} من عام {year}"
    [expression] = find_dates(text, published)
    assert (expression.text, expression.first) == (text, dt.date(year, 3 * quarter - 2, 1))
    assert expression.last + dt.timedelta(days=1) == dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)


@given(
    DAYS, st.integers(0, 6), st.sampled_from(["ليل {} {}", "ليل {} - {}", "ليل {}/{}", "ليل {} إلى {}", "ليلة {} {}"])
)
def test_a_night_between_two_days_is_read_back(published: dt.date, weekday: int, pattern: str) -> None:
    text = pattern.format(WEEKDAYS[weekday], WEEKDAYS[(weekday + 1) % 7])
    nights = [e for e in find_dates(text, published) if e.kind == "range"]
    assert [e.first.weekday() for e in nights] == [weekday]
    assert nights[0].last - nights[0].first == dt.timedelta(days=1)
    assert dt.timedelta() <= published - nights[0].last < dt.timedelta(days=7)


WORDS = st.sampled_from(
    [
        "\n",
        *[
            "منذ",
            "بين",
            "من",
            "إلى",
            "و",
            "قبل",
            "بعد",
            "خلال",
            "الجمعة",
            "أمس",
            "أول",
            "3",
            "31",
            "2018",
            "1439",
            "مارس",
            "آب",
            "رمضان",
            "/",
            "-",
            "عام",
            "الماضي",
            "المقبل",
            "الأيام",
            "الثلاثة",
            "ليل",
            "يوم",
            "أواخر",
            "مطلع",
            "الشهر",
            "ألف",
            "الأسبوع",
            "السنوات",
            "99999999999999999999",
            "١٢",
            "عقود",
            "الحادي",
            "والعشرين",
            "صيف",
            "الربع",
            "،",
            "(",
            ")",
        ],
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)), st.none() | st.dates())
def test_any_string_is_read_without_error(content: str, published: dt.date | None) -> None:
    for expression in find_dates(content, published):
        assert content[expression.start : expression.end] == expression.text
        assert expression.first <= expression.last


def test_eleven_is_not_sunday() -> None:
    assert find_dates("دفن الأهالي الضحايا الأحد عشر في المقبرة", WEDNESDAY) == []
    assert len(find_dates("دفن الأهالي الضحايا الأحد في المقبرة", WEDNESDAY)) == 1
