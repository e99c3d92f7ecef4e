"""Attacks of which one came after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.succession import successions

# Triggers stand in brackets, numbered from 0 in the order of the text: (later, earlier).
CASES = [
    ("أمر بشن [ضربات] مماثلة في الشمال بعد أن تعرضت قاعدة [لهجوم] .", [(0, 1)]),
    ("[القصف] جاء عقب [هجوم] على دورية .", [(0, 1)]),
    # It may be the same one; no attack; another sentence; another incident between; too far.
    ("[غارة] نفتها الوزارة بعد يوم من [الغارة] .", []),
    ("[اعتقال] رجل بعد [هجوم] .", []),
    ("[قصف] ليلي . وبعد [هجوم] .", []),
    ("[قصف] [أدى] بعد [هجوم] .", []),
    ("[قصف] بعد أن قال الناطق باسم القوات في بيان نشره اليوم إن [هجوم] .", []),
]


def parse(text: str) -> tuple[list[str], list[tuple[int, int]], list[tuple[int, int]]]:
    words = text.split()
    triggers = [(k, k + 1) for k, word in enumerate(words) if word.startswith("[")]
    words = [word.strip("[]") for word in words]
    ends = [k + 1 for k, word in enumerate(words) if word == "."]
    return words, list(zip([0, *ends], ends, strict=False)), triggers


@pytest.mark.parametrize(("text", "pairs"), CASES)
def test_which_came_after_which(text: str, pairs: list[tuple[int, int]]) -> None:
    assert successions(*parse(text)) == pairs


@given(st.lists(st.sampled_from(["[هجوم]", "[غارة]", "[الغارة]", "بعد", "أن", "."]), max_size=20))
def test_any_words_give_neighbours(text: list[str]) -> None:
    assert all(b == a + 1 for a, b in successions(*parse(" ".join([*text, "."]))))
