"""Whom the words after an attack name: «هجوم على …» whom it was aimed at, «هجوم … من قبل …» who did it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic import match_key
from kg.nlp.grammar.attack_nouns import ATTACKS
from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]
_ON = frozenset({match_key("على"), "ضد"})
_BY = frozenset({("من", "قبل"), (match_key("على"), "يد"), (match_key("على"), "ايدي")})
# «حُمّل مسؤولية الهجوم»: whoever follows is blamed for it.
_BLAME = ("مسوولي", "مسيولي", "مسءولي", "اللوم", "اتهام")
_ACTORS = frozenset({"ARMED_GROUP", "CIVILIANS", "PERSON"})
_DOERS = frozenset({"ARMED_GROUP", "PERSON"})
# Adjectives between an attack and «على»; words like «مواقع» between that and an actor; tokens to «من قبل».
_ADJECTIVES, _BEFORE_ACTOR, _TO_BY = 3, 1, 12


def stated_parties(
    words: Sequence[str],
    sentences: Sequence[SpanIndex],
    triggers: Sequence[SpanIndex],
    mentions: Sequence[tuple[SpanIndex, str]],
) -> list[tuple[int, str, int]]:
    """(trigger, role, mention) of the nouns for attacks that say whom they were aimed at, and by whom.

    words: of an article; sentences, triggers: token spans, half-open; mentions: token spans with their entity types.
    """
    keys = [word_key(word) for word in words]
    at = {span[0]: k for k, (span, _) in enumerate(mentions)}
    found = []
    for start, end in sentences:
        inside = sorted((span, k) for k, span in enumerate(triggers) if start <= span[0] < end)
        for n, ((first, last), k) in enumerate(inside):
            if keys[first] not in ATTACKS or any(
                word.startswith(_BLAME) for word in keys[max(start, first - 3) : first]
            ):
                continue
            stop = inside[n + 1][0][0] if n + 1 < len(inside) else end
            target = _target(keys, last, stop, at, mentions)
            if target is not None:
                found.append((k, "target", target))
            doer = _doer(keys, last, min(stop, last + _TO_BY), at, mentions)
            if doer is not None:
                found.append((k, "initiator", doer))
    return found


def _target(
    keys: Sequence[str], last: int, stop: int, at: dict[int, int], mentions: Sequence[tuple[SpanIndex, str]]
) -> int | None:
    """The mention after «على», with no more than adjectives before it."""
    on = last
    while on < min(stop, last + _ADJECTIVES) and keys[on] not in _ON and keys[on].isalnum() and on not in at:
        on += 1
    if on >= stop or keys[on] not in _ON or tuple(keys[on : on + 2]) in _BY:
        return None
    for i in range(on + 1, min(stop, on + 2 + _BEFORE_ACTOR)):
        if i in at:
            kind = mentions[at[i]][1]
            return at[i] if kind in _ACTORS or (kind == "FACILITY" and i == on + 1) else None
    return None


def _doer(
    keys: Sequence[str], start: int, stop: int, at: dict[int, int], mentions: Sequence[tuple[SpanIndex, str]]
) -> int | None:
    """The mention after «من قبل» or «على يد»; no comma before it."""
    for i in range(start, stop - 2):
        if tuple(keys[i : i + 2]) in _BY:
            return at[i + 2] if i + 2 in at and mentions[at[i + 2]][1] in _DOERS else None
        if not keys[i].isalnum():
            return None
    return None
