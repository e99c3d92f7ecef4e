"""Keys under which a place's name is indexed and looked up, and the generic words around it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.arabic import match_key

_CLITICS = ("و", "ف", "ب", "ل", "ك")
_SHORT = 3  # letters of a word from which no particle is cut
# Words that say what a place is and are no part of most names. Value: the kinds that the word allows.
_AREA = ("governorate", "region", "district")
_TOWN = ("city", "town", "village", "neighbourhood", "camp", "place")
HEADS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["محافظه", "ولايه", "اقليم", "اماره", "مقاطعه"], _AREA),
    **dict.fromkeys(["منطقه", "مديريه", "قضاء", "ناحيه", "لواء", "مركز"], (*_AREA, *_TOWN)),
    **dict.fromkeys(
        ["مدينه", "بلده", "قريه", "ضاحيه", "عزله", "حي", "احياء", "حاره", "ضيعه", "هجره", "بلدات", "قري", "مدن"],
        (*_TOWN, "district"),
    ),
    **dict.fromkeys(["مخيم", "مخيمات", "معسكر"], ("camp", "facility", *_TOWN)),
    **dict.fromkeys(
        ["جبهه", "جبهات", "محور", "مثلث", "مفرق", "مفترق", "جوله", "دوار", "تقاطع"], ("front", "place", *_TOWN, *_AREA)
    ),
    **dict.fromkeys(
        [
            "جبل",
            "جبال",
            "تل",
            "تله",
            "تلال",
            "وادي",
            "سهل",
            "سلسله",
            "مرتفعات",
            "هضبه",
            "صحراء",
            "باديه",
            "عقبه",
            "نقيل",
        ],
        ("region", "place", *_TOWN),
    ),
    **dict.fromkeys(
        ["جزيره", "جزر", "ساحل", "شاطئ", "خليج", "بحر", "بحيره", "نهر", "مضيق", "سد"],
        ("water", "region", "place", *_TOWN),
    ),
    **dict.fromkeys(
        [
            "مطار",
            "قاعده",
            "ميناء",
            "مرفا",
            "معبر",
            "منفذ",
            "مستشفي",
            "مشفي",
            "سجن",
            "جامعه",
            "مصنع",
            "مصفاه",
            "حقل",
            "محطه",
            "جسر",
            "سوق",
            "مسجد",
            "جامع",
            "كنيسه",
            "قصر",
            "مستوطنه",
            "مقر",
            "مبني",
            "ساحه",
            "ميدان",
            "شارع",
            "طريق",
        ],
        ("facility", *_TOWN, *_AREA),
    ),
    **dict.fromkeys(
        ["الحدود", "ارض", "اراضي", "الاراضي", "دوله", "جمهوريه", "مملكه", "العاصمه", "عاصمه"],
        ("country", *_TOWN, *_AREA),
    ),
}
# A mention made of these words alone refers back to a place and names none.
GENERIC = frozenset(
    w
    for head in [
        *HEADS,
        *[
            "موقع",
            "مواقع",
            "مكان",
            "مبني",
            "منزل",
            "منازل",
            "حدود",
            "مناطق",
            "شارع",
            "بلاد",
            "وطن",
            "داخل",
            "جنوب",
            "شمال",
            "شرق",
            "غرب",
            "وسط",
            "قاعده",
            "منشاه",
        ],
    ]
    for w in (head, head if head.startswith("ال") else "ال" + head)
)
# Closing adjectives that do not tell one place from another.
TAILS = frozenset(
    [
        "المحتله",
        "المحتل",
        "المحاصره",
        "المحاصر",
        "الدولي",
        "الدوليه",
        "العسكري",
        "العسكريه",
        "الجويه",
        "الجوي",
        "الاستراتيجيه",
        "الاستراتيجي",
        "الساحليه",
        "الحدوديه",
        "الحدودي",
        "التاريخيه",
        "القديمه",
        "المنكوبه",
        "العاصمه",
        "المجاوره",
        "الشقيقه",
        "نفسها",
        "ذاتها",
        "وضواحيها",
        "وريفها",
    ]
)


@lru_cache(maxsize=65536)
def loose_key(key: str) -> str:
    """Key without what spellings of one name differ in: spaces, «ال» before a word, a lone hamza, a doubled long vowel.

    key (str): from `match_key`.
    """
    words = [w[2:] if w.startswith("ال") and len(w) > 3 else w for w in key.split()]
    return "".join(words).replace("ء", "").replace("اا", "ا")


def exactness(key: str, name: str) -> float:
    """1.0 for equal keys, less where they are equal only under `loose_key`."""
    if key == name:
        return 1.0
    return 0.92 if key.replace(" ", "") == name.replace(" ", "") else 0.85


def without_clitic(key: str) -> Iterator[str]:
    """What may stand behind a fused «لل» or particles («ولتلعفر»), longest first; nothing for short words."""
    if key.startswith("لل") and len(key) > 4:
        yield "ال" + key[2:]
    if len(key) > _SHORT and key[0] in _CLITICS:
        yield key[1:]
        if key[0] in "وف" and key[1] in "بلك" and len(key) > _SHORT + 2:
            yield key[2:]


def without_heads(key: str) -> Iterator[tuple[str, str]]:
    """(head, rest) for each generic head that can be cut off the front, one after the other."""
    words = key.split()
    while len(words) > 1:
        head = words[0]
        bare = head[2:] if head.startswith("ال") else head
        known = next((w for w in (bare, head, *without_clitic(head)) if w in HEADS), None)
        if known is None:
            return
        words = words[1:]
        yield known, " ".join(words)


def without_tails(key: str) -> Iterator[str]:
    """The name without closing adjectives, one after the other."""
    words = key.split()
    while len(words) > 1 and words[-1] in TAILS:
        words = words[:-1]
        yield " ".join(words)


def is_generic(key: str) -> bool:
    """Whether a mention names nothing: «المدينة», «للعاصمة», «هذه المنطقة»."""
    words = [w for w in key.split() if w not in ("هذه", "هذا", "تلك", "ذلك", "نفسها", "ذاتها", "احد", "احدي")]
    return all(w in GENERIC or any(rest in GENERIC for rest in without_clitic(w)) for w in words)


@lru_cache(maxsize=65536)
def nisba_stems(word: str) -> tuple[str, ...]:
    """Forms under which a nisba is listed: «الأمريكيين», «أمريكية» → «امريكي».

    word (str): one word of a `match_key`.
    """
    forms = [word, *without_clitic(word)]
    out: list[str] = []
    for form in forms:
        bare = form[2:] if form.startswith("ال") and len(form) > 4 else form
        out.append(bare)
        for ending in ("تين", "تان", "ون", "ين", "ان", "ات", "ه", "ا"):
            if bare.endswith(ending) and len(bare) - len(ending) > 2:
                stem = bare[: -len(ending)]
                out.append(stem if stem.endswith("ي") else stem + "ي")
    return tuple(dict.fromkeys(out))


def key_of(text: str) -> str:
    """`match_key` of a mention; one place to widen it."""
    return match_key(text)
