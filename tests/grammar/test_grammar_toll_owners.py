"""Figures that the words give to an incident, and figures told together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.grammar.toll_owners import joint_figures, stated_results

# Triggers stand in brackets, figures in braces with the first letter of their outcome: {k:ثلاثة}.
JOINT = [
    ("أسفر [الهجوم] عن مقتل {k:جندي} وإصابة {w:أربعة} .", [(0, 1)]),
    ("قتل {k:مدني} وجرح {w:طفلان} وفقد {m:ثلاثة} .", [(0, 1), (1, 2)]),
    ("قتل {k:مدني} وأصيب بحسب الطبيب أكثر {w:طفلان} .", []),
    # Another incident between, no «و», another sentence, figures of one outcome.
    ("قتل {k:مدني} [وقصف] أصاب {w:طفلين} .", []),
    ("قتل {k:مدني} ، {w:طفلان} .", []),
    ("قتل {k:مدني} . وأصيب {w:طفلان} .", []),
    ("قتل {k:مدني} وقتل {k:طفلان} .", []),
]
RESULTS = [
    ("[قصف] القرية ردا على [هجوم] بطائرة أسفر عن مقتل {k:جندي} وإصابة {w:ستة} .", [(1, 0), (1, 1)]),
    ("[هجوم] أودى بحياة {k:جندي} .", [(0, 0)]),
    ("[هجوم] في الوادي ، وأدى لاحقا إلى مقتل {k:جندي} .", []),
    ("[هجوم] أدى إلى مقتل {k:جندي} ثم [قصف] أصاب {w:طفلين} .", [(0, 0)]),
    ("[هجوم] على القرية الواقعة في أعلى الوادي أسفر عن مقتل {k:جندي} .", []),
    ("قتل {k:جندي} في [هجوم] أدى إلى حريق .", []),
]


def parse(
    text: str,
) -> tuple[list[str], list[tuple[int, int]], list[tuple[int, int]], list[tuple[tuple[int, int], str]]]:
    words, triggers, figures = [], [], []
    for k, word in enumerate(text.split()):
        if word.startswith("["):
            triggers.append((k, k + 1))
        if word.startswith("{"):
            figures.append(((k, k + 1), word[1]))
            word = word[3:]
        words.append(word.strip("[]{}"))
    ends = [k + 1 for k, word in enumerate(words) if word == "."]
    return words, list(zip([0, *ends], ends, strict=False)), triggers, figures


@pytest.mark.parametrize(("text", "pairs"), JOINT)
def test_which_figures_are_told_together(text: str, pairs: list[tuple[int, int]]) -> None:
    words, sentences, triggers, figures = parse(text)
    assert joint_figures(words, sentences, triggers, figures) == pairs


@pytest.mark.parametrize(("text", "pairs"), RESULTS)
def test_whose_figures_a_verb_tells(text: str, pairs: list[tuple[int, int]]) -> None:
    words, sentences, triggers, figures = parse(text)
    assert stated_results(words, sentences, triggers, [span for span, _ in figures]) == pairs


@given(st.lists(st.sampled_from(["[هجوم]", "{k:جندي}", "{w:طفل}", "أسفر", "عن", "و", "،", "."]), max_size=20))
def test_any_words_give_pairs_within_bounds(text: list[str]) -> None:
    words, sentences, triggers, figures = parse(" ".join([*text, "."]))
    for trigger, figure in stated_results(words, sentences, triggers, [span for span, _ in figures]):
        assert triggers[trigger] < figures[figure][0]
    assert all(b == a + 1 for a, b in joint_figures(words, sentences, triggers, figures))
