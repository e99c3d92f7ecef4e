"""What the words say did not happen. Triggers stand in brackets; expected are those that are denied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.denials import denied

CASES = [
    ("نفى الجيش [استهداف] المدنيين .", ["استهداف"]),
    ("ونفت الوزارة في بيانها أن تكون طائراتها [قصفت] المشفى .", ["قصفت"]),
    ("نفى المتحدث باسم الجيش في المدينة ، أن تكون [غارات] قد وقعت .", ["غارات"]),
    ("كذّب الجيش أنباء عن [غارة] على البلدة .", ["غارة"]),
    ("أكد المحافظ أن المطار لم يتعرض لأي [هجوم] .", ["هجوم"]),
    ("وقال إن الجيش لم [يقصف] البلدة .", ["يقصف"]),
    ("وأضاف أنه لا صحة لأنباء عن [ضربات] .", ["ضربات"]),
    ("حتى الآن ليس هناك [معارك] .", ["معارك"]),
    # Who denies a part in it, or whom it hit, does not deny that it happened; nor does who speaks of «the» attack.
    ("نفت البلاد تورطها في [هجوم] على المدينة .", []),
    ("نفى الجيش مسؤوليته عن [غارة] .", []),
    ("نفى الجيش إصابة أحد في [غارة] .", []),
    ("نفت الحركة [الهجوم] .", []),
    # What is told beside the denial, before it, or in another sentence; «لم» before other verbs.
    ("نفى الجيش ذلك ، وأعقبت النفي [غارة] .", []),
    ("بعد [غارة] نفى الجيش كل شيء .", []),
    ("نفى الجيش . ووقعت [غارة] .", []),
    ("نفى الجيش النبأ بينما وقعت [غارة] .", []),
    ("لا تزال [المعارك] مستمرة .", []),
    ("لم تمنع ذلك [هجمات] أخرى .", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_did_not_happen(text: str, expected: list[str]) -> None:
    words, triggers, sentences = [], [], []
    start = 0
    for word in text.split():
        if word.startswith("["):
            triggers.append((len(words), len(words) + 1))
        words.append(word.strip("[]"))
        if word == ".":
            sentences.append((start, len(words)))
            start = len(words)
    assert [words[triggers[k][0]] for k in denied(words, sentences, triggers)] == expected


@given(st.lists(st.sampled_from(["نفى", "لم", "يشن", "لا", "صحة", "،", "أن", "في", "غارة", "."]), max_size=16))
def test_any_words_give_triggers(words: list[str]) -> None:
    triggers = [(k, k + 1) for k, word in enumerate(words) if word == "غارة"]
    found = denied(words, [(0, len(words))], triggers)
    assert found == sorted(found)
    assert set(found) <= set(range(len(triggers)))
