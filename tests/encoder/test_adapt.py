"""Adapting: it learns, goes on after kill -9 as if nothing had been, and its result is an encoder for `kg train`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file
from transformers import AutoModel

from kg.cli import cli
from kg.errors import ModelError
from kg.nlp.encoders.masking import mask_words
from kg.nlp.training.start import load_start

# `kg`, killed in its fifth step.
_KILLED = """
import os, signal
from contextlib import contextmanager
from kg.cli import encoder, main

@contextmanager
def bar():
    yield lambda now: os.kill(os.getpid(), signal.SIGKILL) if now.step == 5 else None

encoder._bar = bar
main()
"""
_KG = str(Path(sys.executable).with_name("kg"))
_OPTIONS = ("--length", "32", "--batch", "2", "--rate", "0.005", "--json")


def arguments(source: Path, corpus: Path, output: Path, *options: str) -> list[str]:
    return ["encoder", "adapt", str(source), "--corpus", str(corpus), "-o", str(output), *_OPTIONS, *options]


def adapt(source: Path, corpus: Path, output: Path, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(cli, arguments(source, corpus, output, *options), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


@pytest.mark.parametrize(
    "kind", ["bert unigram", "bert-lm wordpiece", "electra wordpiece", "roberta unigram", "albert unigram"]
)
def test_it_learns_and_kg_train_takes_the_result(
    kind: str, encoders: dict[str, Path], corpus: Path, tmp_path: Path
) -> None:
    report = adapt(encoders[kind], corpus, tmp_path / "out", "--steps", "40", "--processes", "1")
    assert report["steps"] == 40
    losses = [loss for _, loss in report["loss_curve"]]
    assert np.mean(losses[-8:]) < 0.8 * np.mean(losses[:8])
    assert json.loads((tmp_path / "out" / "adapt.json").read_text()) == report
    start = load_start(str(tmp_path / "out"), layers=0 if "albert" in kind else 2)
    assert start.encoder(**start.tokenizer("قتل خمسة مقاتلين", return_tensors="pt")).last_hidden_state.shape[-1] == 32
    # Whatever the training switched off is on again.
    before, after = (json.loads((p / "config.json").read_text()) for p in (encoders[kind], tmp_path / "out"))
    assert after["attention_probs_dropout_prob"] == before["attention_probs_dropout_prob"]


def test_hours_end_the_training(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    report = adapt(encoders["bert unigram"], corpus, tmp_path / "out", "--hours", "0.0001", "--processes", "1")
    assert report["steps"] >= 1
    assert report["seconds"] >= 0.36


def test_killed_training_ends_with_the_same_weights(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    source = encoders["roberta unigram"]
    options = ("--steps", "9", "--processes", "2", "--save-every", "0")
    adapt(source, corpus, tmp_path / "whole", *options)

    cut = tmp_path / "cut"
    command = [sys.executable, "-c", _KILLED, *arguments(source, corpus, cut, *options)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    _, errors = process.communicate()
    assert process.returncode == -signal.SIGKILL, errors
    # The process that waited for the killed one notices, and ends.
    while _alive(process.pid):
        time.sleep(0.05)
    assert not cut.exists()
    assert torch.load(tmp_path / "cut.checkpoints" / "adapt.pt", weights_only=True)["step"] == 4

    assert adapt(source, corpus, cut, *options)["steps"] == 9
    one, other = (load_file(tmp_path / name / "model.safetensors") for name in ("whole", "cut"))
    assert one.keys() == other.keys()
    for name, tensor in one.items():
        assert torch.equal(tensor, other[name]), name


def test_a_process_that_dies_is_told(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    command = [
        _KG,
        *arguments(encoders["bert unigram"], corpus, tmp_path / "out", "--steps", "1000000", "--save-every", "0"),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "out.checkpoints" / "adapt.pt").exists() and process.poll() is None:
        time.sleep(0.01)
    for child in _children(process.pid):
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(child, signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.splitlines()[-1].startswith("kg: a training process ended early (exit code -9) (the same command")
    assert "Traceback" not in errors


def test_checkpoint_of_another_training_is_refused(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    options = ("--steps", "1", "--processes", "1")
    adapt(encoders["bert unigram"], corpus, tmp_path / "out", *options)
    with pytest.raises(ModelError, match=r"adapt\.pt: checkpoint of another training: mask was 0\.15, now 0\.3"):
        adapt(encoders["bert unigram"], corpus, tmp_path / "out", *options, "--mask", "0.3")
    checkpoint = tmp_path / "out.checkpoints" / "adapt.pt"
    state = torch.load(checkpoint, weights_only=True)
    name = next(iter(state["model"]))
    state["model"][name] = state["model"][name][:-1]
    torch.save(state, checkpoint)
    with pytest.raises(ModelError, match="checkpoint of another shape"):
        adapt(encoders["bert unigram"], corpus, tmp_path / "out", *options)
    checkpoint.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(ModelError, match="checkpoint cannot be read"):
        adapt(encoders["bert unigram"], corpus, tmp_path / "out", *options)


def test_whole_words_are_hidden() -> None:
    rng = np.random.default_rng(0)
    words = np.zeros((50, 40), dtype=np.int16)
    for row in words:
        row[1:-1] = np.cumsum(rng.random(38) < 0.5) + 1
    pieces = rng.integers(10, 100, words.shape).astype(np.int32)
    masked = mask_words(pieces, words, share=0.2, mask_id=3, ordinary=np.arange(10, 100), rng=np.random.default_rng(1))
    chosen = np.zeros(pieces.size, dtype=bool)
    chosen[masked.positions] = True
    assert np.array_equal(masked.targets, pieces.reshape(-1)[chosen])
    untouched = ~chosen.reshape(pieces.shape)
    assert np.array_equal(masked.inputs[untouched], pieces[untouched])
    for row, hidden in zip(words, chosen.reshape(words.shape), strict=True):
        assert hidden.any()
        assert not hidden[row == 0].any()
        for word in np.unique(row[hidden]):
            assert hidden[row == word].all()
    assert 0.12 < chosen.mean() < 0.2
    share = (masked.inputs.reshape(-1)[chosen] == 3).mean()
    assert 0.7 < share < 0.9


def test_model_of_the_result_differs_from_the_source(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    adapt(encoders["bert unigram"], corpus, tmp_path / "out", "--steps", "2", "--processes", "1")
    before, after = (AutoModel.from_pretrained(p).state_dict() for p in (encoders["bert unigram"], tmp_path / "out"))
    name = "encoder.layer.0.output.dense.weight"
    assert not torch.equal(before[name], after[name])


def _children(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _alive(group: int) -> list[str]:
    """Processes of a group that are still running."""
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        if int(its_group) == group and state != "Z":
            alive.append(path.parent.name)
    return alive
