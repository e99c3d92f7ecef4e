"""Words that say that one incident answers another: «رداً على», «انتقاماً لـ», «ردت … على … بقصف …»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.arabic import match_key

SpanIndex = tuple[int, int]
_ADVERBS = frozenset({"ردا", "انتقاما", "ثارا", "وردا", "وانتقاما", "وثارا"})
_NOUNS = frozenset({"رد", "الرد", "كرد", "بالرد", "برد", "للرد", "لرد", "انتقام", "الانتقام", "بالانتقام", "للانتقام"})
_VERBS = frozenset({"ردت", "ردوا", "ترد", "يرد", "يردون", "سترد", "سيرد"})
# «رد» is a noun and a verb; «و» and «ف» stand before any verb.
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


def retaliations(
    words: Sequence[str], sentences: Sequence[tuple[int, int]], triggers: Sequence[SpanIndex]
) -> list[tuple[int, int]]:
    """Pairs of triggers, (answer, what it answers), that the words of one sentence put so.

    words: of an article; sentences, triggers: token spans, half-open. RETURNS: indices of triggers, in order, each pair
    once.
    """
    keys = [_key(word) for word in words]
    found = set()
    for start, end in sentences:
        inside = sorted((span, k) for k, span in enumerate(triggers) if start <= span[0] < end)
        for at in range(start, end):
            if keys[at] in _CUES and (pair := _pair(keys, at, end, inside)):
                found.add(pair)
    return sorted(found)


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    return match_key(word) or word


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
