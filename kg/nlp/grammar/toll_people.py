"""Nouns that count people, with their duals and plurals: the dead and wounded by outcome, and people of any kind."""

from __future__ import annotations


def _counted(singular: str, plural: str, feminine: str = "") -> tuple[str, str, str]:
    """(singulars, duals, plurals) of a counted noun with its case endings."""
    feminines = feminine.split()
    singulars = [form for word in singular.split() for form in (word, word + "ا")] + feminines
    bases = singular.split() + [word[:-1] + "ت" for word in feminines]
    duals = [base + ending for base in bases for ending in ("ان", "ين")]
    return " ".join(singulars), " ".join(duals), plural


COUNT_NOUNS = {
    "killed": [
        _counted("قتيل", "قتلى قتيلات", "قتيلة"),
        _counted("شهيد", "شهداء شهيدات", "شهيدة"),
        ("ضحية", "ضحيتان ضحيتين", "ضحايا"),
        ("جثة جثمان جثمانا", "جثتان جثتين جثماني جثتي", "جثث جثامين"),
        ("", "", "وفيات"),
    ],
    "wounded": [
        _counted("جريح", "جرحى جريحات", "جريحة"),
        ("مصاب مصابا مصابة", "مصابان", "مصابين مصابون"),
        ("", "إصابتان إصابتين", "إصابات"),
    ],
    "captured": [_counted("أسير", "أسرى")],
    "abducted": [
        ("رهينة", "رهينتان رهينتين", "رهائن"),
        ("مخطوف مختطف مخطوفا مختطفا", "مخطوفان مختطفان", "مخطوفين مختطفين مخطوفون مختطفون"),
    ],
    "arrested": [
        (
            "معتقل معتقلا موقوف موقوفا محتجز محتجزا",
            "معتقلان موقوفان محتجزان",
            "معتقلين موقوفين معتقلون موقوفون محتجزين محتجزون",
        )
    ],
    "missing": [("مفقود مفقودا", "مفقودان", "مفقودين مفقودون")],
    "displaced": [
        ("نازح نازحا مهجر مهجرا", "نازحان", "نازحين نازحون مهجرين مهجرون مشردين"),
    ],
}
# Nouns whose dual in «ين» cannot be a plural, because their plural is broken or feminine.
_BROKEN = [
    _counted("شخص", "أشخاص"),
    _counted("جندي", "جنود مجندين", "جندية مجندة"),
    _counted("عنصر", "عناصر"),
    _counted("طفل", "أطفال طفلات", "طفلة"),
    _counted("رجل", "رجال"),
    _counted("شاب", "شبان شباب شابات", "شابة"),
    _counted("ضابط", "ضباط"),
    _counted("قائد", "قادة قيادات"),
    _counted("فتى", "فتيان فتية فتيات", "فتاة"),
    _counted("عامل", "عمال"),
    _counted("طالب", "طلاب طلبة طالبات", "طالبة"),
    _counted("طبيب", "أطباء", "طبيبة"),
    _counted("فرد", "أفراد"),
    _counted("شقيق", "أشقاء شقيقات", "شقيقة"),
    _counted("راكب", "ركاب راكبات", "راكبة"),
    ("", "", "جناة رعاة"),
    _counted("حارس", "حراس حرس"),
    _counted("رقيب ضيف عميد عقيد نقيب عريف طيار زعيم وزير أمير", "زعماء وزراء أمراء"),
    _counted("شرطي دركي", "رجال", "شرطية"),
    _counted("نسمة رضيع جنين", "رضع", "رضيعة"),
    _counted("انتحاري", "انتحاريون"),
    ("ناشطة", "ناشطتان ناشطتين", "نشطاء ناشطات"),
    _counted("سائق مزارع تاجر سائح سجين صياد عميل داعشي", "سائقين مزارعين تجار سياح سجناء صيادين عملاء"),
    ("", "سيدتان سيدتين امرأتان امرأتين فتاتان فتاتين حالتي حالتا", "نساء سيدات"),
    ("امرأة سيدة إمرأة", "", "جثث"),
    ("ابنة زوجة", "", "أبناء مارة"),
]
# Nouns with a sound plural: «ين» is read as plural, only «ان» is a dual.
_SOUND = (
    "مدني مسلح مقاتل فلسطيني إسرائيلي عراقي سوري يمني إيراني تركي مصري سعودي لبناني ليبي أفغاني "
    "أميركي أمريكي روسي فرنسي "
    "بريطاني حوثي إرهابي متطرف متشدد متظاهر محتج مواطن صحفي صحافي مراسل مصور مسعف إعلامي قيادي مسؤول مهاجر لاجئ "
    "ناشط مستوطن موظف مدرس معلم مهاجم متمرد انقلابي تكفيري جهادي كردي أجنبي مطلوب مشتبه متهم عسكري أمني متطوع مرافق "
    "معاون مساعد سياسي معارض ناجي داعشي شرطي أردني تونسي جزائري مغربي صومالي سوداني باكستاني هندي صيني كندي ألماني مصل "
    "آخر فاعل مقيم مراهق مخرب مستشار مهندس خبير منفذ مشارك مسافر مجند محام قاض رئيس نائب مستهدف"
)
_SOUND_FEMININE = "مدنية فلسطينية إسرائيلية سورية صحفية صحافية مواطنة أخرى معلمة متظاهرة"
# Where an accusative would be the name of a state.
_COUNTRIES = frozenset(("سوريا", "روسيا", "تركيا", "ليبيا", "بريطانيا", "ألمانيا"))


def _sound_rows() -> list[tuple[str, str, str]]:
    rows = []
    for word in _SOUND.split():
        accusative = "" if f"{word}ا" in _COUNTRIES else f"{word}ا"
        rows.append((f"{word} {accusative}", f"{word}ان", f"{word}ين {word}ون {word}ي"))
    return [*rows, (_SOUND_FEMININE, "", "مدنيات فلسطينيات صحفيات أخريات")]


PEOPLE = [*_BROKEN, *_sound_rows()]
