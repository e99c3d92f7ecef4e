"""Figures of nobody: «لم يسفر الهجوم عن إصابات», «دون وقوع ضحايا», «لا قتلى ولا جرحى»."""

from __future__ import annotations

from kg.arabic import match_key
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_figures import Figure

_WITH = ("", "و", "ف")


def _keys(words: str, before: tuple[str, ...] = ("",)) -> frozenset[str]:
    return frozenset(first + match_key(word) for word in words.split() for first in before)


_WITHOUT = _keys("دون بدون بلا عدم", ("", "و", "ب", "ل"))
_NO = _keys("لا", _WITH)
_NOT = _keys("لم", _WITH)
# What brings hurt or tells of it, in the forms that stand behind «لم» and «دون أن».
_BRINGS = _keys(
    "سفر سفرا سفروا وقع وقعا وقعوا ؤد ؤدي تسبب تسببا خلف خلفا بلغ سجل رد قع حدث حصل سقط نتج نجم",
    ("ي", "ت", "ن"),
)
# «لم ترد أنباء عن إصابات», but «لم يرد الجيش على هجوم».
_COMES = _keys("يرد ترد")
_NEWS = _keys("أنباء معلومات تقارير بلاغات")
# Between «دون» and the nouns of the hurt, and between those nouns.
_BETWEEN = _keys(
    "أن وقوع تسجيل سقوط حدوث حصول وجود إيقاع ورود الإبلاغ أنباء معلومات تقارير بلاغات أي أية عن إلى في ب ذلك من "
    "خسائر أضرار إصابات إصابة قتلى جرحى ضحايا بشرية مادية أرواح الأرواح صفوف بين المدنيين المدنيون فورية حتى الآن أو",
    ("", "و", "ب", "في"),
) | _keys("توجد يوجد وجود")
# Behind these something did happen after all, or another thing is told; who answers for a death does not deny it.
_TURNS = _keys(
    "لكن لكنه لكنها إلا سوى غير بل إنما ما مما بعد قبل فيما بينما "
    "أسفر أسفرت أدى أدت خلف خلفت أوقع أوقعت تسبب تسببت سقط سقطت",
    _WITH,
)
_TURNS |= frozenset('،,؛:()-–—«»"')
_BLAME = ("مسوولي", "مسيولي")
# Tokens that may stand between the verb and the hurt: «لم يسفر الهجوم الذي شنه … عن إصابات».
_REACH = 12


def is_none(tokens: list[Token], figure: Figure) -> bool:
    """Whether the words before a figure say that there was none.

    Only bare nouns can be none: a number stays what it is («لم يسفر إلا عن مقتل 3», «لم يقتل سوى 3»).
    """
    if figure.kind not in ("vague", "one") or figure.start != figure.noun_start:
        return False
    sentence = tokens[figure.start].sentence
    near = True
    for at in range(figure.start - 1, max(-1, figure.start - 1 - _REACH), -1):
        token = tokens[at]
        if token.sentence != sentence or token.kind == "number" or _turns(tokens, at):
            return False
        brings = _brings(tokens, at + 1, figure.start)
        if (token.key in _NOT and brings) or (near and token.key in _WITHOUT | _NO):
            return True
        near = near and (token.key in _BETWEEN or token.key in _BRINGS)
    return False


def _brings(tokens: list[Token], verb: int, stop: int) -> bool:
    key = tokens[verb].key
    return key in _BRINGS and (key not in _COMES or any(tokens[i].key in _NEWS for i in range(verb + 1, stop)))


def _turns(tokens: list[Token], at: int) -> bool:
    """«بعد» is «yet» right behind the verb: «لم ترد بعد أنباء عن إصابات»."""
    key = tokens[at].key
    yet = key == match_key("بعد") and at > 0 and tokens[at - 1].key in _BRINGS
    return (key in _TURNS and not yet) or key.startswith(_BLAME)
