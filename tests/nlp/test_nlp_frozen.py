"""The encoder as reading uses it: the states that the model has, whatever stands beside a window."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from spacy.language import Language
from tiny_encoders import make_encoder, unigram
from transformers import AutoModel

from kg.nlp.encoders.frozen import FrozenEncoder
from kg.nlp.pipeline import load_pipeline

WINDOWS = [torch.arange(1, 31), torch.arange(5, 12)]


@pytest.mark.parametrize(("precision", "most"), [(torch.float32, 1e-5), (torch.bfloat16, 0.1)])
def test_states_are_those_of_the_model(tmp_path: Path, precision: torch.dtype, most: float) -> None:
    make_encoder(tmp_path, "bert", unigram())
    model = AutoModel.from_pretrained(tmp_path).eval()
    frozen = FrozenEncoder(model, precision)
    with torch.inference_mode():
        for window in WINDOWS:
            states = frozen(window)
            assert states.dtype == torch.float32
            assert float((states - model(window[None]).last_hidden_state[0]).abs().max()) < most


def test_an_article_is_read_alike_whatever_is_read_with_it(pipeline: Language) -> None:
    short, long = "قتل جنديان في كمين قرب تدمر.", "قصفت طائرات حربية مستودعا للأسلحة في دير الزور. " * 12
    alone = pipeline(short)
    with_another, _ = pipeline.pipe([short, long])
    assert (alone.tensor == with_another.tensor).all()


def test_reading_has_the_vectors_of_the_pipeline_as_it_is_saved(pipeline: Language) -> None:
    text = "قتل جنديان في كمين قرب تدمر."
    saved = load_pipeline(frozen=False)(text).tensor
    assert abs(pipeline(text).tensor - saved).max() < 0.1
