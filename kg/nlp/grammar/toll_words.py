"""The words of casualty reports by class: what happened to people, who is counted, and how a figure is hedged."""

from __future__ import annotations

from kg.nlp.grammar.lexicon import Lexicon
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_people import COUNT_NOUNS, PEOPLE
from kg.nlp.grammar.toll_things import THINGS


def _past(*stems: str) -> str:
    """Third persons of the perfect, active or passive."""
    return " ".join(stem + ending for stem in stems for ending in ("", "ت", "وا", "ا", "تا", "ن"))


def _present(*stems: str) -> str:
    """Third persons of the imperfect of stems written without their prefix."""
    return " ".join(
        prefix + stem + ending for stem in stems for prefix in ("ي", "ت") for ending in ("", "ون", "وا", "ان")
    )


TOLLS = Lexicon(
    {
        "trigger_verb": (
            (
                "killed",
                _past(
                    "قتل",
                    "استشهد",
                    "توفي",
                    "مات",
                    "لقي",
                    "لقو",
                    "قضي",
                    "أعدم",
                    "اغتيل",
                    "اغتال",
                    "ذبح",
                    "سقط",
                    "أردي",
                    "صفي",
                    "ارتقى",
                    "ارتق",
                    "هلك",
                    "حيد",
                    "نعى",
                    "نع",
                    "خسر",
                    "أهلك",
                )
                + " أوقع أوقعت قتلنا حيدنا خسرنا ينعى تنعى زف زفت "
                + "قضوا لقوا أودى أودت فارق فارقت فارقوا فارقا تودي يودي راح راحت حصد حصدت توفوا ماتوا أردت أعدمت "
                + _present("قتل", "سقط", "لقى", "غتال", "عدم"),
            ),
            ("wounded", _past("أصيب", "جرح", "أصاب", "طعن") + " " + _present("صاب", "جرح", "صيب")),
            ("captured", _past("أسر", "استسلم") + " يأسر يأسرون تأسر"),
            ("abducted", _past("خطف", "اختطف", "اقتاد", "اقتيد") + " " + _present("خطف", "ختطف")),
            (
                "arrested",
                _past("اعتقل", "أوقف", "احتجز", "ضبط", "أوقفت", "ألقي", "ألقت", "قبض")
                + " اعتقلنا أوقفنا "
                + _present("عتقل", "حتجز"),
            ),
            ("missing", _past("فقد", "اختفى", "اختفي") + " فقدنا"),
            (
                "displaced",
                _past("نزح", "هجر", "شرد", "أجلي", "أجلت", "فر", "هرب", "تشرد", "غادر", "خرج", "أجبر")
                + " "
                + _present("نزح", "خرج", "غادر"),
            ),
        ),
        "trigger_noun": (
            (
                "killed",
                "مقتل قتل مصرع استشهاد وفاة موت اغتيال إعدام تصفية سقوط إعدامات مصارع بحياة حياة "
                "أرواح ضحيته ضحيتها تحييد إزهاق القضاء القتل ذبح هلاك ارتقاء خسارة",
            ),
            ("wounded", "إصابة جرح طعن جراح إصابات الإصابة اختناق تسمم"),
            ("captured", "أسر الأسر استسلام"),
            ("abducted", "خطف اختطاف الاختطاف الخطف اقتياد"),
            ("arrested", "اعتقال الاحتفاظ توقيف احتجاز القبض ضبط اعتقالات إيقاف الاعتقال"),
            ("missing", "فقدان اختفاء إخفاء"),
            ("displaced", "نزوح تهجير تشريد فرار إجلاء هروب النزوح خروج مغادرة إخراج ترحيل الهروب الخروج"),
        ),
        # A death that is said after the dead are named: «7 أشخاص مصرعهم», «فارقوا الحياة».
        "trigger_after": (("killed", "مصرعه مصرعها مصرعهم مصرعهما حتفه حتفهم حتفها حتفهما حياتهم أرواحهم"),),
        "trigger_own": (
            ("killed", "مقتله مقتلها مصرعه مصرعها قتله اغتياله اغتيالها استشهاده وفاته وفاتها حتفه تصفيته إعدامه"),
            ("wounded", "إصابته إصابتها"),
            ("arrested", "اعتقاله اعتقالها توقيفه"),
            ("abducted", "خطفه اختطافه اختطافها"),
        ),
        # The whole of the dead as a heading of a figure: «عدد القتلى إلى 40».
        "total": (
            ("killed", "القتلى قتلى الضحايا ضحايا الشهداء شهداء الوفيات وفيات قتلاه"),
            ("wounded", "الجرحى جرحى المصابين مصابين الإصابات المصابون"),
            ("captured", "الأسرى"),
            ("abducted", "المختطفين المخطوفين الرهائن"),
            ("arrested", "المعتقلين الموقوفين المحتجزين"),
            ("missing", "المفقودين"),
            ("displaced", "النازحين المهجرين"),
        ),
        "counted_one": tuple((outcome, row[0]) for outcome, rows in COUNT_NOUNS.items() for row in rows),
        "counted_two": tuple((outcome, row[1]) for outcome, rows in COUNT_NOUNS.items() for row in rows),
        "counted_many": tuple((outcome, row[2]) for outcome, rows in COUNT_NOUNS.items() for row in rows),
        "person_one": tuple((1, row[0]) for row in PEOPLE),
        "person_two": tuple((2, row[1]) for row in PEOPLE),
        "person_many": tuple((3, row[2]) for row in PEOPLE),
        "household": ((0, "أسرة أسر عائلة عائلات عائلتين أسرتين"),),
        "case": ((0, "حالة حالات حالتي حالتا"),),
        "thing": ((0, THINGS),),
        # A count of someone, unless a noun phrase says of whom: «عدد من», but «عدد القتلى».
        "needs_of": ((0, "عدد عددا أعداد أعدادا مجموعة"),),
        "sentence_of_court": ((0, "حكم الحكم أحكام أحكاما الأحكام قضت قضى حكما محكمة المحكمة حكمت عقوبة بالحكم"),),
        # Words that are a movement of the displaced only where nobody demonstrates.
        "leaving": (
            (
                0,
                "خروج الخروج خرج خرجت خرجوا خرجن يخرج تخرج يخرجون مغادرة غادر غادرت غادروا يغادر تغادر يغادرون "
                "أجبر أجبرت أجبروا إخراج",
            ),
        ),
        "protest": (
            (
                0,
                "مظاهرة تظاهرة مظاهرات تظاهرات المظاهرات التظاهرات مسيرة مسيرات متظاهر متظاهرين المتظاهرين "
                "متظاهرون احتجاج احتجاجات احتجاجا للتظاهر الاحتجاجات المحتجين محتجين",
            ),
        ),
        "hospital": ((0, "المستشفى المستشفيات مستشفى مستشفيات للعلاج العلاج"),),
        "taken_to": ((0, "نقل نقلوا نقلت نقلا أدخل أدخلوا أدخلت أسعف أسعفوا يتلقى يتلقون تلقى تلقوا"),),
        "hands_over": ((0, "سلم سلموا سلما يسلم يسلمون تسليم"),),
        "selves": ((0, "أنفسهم نفسه نفسيهما أنفسهن نفسها"),),
        # «قضائها على أربعة».
        "ending": ((0, "قضائها قضائه قضائهم قضائنا"),),
        # «ما زالوا في عداد», «لا يزالون في», «باتوا في».
        "still": ((0, "ما لا زالوا زال يزالون يزال باتوا أصبحوا كانوا هم"),),
        "finding": ((0, "العثور يعثر"),),
        "upon_them": ((0, "عليهم عليهما"),),
        "condition": ((0, "حالة حال وضع"),),
        "grave": ((0, "حرجة خطرة خطيرة حرج خطر سيئة"),),
        "attacker": ((0, "انتحاري انتحاريون مسلح مسلحون مشتبه مهاجم مهاجمون متطرف متطرفون"),),
        # «لقي» is a death only with «مصرعه» or «حتفه» behind it; «فقد» is often no more than «so has».
        "meets": ((0, "لقي لقيت لقوا لقيا لقيتا لقين يلقى تلقى يلقون يلقوا يلقيان لقو"),),
        "lost": ((0, "فقد فقدت فقدنا"),),
        # «خسر» is a death only of people, not of seats or ground.
        "loses": ((0, "خسر خسرت خسروا خسرنا خسارة"),),
        "affected": ((0, "متأثرا متأثرة متأثرين"),),
        "lives": ((0, "أرواحهم أرواحهن حياتهم حياته حياتها حياتهما"),),
        "falling": ((0, "سقط سقطت سقطوا سقوط يسقط تسقط وقوع وقع أوقع أوقعت"),),
        "state": (("captured", "أسرى"), ("abducted", "رهائن"), ("wounded", "جرحى"), ("killed", "قتلى شهداء")),
        "other": (
            (1, "آخر أخرى آخرا ثالث رابع خامس سادس ثالثا رابعا خامسا ثالثة رابعة أحدهم أحدهما إحداهن أحدها"),
            (3, "آخرين آخرون أخريات"),
        ),
        "vague": (
            ("dozens", "عشرات العشرات"),
            ("hundreds", "مئات المئات مئآت"),
            ("some", "آلاف الآلاف عدد العديد عدة بعض بضعة مجموعة أعداد عددا عديد"),
        ),
        "subset": (
            (
                0,
                "هم وهم بينهم بينها بينهن بينهما منهم منهن ضمنهم ضمنها أغلبهم معظمهم أحدهم أحدهما إحداهن أحدها "
                "غالبيتهم",
            ),
        ),
        "between": ((0, "بين"),),
        # First words of hedges; the phrases are in `toll_figures`.
        "hedge": (
            (
                0,
                "ما مالا لا على أكثر أزيد يزيد تزيد يتجاوز تجاوز تجاوزت لتتجاوز ليتجاوز فوق نحو حوالي "
                "قرابة زهاء يقارب تقارب يقدر يصل",
            ),
        ),
        "of": ((0, "من"),),
        "to": ((0, "إلى حتى ل"),),
        "reach": (
            (
                0,
                "إلى بلغ بلغت يبلغ وصل وصلت بلوغ ليصل لتصل يصل تصل ليبلغ تجاوز تجاوزت يتجاوز لتتجاوز "
                "هو هي عند فاق تخطى تخطت بلغوا يبلغون قاربوا ناهز ناهزوا",
            ),
        ),
        "estimate": ((0, "قدر قدرت قدروا يقدر تقدر يقدرون"),),
        "heading": ((0, "عدد حصيلة العدد الحصيلة أعداد إجمالي مجموع"),),
        "not_count": (
            (
                0,
                "عام سنة العام السنة الساعة يوم اليوم رقم المادة القرار اللواء الفرقة الكتيبة القناة "
                "مبنى طراز المنطقة إم إف سو جي",
            ),
        ),
        "stop": (
            (
                0,
                "في من إلى على عن مع بعد قبل خلال منذ أثناء إثر جراء عندما حين حيث إذ أن إن لكن فيما "
                "بينما كما التي الذي الذين اللذين كانوا كان كانت "
                "قد لم لا لن ما هذا هذه ذلك تلك هم هو هي حتى عند لدى بين بسبب نتيجة ضمن وسط شمال جنوب "
                "شرق غرب داخل قرب أمس اليوم فجر صباح مساء "
                "بحسب وفق حسب بيد عبر ضد نحو دون بدون أو أم ثم غير سوى تقريبا يوم ليل شمالي جنوبي "
                "شرقي غربي عقب جميعهم أغلبهم معظمهم بينهم منهم كلهم سبق تم",
            ),
        ),
    }
)


def has(tokens: list[Token], i: int, name: str) -> object | None:
    """Value of the word at i in a class of `toll_words`; None where it is not in it."""
    if not 0 <= i < len(tokens):
        return None
    token = tokens[i]
    found = TOLLS.classes(token.key).get(name) if token.kind == "word" else None
    return None if found is None else found[0]
