from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.sentences import Sentences, sentence_spans


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        ("عنوان الخبر\n\nوصل الوفد. غادر الوفد.", ["عنوان الخبر", "وصل الوفد.", "غادر الوفد."]),
        ("هل وصل الوفد؟ نعم! ثم غادر…", ["هل وصل الوفد؟", "نعم!", "ثم غادر…"]),
        ('قال: "وصلنا." ثم مضى.', ['قال: "وصلنا."', "ثم مضى."]),
        ("قال «وصلنا.» ثم مضى", ["قال «وصلنا.»", "ثم مضى"]),
        ("بلغت النسبة 3.5 في المئة. انتهى", ["بلغت النسبة 3.5 في المئة.", "انتهى"]),
        ("قال د. سامر إنه بخير. انتهى", ["قال د. سامر إنه بخير.", "انتهى"]),
        ("  سطر أول  \n\n\n سطر ثان", ["سطر أول", "سطر ثان"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(content: str, sentences: list[str]) -> None:
    assert [content[start:end] for start, end in sentence_spans(content)] == sentences


@given(st.text(alphabet='اب .!؟"»\n\u00a0…)', max_size=60))
def test_all_that_is_not_white_space_lies_in_exactly_one_sentence(content: str) -> None:
    spans = sentence_spans(content)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(content[start:end] == content[start:end].strip() != "" for start, end in spans)
    covered = {offset for start, end in spans for offset in range(start, end)}
    assert covered >= {offset for offset, char in enumerate(content) if not char.isspace()}


def test_the_mention_in_the_sentence_of_a_trigger_is_nearer_than_a_closer_one_outside() -> None:
    content = "سقط الجسر فجأة في القرية البعيدة التي تقع عند النهر. النهر هادئ."
    near, far = content.index("النهر"), content.rindex("النهر")
    trigger = (content.index("سقط"), content.index("سقط") + 3)
    assert Sentences(content).nearest([(far, far + 5), (near, near + 5)], [trigger]) == (0, content.index(".") + 1)
    assert Sentences(content).nearest([], [trigger]) is None


def test_a_span_over_two_sentences_is_quoted_with_both() -> None:
    content = "وصل الوفد. غادر الوفد."
    assert Sentences(content).around(5, 15) == (0, len(content))
