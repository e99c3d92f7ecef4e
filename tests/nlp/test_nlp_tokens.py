"""Tokenizer, sentences and windows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.training.assemble import blank_pipeline
from kg.nlp.windows import window_bounds

NLP = blank_pipeline()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("في عام 2019.", ["في", "عام", "2019", "."]),
        ("قال: “الحرس الثوري”.", ["قال", ":", "“", "الحرس", "الثوري", "”", "."]),
        ("(داعش).", ["(", "داعش", ")", "."]),
        ("غزة؛ثم رفح،وخان يونس", ["غزة", "؛", "ثم", "رفح", "،", "وخان", "يونس"]),
        ("على بعد 50كم", ["على", "بعد", "50", "كم"]),
        ("#غزة", ["#", "غزة"]),
        ("الساعة 1:38 مساء", ["الساعة", "1:38", "مساء"]),
        ("نحو 1,000 جندي", ["نحو", "1,000", "جندي"]),
        ("أغسطس/آب", ["أغسطس", "/", "آب"]),
        ("لإيران وللحوثيين", ["لإيران", "وللحوثيين"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [t.text for t in NLP(text)] == tokens


@given(st.text(alphabet="ابتث وفبلكال.،؛!؟\n«»()0123٤٥ـًabc/:-🙂", max_size=120))
def test_tokenizing_loses_nothing_and_sentences_cover_the_text(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    assert sum(len(s) for s in doc.sents) == len(doc)


def test_sentences() -> None:
    doc = NLP('العنوان\n\nقتل جندي. وقال شاهد: "سمعنا الانفجار." ثم هدأ القصف؟\nانتهى')
    assert [s.text.strip() for s in doc.sents] == [
        "العنوان",
        "قتل جندي.",
        'وقال شاهد: "سمعنا الانفجار."',
        "ثم هدأ القصف؟",
        "انتهى",
    ]


@given(st.integers(1, 400), st.integers(2, 60), st.integers(0, 80))
def test_windows_cover_every_token_in_order(n: int, max_cost: int, overlap: int) -> None:
    doc = NLP.make_doc(" ".join(["كلمة"] * n))
    bounds = window_bounds(doc, max_cost, overlap)
    assert {i for s, e in bounds for i in range(s, e)} == set(range(len(doc)))
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(bounds))
