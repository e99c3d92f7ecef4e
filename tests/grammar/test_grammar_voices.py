"""In whose voice a sentence stands. Articles of our own; a sentence ends at «|»."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.voices import voices

# Mentions as in the tests of attributions: [P:فلان]. Expected of each sentence: its sources, or how else it is spoken.
CASES = [
    (
        "قال [O:المرصد] إن ثلاثة قتلوا . | وأضاف أن الحصيلة ترتفع . | وتقع البلدة في الجنوب .",
        ["المرصد", "continued", ""],
    ),
    ("قال شهود إن ثلاثة قتلوا . | وأضافوا أن الحصيلة ترتفع .", ["unnamed", ""]),
    ("وأضاف المصدر نفسه لفلان : قتل اثنان .", ["continued"]),
    ("وأضاف خلال زيارة إلى [L:حلب] « قتل اثنان .", ["continued"]),
    ("وجاء في البيان أن اثنين قتلا .", ["continued"]),
    ("في جلسة أمس حيث قال : قتل اثنان .", ["continued"]),
    ("قال [P:سالم] : « قتل اثنان . | ثم قتل ثالث » . | وقتل رابع .", ["سالم", "continued", ""]),
    ("[O:المرصد] : قتل اثنان .", ["المرصد"]),
    ("[O:المرصد] [O:والوكالة] : قتل اثنان .", ["المرصد"]),
    ("[C:سوريا] : قتل اثنان .", [""]),
    ("وكان [P:سالم] قد أعلن أن اثنين قتلا .", ["سالم"]),
    ("لكن [A:الفصيل] أعلن أن اثنين قتلا .", ["الفصيل"]),
    ("بأيدي [A:مسلحين] قال إنهم من [A:الفصيل] .", ["unnamed"]),
    # Who accuses names a culprit, and does not tell what happened in so many words.
    ("واتهم [O:المرصد] [A:الفصيل] بقتل اثنين .", ["unnamed"]),
    ("نفى [A:الفصيل] قتل اثنين .", [""]),
]
TYPES = {"P": "PERSON", "O": "ORGANIZATION", "A": "ARMED_GROUP", "L": "PLACE", "C": "COUNTRY"}


def read(text: str) -> tuple[list[str], list[tuple[int, int]], list[tuple[tuple[int, int], str]]]:
    words: list[str] = []
    mentions, sentences = [], []
    for sentence in text.split(" | "):
        start = len(words)
        for word in sentence.split():
            if word.startswith("["):
                mentions.append(((len(words), len(words) + 1), TYPES[word[1]]))
                word = word[3:-1]
            words.append(word)
        sentences.append((start, len(words)))
    return words, sentences, mentions


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_whose_voice_a_sentence_is_in(text: str, expected: list[str]) -> None:
    words, sentences, mentions = read(text)
    found = []
    for voice in voices(words, sentences, mentions):
        named = " ".join(words[mentions[k][0][0]] for k in voice.sources)
        found.append(named or "continued" * voice.continued or "unnamed" * voice.unnamed)
    assert found == expected


def test_the_words_that_name_who_speaks_hold_the_body_and_its_spokesman() -> None:
    words, sentences, mentions = read("وقال المتحدث باسم [A:الفصيل] [P:سالم] إن [A:الجيش] قصف البلدة .")
    (voice,) = voices(words, sentences, mentions)
    assert [" ".join(words[a:b]) for a, b in voice.naming] == ["المتحدث باسم الفصيل سالم"]
    assert {" ".join(words[a:b]) for a, b in voice.told} == {"الجيش قصف البلدة ."}


@given(
    st.lists(st.sampled_from(["قال", "إن", "وكان", "كما", "أعلن", "حيث", "جهة", ":", '"', "«", ".", "|"]), max_size=24)
)
def test_any_words_give_a_voice_to_every_sentence(words: list[str]) -> None:
    text = " ".join("[O:جهة]" if word == "جهة" else word for word in words)
    words, sentences, mentions = read(text)
    found = voices(words, sentences, mentions)
    assert len(found) == len(sentences)
    for (start, end), voice in zip(sentences, found, strict=True):
        assert all(start <= a <= b <= end for a, b in (*voice.naming, *voice.told))
        assert all(start <= mentions[k][0][0] < end for k in voice.sources)
