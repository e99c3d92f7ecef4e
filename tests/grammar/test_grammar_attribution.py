"""Who says what a sentence tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.attribution import attributions

# Mentions stand in brackets with the first letter of their type: [P:فلان]. Expected: the source, the words it says.
CASES = [
    ("قال [O:المرصد] إن ثلاثة قتلوا .", [("المرصد", "ثلاثة قتلوا .")]),
    ("وأعلنت وزارة الصحة أن ثلاثة قتلوا .", []),
    ("وقال المتحدث العسكري باسم [A:الفصيل] إن الغارة قتلت اثنين .", [("الفصيل", "الغارة قتلت اثنين .")]),
    ("وذكر قائد [A:الفصيل] أن الغارة قتلت اثنين .", []),
    ("وذكر قائد [A:الفصيل] [P:سالم] أن الغارة قتلت اثنين .", [("سالم", "الغارة قتلت اثنين .")]),
    ("وقال [P:سالم] : قتل اثنان .", [("سالم", "قتل اثنان .")]),
    ("قتل اثنان بحسب [O:المرصد] .", [("المرصد", "قتل اثنان")]),
    ("قتل اثنان وفق ما أعلن [O:المرصد] .", [("المرصد", "قتل اثنان وفق ما")]),
    ("وبحسب [O:المرصد] قتل اثنان .", [("المرصد", "قتل اثنان .")]),
    (
        "قال [P:سالم] إن ثلاثة قتلوا بينما تحدثت [O:الوكالة] عن خمسة .",
        [("سالم", "ثلاثة قتلوا بينما تحدثت الوكالة عن خمسة ."), ("الوكالة", "خمسة .")],
    ),
    # Said at a place; a verb of saying before the «أن»; nobody named.
    ("وقال في [L:حلب] إن الحرب انتهت .", []),
    ("وأعلن عن الأمر ثم قال [O:المرصد] إن ثلاثة قتلوا .", [("المرصد", "ثلاثة قتلوا .")]),
    ("وقال شهود إن ثلاثة قتلوا .", []),
]
TYPES = {"P": "PERSON", "O": "ORGANIZATION", "A": "ARMED_GROUP", "L": "PLACE"}


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_says_what(text: str, expected: list[tuple[str, str]]) -> None:
    words, mentions = [], []
    for k, word in enumerate(text.split()):
        if word.startswith("["):
            mentions.append(((k, k + 1), TYPES[word[1]]))
            word = word[3:-1]
        words.append(word)
    found = attributions(words, [(0, len(words))], mentions)
    assert [(words[mentions[a.source][0][0]], " ".join(words[a.start : a.end])) for a in found] == expected


def test_a_verb_reaches_no_other_sentence() -> None:
    words = ["قال", "المرصد", ".", "إن", "ثلاثة", "قتلوا", "."]
    assert attributions(words, [(0, 3), (3, 7)], [((1, 2), "ORGANIZATION")]) == []


@given(st.lists(st.sampled_from(["قال", "إن", "بحسب", "كما", "أعلن", "ما", "جهة", ":", "،"]), max_size=20))
def test_any_words_give_spans_within_the_sentence(words: list[str]) -> None:
    mentions = [((k, k + 1), "ORGANIZATION") for k, word in enumerate(words) if word == "جهة"]
    for found in attributions(words, [(0, len(words))], mentions):
        assert 0 <= found.start <= found.end <= len(words)
        assert 0 <= found.source < len(mentions)
