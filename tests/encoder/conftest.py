"""Tiny encoders and a corpus of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from tiny_encoders import ARABIC, make_encoder, unigram, wordpiece

TOKENIZERS = {"unigram": unigram, "wordpiece": wordpiece}


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Tiny tensors gain nothing from threads, and on a busy machine lose much."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text file and a JSON Lines file of Arabic articles."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "one.txt").write_text(" ".join(ARABIC), encoding="utf-8")
    rows = [{"id": str(k), "text": f"{ARABIC[k % 3]}. {ARABIC[(k + 1) % 3]}."} for k in range(12)]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "more.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def encoders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Encoder folders by «kind of model» + «kind of tokenizer»."""
    root = tmp_path_factory.mktemp("encoders")
    bare = ("bert unigram", "bert wordpiece", "electra wordpiece", "roberta unigram")
    with_head = ("bert-lm wordpiece", "electra-lm unigram", "roberta-lm unigram", "albert unigram")
    return {
        name: make_encoder(root / name.replace(" ", "-"), name.split()[0], TOKENIZERS[name.split()[1]]())
        for name in (*bare, *with_head)
    }
