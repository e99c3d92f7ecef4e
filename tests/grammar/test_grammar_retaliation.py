"""Retaliations stated in so many words: which incident answers which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.retaliation import replies, retaliations

# Triggers stand in brackets. Answer and cause are numbered from 0 in the order of the text.
CASES = [
    ("شنت الطائرات [غارات] على مخازن رداً على [إطلاق] صواريخ .", [(0, 1)]),
    ("شنت الطائرات [غارات] على مخازن ردًّا على [إطلاق] صواريخ .", [(0, 1)]),
    ("[قصف] المسلحون القرية انتقاماً لـ [مقتل] قائدهم .", [(0, 1)]),
    ("[قصف] المسلحون القرية انتقاما [لمقتل] قائدهم .", [(0, 1)]),
    ("وجاءت [العملية] ثأراً [لمقتل] ثلاثة جنود .", [(0, 1)]),
    ("وردا على [الغارات] ، [أطلق] مقاتلون قذائف .", [(1, 0)]),
    ("ورد الجيش على [الهجوم] [بقصف] مواقع الجماعة .", [(1, 0)]),
    ("وردت القوات على [الهجوم] بشن [غارات] على الوادي .", [(1, 0)]),
    ("أعلن الفصيل أن [هجومه] انتقام [لمقتل] عناصره .", [(0, 1)]),
    ("شنت المقاتلات [غارات] ردت عليها الفصائل [بإطلاق] صواريخ .", [(1, 0)]),
    ("[أطلقوا] النار ورد الجنود على ذلك [بقصف] مدفعي .", [(1, 0)]),
    ("وتوعدت الحكومة [بالرد] على [ضربة] الأمس .", [(0, 1)]),
    ("وقال إن [هجماتهم] ليست سوى رد على [غارات] التحالف .", [(0, 1)]),
    ("[انفجرت] عبوة قرب الحاجز ورد الجنود [بقصف] القرية .", [(1, 0)]),
    ("[ألقوا] الحجارة على الجنود الذين ردوا بإطلاق [النار] .", [(1, 0)]),
    ("شنت ثلاث دول [ضربات] على القاعدة بعد [هجوم] كيماوي على البلدة .", [(0, 1)]),
    ("وقع [انفجار] بعد [هجوم] على البلدة .", []),
    ("أدان الوزير [الغارة] ورد بأن [القصف] مستمر .", []),
    ("[أطلق] مقاتلون صاروخا ، وردت المقاتلات في اليوم التالي [بغارات] على القاعدة .", [(1, 0)]),
    ("[هاجم] مسلحون الحاجز ، لترد القوات [بقصف] القرية .", [(1, 0)]),
    ("[أحرق] محتجون الإطارات ، فيما [ردت] الشرطة بالغاز .", [(1, 0)]),
    ("و[ردت] المدفعية على هذه [الضربات] ، بإطلاق خمسين قذيفة .", []),
    ("وردت المدفعية على هذه [الضربات] ، [بإطلاق] خمسين قذيفة .", [(1, 0)]),
    ("[قصفت] المدفعية البلدة تحسبا لأي [رد] .", []),
    # A reply in words, a cause that is no incident, or that stands only after the comma.
    ("وصف الوزير [الهجوم] ردا على سؤال عن [الغارات] .", []),
    ("وردا على الحادث ، شن الطيران [غارات] ودفع الجيش [بتعزيزات] .", []),
    ("[قصفت] الطائرات القرية ردا على ما سمته استفزازات .", []),
    ("نفت الوزارة [الغارة] وقالت إن [القصف] مستمر .", []),
    ("رد الوزير بأن [الهجوم] مدان .", []),
]


def parse(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    words, triggers = [], []
    for k, word in enumerate(text.split()):
        words.append(word.strip("[]"))
        if word.startswith("["):
            triggers.append((k, k + 1))
    return words, triggers


@pytest.mark.parametrize(("text", "pairs"), CASES)
def test_which_answers_which(text: str, pairs: list[tuple[int, int]]) -> None:
    words, triggers = parse(text)
    assert retaliations(words, [(0, len(words))], triggers) == pairs


def test_that_was_an_answer_of_the_sentence_before() -> None:
    words, triggers = parse("[استهدفنا] قائدا ميدانيا . وجاء ذلك رداً على [إطلاق] قذيفة .")
    assert retaliations(words, [(0, 4), (4, len(words))], triggers) == [(0, 1)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("[أطلق] مقاتلون صاروخا .", "وردت المقاتلات [بغارات] على القاعدة .", [(1, (0,))]),
        ("[أطلق] مقاتلون صاروخا [وخطفوا] حارسا .", "وردا على ذلك شن الطيران [غارات] .", [(2, (1, 0))]),
        ("[انفجرت] عبوة عند الحاجز .", "و [رد] الجنود فورا .", [(1, (0,))]),
        ("[انفجرت] عبوة عند الحاجز .", "وردا على سؤال نفى الوزير [القصف] .", []),
        ("[انفجرت] عبوة عند الحاجز .", "[قصفت] المدفعية القرية ورد المسلحون [بإطلاق] النار .", []),
        ("انتهت الجلسة .", "وردت المقاتلات [بغارات] على القاعدة .", []),
    ],
)
def test_a_reply_to_the_sentence_before(before: str, after: str, found: list[tuple[int, tuple[int, ...]]]) -> None:
    words, triggers = parse(f"{before} {after}")
    border = len(before.split())
    assert replies(words, [(0, border), (border, len(words))], triggers) == found


def test_a_cue_reaches_no_other_sentence() -> None:
    words, triggers = parse("شنت الطائرات [غارات] ردا على [القصف] .")
    assert retaliations(words, [(0, 4), (4, len(words))], triggers) == []


@given(
    st.lists(
        st.sampled_from(["ردا", "على", "غارة", "بقصف", "،", "ورد", "عليها", "ذلك", "لمقتل", "انتقاما"]), max_size=24
    ),
    st.sets(st.integers(0, 23)),
)
def test_any_words_give_pairs_of_two_triggers(words: list[str], at: set[int]) -> None:
    triggers = [(i, i + 1) for i in sorted(at) if i < len(words)]
    half = len(words) // 2
    for answer, told in replies(words, [(0, half), (half, len(words))], triggers):
        assert triggers[answer][0] >= half > max(triggers[k][0] for k in told)
    pairs = retaliations(words, [(0, len(words))], triggers)
    assert len(pairs) == len(set(pairs))
    assert all(a != b and min(a, b) >= 0 and max(a, b) < len(triggers) for a, b in pairs)
