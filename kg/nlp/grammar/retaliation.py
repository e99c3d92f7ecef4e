"""Words that say that one incident answers another: «رداً على», «انتقاماً لـ», «ردت … على … بقصف …»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arabic import match_key
from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]
_ADVERBS = frozenset({"ردا", "انتقاما", "ثارا", "وردا", "وانتقاما", "وثارا"})
_NOUNS = frozenset({"رد", "الرد", "كرد", "بالرد", "برد", "للرد", "لرد", "انتقام", "الانتقام", "بالانتقام", "للانتقام"})
_VERBS = frozenset({"ردت", "ردوا", "ترد", "يرد", "يردون", "سترد", "سيرد", "لترد", "ليرد", "ليردوا"})
# «رد» is a noun and a verb; «و» and «ف» stand before any verb.
_ANSWERED = _VERBS | {"رد", "ردا"}
_CUES = _ADVERBS | _NOUNS | _VERBS | {c + word for c in "وف" for word in (*_VERBS, "رد")}
_ON = match_key("على")
_OF = frozenset({_ON, "من"})
# «ردت عليها بقصف», «رد على ذلك بقصف»: what was told before.
_BACK = frozenset({"عليها", "عليه", "عليهم", "عليهما"})
_THAT = frozenset({"ذلك", "هذا", "هذه"})
# A reply in words.
_QUESTION = ("سوال", "اسيله")
# Tokens between «جاء ذلك» and «ردا».
_TO_ADVERB = 4
_COMMAS = frozenset("،,؛;:")
# Tokens from a cue to its preposition, and from there to the incident that is answered.
_TO_PREPOSITION, _TO_CAUSE = 7, 8
# «بشن غارات», «بتوجيه ضربات»: a means may be named by a second word.
_MEANS = 3
# «رد بقصف», «ردت إسرائيل فجرا بغارات»: without a preposition, what is answered is what was told before it. Of 167 such
# pairs between annotated triggers of one sentence 142 were right.
_TO_MEANS = 10
# «أي رد», «بحق الرد»: of a reply that has not come.
_ANY = frozenset({"اي", "لاي", "حق", "بحق"})
_THAT_CLAUSE = frozenset({"بان", "بانه", "بانها", "بانهم"})
# «ضربات … بعد هجوم كيماوي»: strikes that the news tells as following a chemical attack answer it; 11 of 12 were right.
_FOLLOWING = frozenset({"بعد", "عقب", "اثر", "بسبب"})
_CHEMICAL = ("كيماوي", "كيمياي")
_TO_CHEMICAL = 6


def retaliations(
    words: Sequence[str], sentences: Sequence[tuple[int, int]], triggers: Sequence[SpanIndex]
) -> list[tuple[int, int]]:
    """Pairs of triggers, (answer, what it answers), that the words of one sentence put so.

    «وجاء ذلك رداً على …» says it of the sentence before.
    words: of an article; sentences, triggers: token spans, half-open. RETURNS: indices of triggers, in order, each pair
    once.
    """
    keys = [word_key(word) for word in words]
    found = set()
    for start, end, inside, told in _with_told(sentences, triggers):
        for at in range(start, end):
            pair = None
            if keys[at] in _CUES:
                pair = _pair(keys, at, end, inside) or _of_that(keys, (start, at, end), inside, told)
            if pair is None and _bare(keys[at]) in _ANSWERED:
                answer = _reply(keys, at, inside)
                before = _before(inside, at)
                pair = None if answer is None or not before else (answer, before[-1])
            if keys[at] in _FOLLOWING:
                pair = _to_chemicals(keys, at, inside)
            if pair:
                found.add(pair)
    return sorted(found)


def replies(
    words: Sequence[str], sentences: Sequence[tuple[int, int]], triggers: Sequence[SpanIndex]
) -> list[tuple[int, tuple[int, ...]]]:
    """Triggers that answer one of the sentence before: «. ورد الجيش بقصف», «. وردا على ذلك شن غارات».

    Arguments as of `retaliations`. RETURNS: index of the answer, those of what it may answer, the nearest first.
    """
    keys = [word_key(word) for word in words]
    found = []
    for start, end, inside, told in _with_told(sentences, triggers):
        for at in range(start, end):
            if not told or _before(inside, at):
                break
            answer = _reply(keys, at, inside) if _bare(keys[at]) in _ANSWERED else None
            if answer is None and keys[at] in _ADVERBS and keys[at + 1 : at + 2] == [_ON]:
                after = [k for span, k in inside if span[0] > at + 2]
                answer = after[0] if after and set(keys[at + 2 : at + 3]) <= _THAT else None
            if answer is not None:
                found.append((answer, tuple(k for _, k in reversed(told))))
                break
    return found


_Placed = list[tuple[SpanIndex, int]]


def _with_told(
    sentences: Sequence[tuple[int, int]], triggers: Sequence[SpanIndex]
) -> Iterator[tuple[int, int, _Placed, _Placed]]:
    """Start and end of each sentence, its triggers with their indices in order, and those of the one before."""
    told: _Placed = []
    for start, end in sentences:
        inside = sorted((span, k) for k, span in enumerate(triggers) if start <= span[0] < end)
        yield start, end, inside, told
        told = inside


def _before(inside: _Placed, at: int) -> list[int]:
    """The triggers of a sentence that end before a token."""
    return [k for span, k in inside if span[1] <= at]


def _pair(keys: Sequence[str], at: int, end: int, inside: _Placed) -> tuple[int, int] | None:
    """(answer, cause) of the cue at a token; end: of its sentence; inside: the triggers of that, in order."""
    of, back = _preposition(keys, at, end, inside)
    if of is None:
        return None
    before = _before(inside, at)
    if back:
        means = [k for span, k in inside if span[0] >= of and _is_means(keys, span[0])]
        return (means[0], before[-1]) if means and before else None
    cause = _cause(keys, of, end, inside)
    if cause is None:
        return None
    after = [(span, k) for span, k in inside if span[0] >= cause[0][1]]
    if keys[at] in _ADVERBS:
        choice = before[-1:] or [k for _, k in after[:1]]
    else:
        own = [k for span, k in inside if span[0] <= at < span[1]]
        choice = [k for span, k in after if _is_means(keys, span[0])][:1] or own[:1] or before[-1:]
    return (choice[0], cause[1]) if choice else None


def _cause(keys: Sequence[str], of: int, end: int, inside: _Placed) -> tuple[SpanIndex, int] | None:
    """The trigger that a preposition before the token `of` leads to."""
    last = next((i for i in range(of, min(end, of + _TO_CAUSE)) if keys[i] in _COMMAS), of + _TO_CAUSE)
    return next(((span, k) for span, k in inside if of <= span[0] <= last), None)


def _of_that(
    keys: Sequence[str], place: tuple[int, int, int], inside: _Placed, told: _Placed
) -> tuple[int, int] | None:
    """(answer, cause) of «. وجاء ذلك ردا على [هجوم]»; place: start of the sentence, the cue, its end."""
    start, at, end = place
    if keys[at] not in _ADVERBS or not told or _before(inside, at):
        return None
    if not any(key in _THAT or key[1:] in _THAT for key in keys[max(start, at - _TO_ADVERB) : at]):
        return None
    of, back = _preposition(keys, at, end, inside)
    cause = None if of is None or back else _cause(keys, of, end, inside)
    return None if cause is None else (told[-1][1], cause[1])


def _reply(keys: Sequence[str], at: int, inside: _Placed) -> int | None:
    """The trigger that is the reply of the verb at a token: its means («ورد الجيش [بقصف]»), or the verb itself."""
    if at and keys[at - 1] in _ANY:
        return None
    means = next((k for (start, _), k in inside if at < start <= at + _TO_MEANS and _is_object(keys, at, start)), None)
    if means is not None:
        return means
    own = next((k for span, k in inside if span[0] <= at < span[1]), None)
    return None if own is None or _leads_on(keys, at, at + 1 + _TO_PREPOSITION) else own


def _bare(key: str) -> str:
    return key[1:] if key[:1] in ("و", "ف") else key


def _is_object(keys: Sequence[str], at: int, start: int) -> bool:
    """Whether «ب» leads to a trigger, on it or on the words before; no preposition of `_preposition` stands between."""
    if _leads_on(keys, at, start) or any(key in _COMMAS for key in keys[at + 1 : start]):
        return False
    return any(keys[i].startswith("ب") for i in range(max(at + 1, start - _MEANS + 1), start + 1))


def _leads_on(keys: Sequence[str], at: int, stop: int) -> bool:
    """Whether a preposition or a clause follows a cue before a token."""
    return any(key in _OF or key in _BACK or key in _THAT_CLAUSE for key in keys[at + 1 : stop])


def _to_chemicals(keys: Sequence[str], at: int, inside: _Placed) -> tuple[int, int] | None:
    """(answer, cause) of «[ضربات] … بعد [هجوم] كيماوي», «بعد» at a token; inside: the triggers of its sentence."""
    cause = next(((span, k) for span, k in inside if at < span[0] <= at + _TO_CHEMICAL), None)
    before = _before(inside, at)
    if cause is None or not before:
        return None
    words = keys[cause[0][0] : cause[0][1] + 1]
    return (before[-1], cause[1]) if any(word in key for key in words for word in _CHEMICAL) else None


def _preposition(keys: Sequence[str], at: int, end: int, inside: _Placed) -> tuple[int | None, bool]:
    """The token from which on what is answered may stand, None where there is none; and whether it stands before.

    It does with «على ذلك»; «على هذه [الضربات]» names it.
    """
    for i in range(at + 1, min(end, at + 1 + _TO_PREPOSITION)):
        if keys[i] in _BACK:
            return i + 1, True
        if keys[i] in _OF:
            following = keys[i + 1] if i + 1 < end else ""
            if following.startswith(_QUESTION):
                return None, False
            named = following != "ذلك" and any(span[0] in (i + 1, i + 2) for span, _ in inside)
            return i + 1, following in _THAT and not named
        if keys[i].startswith("ل") and keys[at].endswith(("انتقاما", "ثارا", "انتقام")) and i <= at + 2:
            return i, False
    return None, False


def _is_means(keys: Sequence[str], start: int) -> bool:
    return any(keys[i].startswith("ب") for i in range(max(0, start - _MEANS + 1), start + 1))
