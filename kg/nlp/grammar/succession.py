"""Attacks of which one came after the other: «ضربات … بعد أن تعرضت القاعدة لهجوم»."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.nlp.grammar.attack_nouns import ATTACKS, INDEFINITE
from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]
_AFTER = frozenset({"بعد", "عقب", "وبعد", "وعقب"})
_TO_ATTACK = 10


def successions(
    words: Sequence[str], sentences: Sequence[SpanIndex], triggers: Sequence[SpanIndex]
) -> list[tuple[int, int]]:
    """(later, earlier) of neighbouring triggers, both nouns for attacks, the second without the article after «بعد».

    With the article it may take up what was told: «غارة … بعد يوم من الغارة».
    words: of an article; sentences, triggers: token spans, half-open. RETURNS: indices of triggers.
    """
    keys = [word_key(word) for word in words]
    found = []
    for start, end in sentences:
        inside = sorted((span, k) for k, span in enumerate(triggers) if start <= span[0] < end)
        for ((first, last), later), ((second, _), earlier) in pairwise(inside):
            between = range(max(last, second - _TO_ATTACK), second)
            if keys[first] in ATTACKS and keys[second] in INDEFINITE and any(keys[i] in _AFTER for i in between):
                found.append((later, earlier))
    return found
