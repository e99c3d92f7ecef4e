"""Arabic number words and their values, in all cases and genders."""

from __future__ import annotations

from kg.nlp.grammar.tokens import table

_UNIT_WORDS = (
    (1, "واحد واحدة واحدا"),
    (2, "اثنان اثنين اثنتان اثنتين إثنان إثنين ثنتان ثنتين اثنا اثني اثنتا اثنتي"),
    (3, "ثلاثة ثلاث ثلاثا"),
    (4, "أربعة أربع أربعا"),
    (5, "خمسة خمس خمسا"),
    (6, "ستة ست ستا"),
    (7, "سبعة سبع سبعا"),
    (8, "ثمانية ثماني ثمان ثمانيا"),
    (9, "تسعة تسع تسعا"),
    (10, "عشرة عشر عشرا"),
)
_TENS_WORDS = (
    (20, "عشرون عشرين"),
    (30, "ثلاثون ثلاثين"),
    (40, "أربعون أربعين"),
    (50, "خمسون خمسين"),
    (60, "ستون ستين"),
    (70, "سبعون سبعين"),
    (80, "ثمانون ثمانين"),
    (90, "تسعون تسعين"),
)
_SCALES = (
    (1000, "ألف ألفا آلاف"),
    (1_000_000, "مليون مليونا ملايين"),
    (1_000_000_000, "مليار مليارا مليارات"),
)
_DOUBLE_SCALES = (
    (1000, "ألفان ألفين ألفي ألفا"),
    (1_000_000, "مليونان مليونين مليوني"),
    (1_000_000_000, "ملياران مليارين ملياري"),
)


def _values(rows: tuple[tuple[int, str], ...]) -> dict[str, int]:
    return {key: value for value, words in rows for key in table(words)}


UNITS = _values(_UNIT_WORDS)
TENS = _values(_TENS_WORDS)
TEN_IN_TEENS = table("عشر عشرة")
FIRST_IN_TEENS = {
    **{k: v for k, v in UNITS.items() if v < 10},
    **_values(((1, "أحد إحدى احدا حادي حادية"), (2, "ثاني"))),
}
HUNDRED = table("مئة مائة مئه ماية ميت")
HUNDREDS = {
    **dict.fromkeys(HUNDRED, 100),
    **_values(((200, "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"),)),
    **{
        key + hundred: 100 * value
        for key, value in _values(
            ((3, "ثلاث"), (4, "أربع"), (5, "خمس"), (6, "ست"), (7, "سبع"), (8, "ثمان ثماني"), (9, "تسع"))
        ).items()
        for hundred in HUNDRED
    },
}
SCALE = _values(_SCALES)
BROKEN_SCALE = table("آلاف ملايين مليارات")
# «ألفا» is also the accusative of one thousand («ثلاثون ألفا»): a double only where no number stands before it.
DOUBLE_SCALE = _values(_DOUBLE_SCALES)
HALF = table("نصف")
