"""The words that date expressions are made of, by class, and how a written word is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.arabic import match_key
from kg.nlp.grammar.lexicon import Lexicon
from kg.nlp.grammar.tokens import forms

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
# Month names of Egypt, the Levant, the Maghreb and loan spellings; two-word names are joined by a space.
GREGORIAN = (
    ("يناير", "كانون الثاني", "جانفي", "كانون ثاني"),
    ("فبراير", "شباط", "فيفري", "فيفرييه"),
    ("مارس", "آذار"),
    ("أبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "حزيران", "جوان", "يونية"),
    ("يوليو", "تموز", "جويلية", "يوليوز", "يولية"),
    ("أغسطس", "آب", "أوت", "غشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول", "تشرين أول"),
    ("نوفمبر", "تشرين الثاني", "نونبر", "تشرين ثاني"),
    ("ديسمبر", "كانون الأول", "دجنبر", "كانون أول"),
)
HIJRI = (
    ("محرم", "المحرم"),
    ("صفر",),
    ("ربيع الأول", "ربيع أول"),
    ("ربيع الثاني", "ربيع الآخر", "ربيع ثاني"),
    ("جمادى الأولى", "جمادى الأول"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الآخر"),
    ("رجب",),
    ("شعبان",),
    ("رمضان",),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة", "ذو القعده"),
    ("ذو الحجة", "ذي الحجة", "ذو الحجه"),
)
# Names that are also common words or names of people: a month only beside a day, a year or a time word.
_WEAK_MONTHS = "مارس آب ماي أوت جوان صفر رجب شعبان محرم المحرم شوال رمضان"

_ORDINALS = (
    "الأول الأولى",
    "الثاني الثانية",
    "الثالث الثالثة",
    "الرابع الرابعة",
    "الخامس الخامسة",
    "السادس السادسة",
    "السابع السابعة",
    "الثامن الثامنة",
    "التاسع التاسعة",
    "العاشر العاشرة",
    "الحادي الحادية",
)

# class → (value, words)
_CLASSES: dict[str, tuple[tuple[object, str], ...]] = {
    "weekday": (*enumerate(WEEKDAYS), (0, "الإثنين"), (1, "الثلاثا"), (2, "الاربعا")),
    "day_word": ((0, "يوم نهار"),),
    "day_part": ((0, "صباح مساء فجر ليل ليلة ظهر عصر عشية صبيحة ظهيرة ضحى مغرب أمسية غروب سحر"),),
    "night": ((0, "ليل ليلة"),),
    "last_night": ((0, "الليلة البارحة"),),
    "today": ((0, "اليوم"),),
    "nth_day": ((0, "اليوم"),),
    "yesterday": ((1, "أمس الأمس البارحة"),),
    "tomorrow": ((1, "غدا غد الغد"),),
    "first": ((0, "أول غرة"),),
    "first_definite": ((0, "الأول"),),
    "from": ((0, "من"),),
    "past": (
        (
            0,
            "الماضي الماضية المنصرم المنصرمة الفائت الفائتة الماضيين الماضيتين المنصرمين الفائتين "
            "الماضيات الآفل الأخير الأخيرة الأخيرين",
        ),
    ),
    "past_noun": ((0, "ماض"),),
    "next": ((0, "المقبل المقبلة القادم القادمة المقبلين القادمين"),),
    "current": ((0, "الجاري الجارية الحالي الحالية"),),
    "this": ((0, "هذا هذه"),),
    "since": ((0, "منذ مذ"),),
    "ago": ((0, "قبل"),),
    "after": ((0, "بعد غداة عقب"),),
    "during": ((0, "خلال طوال طيلة مدى مدار غضون"),),
    "until": ((0, "إلى حتى ولغاية لغاية"),),
    "between": ((0, "بين"),),
    "in": ((0, "في"),),
    "about": ((0, "نحو حوالي قرابة زهاء أكثر أقل ما يقارب يقرب تقريبا"),),
    # What may stand between a span of time and what says when it was: «يوم واحد من», «الساعات القليلة الماضية».
    "filler": ((0, "واحد واحدة فقط كامل كاملة القليلة القليل"),),
    "by": ((0, "بحلول"),),
    # Words for what is still to come: a weekday behind one may be the next.
    "to_come": (
        (0, "بحلول المقرر مقرر مقررا المفترض يفترض المتوقع متوقع المرتقب مرتقبة يبدأ تبدأ سيبدأ ستبدأ اعتبارا"),
    ),
    "anniversary": ((0, "الذكرى"),),
    "yearly": ((0, "السنوية"),),
    "nth": tuple((n, words) for n, words in enumerate(("أول", "ثاني", "ثالث", "رابع"), 1)),
    "feast_word": ((0, "عيد"),),
    "feast": ((10, "الفطر"), (12, "الأضحى")),
    "eve": ((0, "عشية ليلة"),),
    "feast_time": ((0, "يوم خلال عطلة صلاة أيام إجازة صباح"),),
    "midnight": ((0, "منتصف"),),
    "same": ((0, "نفسه نفسها ذاته ذاتها عينه"),),
    "that": ((0, "ذلك تلك ذاك نفس ذات"),),
    "that_day": ((0, "يومها يومذاك"),),
    "following": ((0, "التالي التالية التاليين التاليتين اللاحق اللاحقة اللاحقين الموالي الموالية"),),
    "previous": ((0, "السابق السابقة"),),
    "after_it": ((0, "بعدها بعده بعدهما بعدهم"),),
    "before_it": ((0, "قبلها قبله قبلهما قبلهم"),),
    "own_day": ((0, "يومها يومه"),),
    "last_of": ((0, "الأخير"),),
    "decade_name": (
        (1950, "الخمسينات الخمسينيات خمسينات خمسينيات"),
        (1960, "الستينات الستينيات ستينات ستينيات"),
        (1970, "السبعينات السبعينيات سبعينات سبعينيات"),
        (1980, "الثمانينات الثمانينيات ثمانينات ثمانينيات"),
        (1990, "التسعينات التسعينيات تسعينات تسعينيات"),
    ),
    "century_word": ((0, "القرن"),),
    "unit": (
        ("hour", "ساعة الساعة ساعات الساعات"),
        ("day", "يوم يوما أيام الأيام ليلة ليال ليالي"),
        ("week", "أسبوع أسبوعا الأسبوع أسابيع الأسابيع"),
        ("month", "شهر شهرا الشهر أشهر الأشهر شهور الشهور"),
        ("year", "عام عاما العام سنة السنة أعوام الأعوام سنوات السنوات سنين السنين سنوت"),
        ("decade", "عقد العقد عقود العقود"),
    ),
    "dual_unit": (
        ("hour", "ساعتين ساعتان الساعتين الساعتان"),
        ("day", "يومين يومان اليومين اليومان ليلتين ليلتان الليلتين الليلتان"),
        ("week", "أسبوعين أسبوعان الأسبوعين الأسبوعان"),
        ("month", "شهرين شهران الشهرين الشهران"),
        ("year", "عامين عامان العامين العامان سنتين سنتان السنتين"),
        ("decade", "عقدين عقدان العقدين"),
    ),
    "one_unit": (
        ("week", "الأسبوع"),
        ("month", "الشهر"),
        ("year", "العام السنة"),
        ("decade", "العقد"),
        ("hour", "الساعة"),
    ),
    "year_word": ((0, "عام العام سنة السنة عاما صيف شتاء ربيع خريف"),),
    "years_word": ((0, "عامي سنتي العامين الأعوام أعوام سنوات السنوات الفترة"),),
    "month_word": ((0, "شهر الشهر شهري"),),
    "part": (
        ("start", "مطلع بداية مستهل"),
        ("early", "أوائل بدايات باكورة"),
        ("middle", "منتصف أواسط"),
        ("late", "أواخر نهايات"),
        ("end", "نهاية آخر ختام"),
    ),
    "season": (
        (1, "ربيع الربيع"),
        (2, "صيف الصيف"),
        (3, "خريف الخريف"),
        (4, "شتاء الشتاء"),
    ),
    "quarter_word": ((0, "الربع"),),
    "half_word": ((0, "النصف"),),
    "ordinal": tuple((n, words) for n, words in enumerate(_ORDINALS, 1)),
    "other_day": (
        (0, "التالي اللاحق الموالي السابق نفسه ذاته عينه الذي الأول الثاني الثالث الرابع الخامس السادس السابع"),
        (0, "الثامن التاسع العاشر الحادي"),
        (0, "التالية اللاحقة الموالية السابقة نفسها ذاتها عينها التي الأولى الثانية الثالثة الرابعة الخامسة السادسة"),
    ),
    "weak_month": ((0, _WEAK_MONTHS),),
    "hijri_mark": ((0, "ه هجري هجرية"),),
    "corresponding": ((0, "الموافق المصادف"),),
    "before_last": ((0, "قبل"),),
    # What a weekday («سوق الخميس») or a date («مدينة السادس من أكتوبر») is the name of, and outlets named «… اليوم».
    "named_by_weekday": ((0, "سوق وادي"),),
    "named_by_date": ((0, "مدينة ميدان شارع جسر كوبري جامعة مستشفى مدرسة ملعب ضاحية حركة لواء كتيبة كتائب"),),
    "outlet": ((0, "صحيفة قناة جريدة شبكة وكالة"),),
    "outlet_country": ((0, "روسيا فلسطين ليبيا"),),
    "outlet_name": ((0, "عين المصري"),),
    # Words for a beginning: what began on a day goes on to the article's date.
    "begin": (
        (
            0,
            "بدأ بدأت بدأها بدأوا بدء البدء اندلع اندلعت اندلاع انطلق انطلقت انطلاق أطلق أطلقت أطلقها "
            "إطلاق إطلاقها شن شنت يشن تشن "
            "تتواصل يتواصل مستمرة مستمر المستمر المستمرة متواصل متواصلة تجدد يخضع تخضع محاصرة تحاصر "
            "تفجر تفجرت تأسست انطلاقها "
            "بدأته بدأتها شرع شرعت شنته شنتها أطلقته اندلاعه بدئه اندلاعها بدئها بدايتها تسيطر يسيطر يشهد تشهد",
        ),
    ),
    # «حرب 1967»: what a bare year is the name of.
    "named_by_year": (
        (0, "حرب الحرب انتفاضة الانتفاضة انقلاب ثورة الثورة أحداث تفجيرات هجمات قبيل قبل بعد نهاية بداية مطلع"),
    ),
}


DATES = Lexicon(_CLASSES)


def _months(names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {match_key(name): number for number, group in enumerate(names, 1) for name in group}


GREGORIAN_MONTHS = _months(GREGORIAN)
HIJRI_MONTHS = _months(HIJRI)
MONTH_STARTS = frozenset(name.split()[0] for name in (*GREGORIAN_MONTHS, *HIJRI_MONTHS))


def classes(key: str) -> Mapping[str, tuple[object, int]]:
    """Classes of a word by its match key: class → (value, letters of proclitics outside it)."""
    return DATES.classes(key)


@lru_cache(maxsize=100_000)
def month_readings(key: str) -> tuple[tuple[str, int], ...]:
    """Readings of a word that may begin a month's name, with the proclitic letters outside it."""
    found: dict[str, int] = {}
    for form in forms(key):
        written = f"ال{form.key}" if form.definite else form.key
        if written in MONTH_STARTS:
            found.setdefault(written, len(form.conjunction) + len(form.preposition))
    return tuple(found.items())
