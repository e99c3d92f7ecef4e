"""Whom the words after an attack name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.parties import stated_parties

# Triggers stand in brackets, mentions in braces with the first letter of their type.
CASES = [
    ("[هجوم] على {A:دورية} في حلب .", [("هجوم", "target", "دورية")]),
    ("شنت [غارات] جوية عنيفة على مواقع {A:الفصيل} .", [("غارات", "target", "الفصيل")]),
    (
        "[الهجمات] الأخيرة ضد {C:مدنيين} من قبل {A:الفصيل} .",
        [("الهجمات", "target", "مدنيين"), ("الهجمات", "initiator", "الفصيل")],
    ),
    ("تعرضت القرية [لهجوم] على يد {A:مسلحين} .", [("لهجوم", "initiator", "مسلحين")]),
    ("[القصف] على {F:مستشفى} .", [("القصف", "target", "مستشفى")]),
    # Blamed, not hit; a place; a site beside which it happened; another clause; no noun for an attack; another attack.
    ("وحمل مسؤولية [الهجوم] على {A:الفصيل} .", []),
    ("[غارة] على {L:حلب} .", []),
    ("[قصف] على محيط {F:المطار} .", []),
    ("[هجوم] ، وقال شهود إن بيوتا هدمت من قبل {A:الفصيل} .", []),
    ("[اتفاق] على {A:الفصيل} .", []),
    ("[هجوم] أعقبته [غارة] على {A:الفصيل} .", [("غارة", "target", "الفصيل")]),
]
TYPES = {"A": "ARMED_GROUP", "C": "CIVILIANS", "F": "FACILITY", "L": "PLACE"}
Span = tuple[int, int]


def parse(text: str) -> tuple[list[str], list[Span], list[tuple[Span, str]]]:
    words, triggers, mentions = [], [], []
    for k, word in enumerate(text.split()):
        if word.startswith("["):
            triggers.append((k, k + 1))
        if word.startswith("{"):
            mentions.append(((k, k + 1), TYPES[word[1]]))
            word = word[3:]
        words.append(word.strip("[]{}"))
    return words, triggers, mentions


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_whom_an_attack_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    words, triggers, mentions = parse(text)
    found = stated_parties(words, [(0, len(words))], triggers, mentions)
    assert [(words[triggers[t][0]], role, words[mentions[m][0][0]]) for t, role, m in found] == expected


@given(st.lists(st.sampled_from(["[هجوم]", "[غارة]", "{A:فصيل}", "على", "من", "قبل", "يد", "،"]), max_size=20))
def test_any_words_name_mentions_after_the_attack(text: list[str]) -> None:
    words, triggers, mentions = parse(" ".join(text))
    for trigger, _, mention in stated_parties(words, [(0, len(words))], triggers, mentions):
        assert triggers[trigger][0] < mentions[mention][0][0]
