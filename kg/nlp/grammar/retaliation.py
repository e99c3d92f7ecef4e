"""Words that say that one incident answers another: «رداً على», «انتقاماً لـ», «ردت … على … بقصف …»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic import match_key
from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]
_ADVERBS = frozenset({"ردا", "انتقاما", "ثارا", "وردا", "وانتقاما", "وثارا"})
_NOUNS = frozenset({"رد", "الرد", "كرد", "بالرد", "برد", "للرد", "لرد", "انتقام", "الانتقام", "بالانتقام", "للانتقام"})
_VERBS = frozenset({"ردت", "ردوا", "ترد", "يرد", "يردون", "سترد", "سيرد"})
# «رد» is a noun and a verb; «و» and «ف» stand before any verb.
_ANSWERED = _VERBS | {"رد", "ردا"}
_CUES = _ADVERBS | _NOUNS | _VERBS | {c + word for c in "وف" for word in (*_VERBS, "رد")}
_OF = frozenset({match_key("على"), "من"})
# «ردت عليها بقصف», «رد على ذلك بقصف»: what was told before.
_BACK = frozenset({"عليها", "عليه", "عليهم", "عليهما"})
_THAT = frozenset({"ذلك", "هذا", "هذه"})
# A reply in words.
_QUESTION = ("سوال", "اسيله")
_COMMAS = frozenset("،,؛;:")
# Tokens from a cue to its preposition, and from there to the incident that is answered.
_TO_PREPOSITION, _TO_CAUSE = 7, 8
# «بشن غارات», «بتوجيه ضربات»: a means may be named by a second word.
_MEANS = 3
# «رد بقصف», «ردوا بإطلاق النار»: without a preposition, what is answered is what was told before it. Of 12 such pairs
# between annotated triggers 8 were right.
_TO_MEANS = 3
_THAT_CLAUSE = frozenset({"بان", "بانه", "بانها", "بانهم"})
# «ضربات … بعد هجوم كيماوي»: strikes that the news tells as following a chemical attack answer it; 11 of 12 were right.
_FOLLOWING = frozenset({"بعد", "عقب", "اثر", "بسبب"})
_CHEMICAL = ("كيماوي", "كيمياي")
_TO_CHEMICAL = 6


def retaliations(
    words: Sequence[str], sentences: Sequence[tuple[int, int]], triggers: Sequence[SpanIndex]
) -> list[tuple[int, int]]:
    """Pairs of triggers, (answer, what it answers), that the words of one sentence put so.

    words: of an article; sentences, triggers: token spans, half-open. RETURNS: indices of triggers, in order, each pair
    once.
    """
    keys = [word_key(word) for word in words]
    found = set()
    for start, end in sentences:
        inside = sorted((span, k) for k, span in enumerate(triggers) if start <= span[0] < end)
        for at in range(start, end):
            pair = None
            if keys[at] in _CUES:
                pair = _pair(keys, at, end, inside) or _with_means(keys, at, inside)
            elif keys[at] in _FOLLOWING:
                pair = _to_chemicals(keys, at, inside)
            if pair:
                found.add(pair)
    return sorted(found)


def _pair(keys: Sequence[str], at: int, end: int, inside: list[tuple[SpanIndex, int]]) -> tuple[int, int] | None:
    """(answer, cause) of the cue at a token; end: of its sentence; inside: the triggers of that, in order."""
    of, back = _preposition(keys, at, end)
    if of is None:
        return None
    before = [k for span, k in inside if span[1] <= at]
    if back:
        means = [k for span, k in inside if span[0] >= of and _is_means(keys, span[0])]
        return (means[0], before[-1]) if means and before else None
    last = next((i for i in range(of, min(end, of + _TO_CAUSE)) if keys[i] in _COMMAS), of + _TO_CAUSE)
    cause = next(((span, k) for span, k in inside if of <= span[0] <= last), None)
    if cause is None:
        return None
    after = [(span, k) for span, k in inside if span[0] >= cause[0][1]]
    if keys[at] in _ADVERBS:
        choice = before[-1:] or [k for _, k in after[:1]]
    else:
        own = [k for span, k in inside if span[0] <= at < span[1]]
        choice = [k for span, k in after if _is_means(keys, span[0])][:1] or own[:1] or before[-1:]
    return (choice[0], cause[1]) if choice else None


def _with_means(keys: Sequence[str], at: int, inside: list[tuple[SpanIndex, int]]) -> tuple[int, int] | None:
    """(answer, cause) of «[انفجرت] … ورد الجيش [بقصف]», the cue at a token; inside: the triggers of its sentence."""
    if _bare(keys[at]) not in _ANSWERED:
        return None
    means = next((k for (start, _), k in inside if at < start <= at + _TO_MEANS and _is_object(keys, at, start)), None)
    before = [k for (_, stop), k in inside if stop <= at]
    return None if means is None or not before else (means, before[-1])


def _bare(key: str) -> str:
    return key[1:] if key[:1] in ("و", "ف") else key


def _is_object(keys: Sequence[str], at: int, start: int) -> bool:
    """Whether «ب» leads to a trigger, on it or on the word before; no preposition of `_preposition` stands between."""
    if any(keys[i] in _OF or keys[i] in _BACK or keys[i] in _THAT_CLAUSE for i in range(at + 1, start)):
        return False
    return any(keys[i].startswith("ب") for i in range(max(at + 1, start - 1), start + 1))


def _to_chemicals(keys: Sequence[str], at: int, inside: list[tuple[SpanIndex, int]]) -> tuple[int, int] | None:
    """(answer, cause) of «[ضربات] … بعد [هجوم] كيماوي», «بعد» at a token; inside: the triggers of its sentence."""
    cause = next(((span, k) for span, k in inside if at < span[0] <= at + _TO_CHEMICAL), None)
    before = [k for (_, stop), k in inside if stop <= at]
    if cause is None or not before:
        return None
    words = keys[cause[0][0] : cause[0][1] + 1]
    return (before[-1], cause[1]) if any(word in key for key in words for word in _CHEMICAL) else None


def _preposition(keys: Sequence[str], at: int, end: int) -> tuple[int | None, bool]:
    """The token from which on what is answered may stand, None where there is none; and whether it stands before."""
    for i in range(at + 1, min(end, at + 1 + _TO_PREPOSITION)):
        if keys[i] in _BACK:
            return i + 1, True
        if keys[i] in _OF:
            following = keys[i + 1] if i + 1 < end else ""
            return (None, False) if following.startswith(_QUESTION) else (i + 1, following in _THAT)
        if keys[i].startswith("ل") and keys[at].endswith(("انتقاما", "ثارا", "انتقام")) and i <= at + 2:
            return i, False
    return None, False


def _is_means(keys: Sequence[str], start: int) -> bool:
    return any(keys[i].startswith("ب") for i in range(max(0, start - _MEANS + 1), start + 1))
