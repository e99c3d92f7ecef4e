"""Words that say that something did not happen: «نفى الجيش استهداف …», «لم يشن أي غارات», «لا صحة لأنباء عن غارة»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]
_WITH = ("", "و", "ف")
_DENIES = frozenset(
    {
        c + word
        for c in _WITH
        for word in (
            "نفي",
            "نفت",
            "نفوا",
            "ينفي",
            "تنفي",
            "ينفون",
            "نافيا",
            "نافيه",
            "نافين",
            "نفيه",
            "نفيها",
            "كذب",
            "كذبت",
            "يكذب",
            "تكذب",
        )
    }
)
# «لم» with these, «لا» with those: the verbs of a happening, in the forms that stand after them.
_HAPPENS = frozenset(
    {
        first + stem
        for first in ("ي", "ت")
        for stem in (
            "كن",
            "شن",
            "شنوا",
            "نفذ",
            "نفذوا",
            "قصف",
            "قصفوا",
            "ستهدف",
            "ستهدفوا",
            "تعرض",
            "سجل",
            "قع",
            "حدث",
            "حصل",
        )
    }
)
_NONE_THERE = frozenset({"توجد", "يوجد", "تجري", "يجري", "صحه", "اشارات"})
_NOT, _NO, _IS_NOT = ({c + word for c in _WITH} for word in ("لم", "لا", "ليس"))
# Who denies these does not deny that it happened.
_BLAME = ("تورط", "ضلوع", "ضلع", "مسوولي", "مسيولي", "علاق", "صلت", "صله", "اتهام", "الاتهام", "دور", "خطط", "نيه")
# What stands behind these is told by the way.
_ASIDE = frozenset(
    {
        *"؛.:()-–—",
        "لكن",
        "ولكن",
        "الذي",
        "التي",
        "الذين",
        "بينما",
        "فيما",
        "موكدا",
        "موكده",
        "مشيرا",
        "مشيره",
        "كما",
        "بعد",
        "قبل",
        "خلال",
        "جراء",
        "اثناء",
        "بسبب",
        "نتيجه",
        "منذ",
        "رغم",
        "بشان",
        "حول",
        "ردا",
        "سوي",
        "الا",
    }
)
_COMMAS = frozenset("،,")
_THAT = frozenset({"ان", "بان"})
# Tokens from a verb of denying, and from «لم» and its like, to what did not happen.
_FAR, _NEAR = 16, 5


def denied(words: Sequence[str], sentences: Sequence[SpanIndex], triggers: Sequence[SpanIndex]) -> list[int]:
    """Triggers of what the words of their sentence say did not happen.

    words: of an article; sentences, triggers: token spans, half-open. RETURNS: indices of triggers, in order.
    A definite noun («نفت … الهجوم») speaks of what is known to have happened, and is none.
    """
    keys = [word_key(word) for word in words]
    starts = [start for start, end in sentences for _ in range(start, end)]
    return [
        k
        for k, (start, end) in enumerate(triggers)
        if not keys[start].startswith(("ال", "بال", "لل")) and _is_denied(keys, starts[start], start, end)
    ]


def _is_denied(keys: Sequence[str], sentence: int, start: int, end: int) -> bool:
    """Whether a cue stands before a trigger, or reaches into it («لم يقصف»), and nothing between takes it aside."""
    for at in range(start - 1, max(sentence, start - _FAR) - 1, -1):
        if keys[at] in _DENIES or (start - at <= _NEAR and _is_not(keys, at, end)):
            # «نفى إصابة أحد في غارة» leaves the raid as it is.
            return keys[start - 1] != "في"
        aside = keys[at] in _COMMAS and keys[at + 1] not in _THAT
        if aside or keys[at] in _ASIDE or keys[at].startswith(_BLAME):
            return False
    return False


def _is_not(keys: Sequence[str], at: int, end: int) -> bool:
    """«لم يشن», «لا توجد», «ليس هناك», the second word being the trigger itself or before it."""
    following = keys[at + 1] if at + 1 < end else ""
    return (
        (keys[at] in _NOT and following in _HAPPENS)
        or (keys[at] in _NO and following in _NONE_THERE)
        or (keys[at] in _IS_NOT and following == "هناك")
    )
