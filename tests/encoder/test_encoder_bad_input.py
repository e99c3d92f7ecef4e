"""What a user can get wrong with `kg encoder`: one clear line each, and nothing written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner, Result
from safetensors.torch import load_file, save_file

from kg.cli import cli
from kg.errors import InputError, KgError, ModelError


def run(command: str, *arguments: str | Path) -> Result:
    extra = ["--steps", "1", "--processes", "1", "--length", "32"] if command == "adapt" else []
    return CliRunner().invoke(cli, ["encoder", command, *map(str, arguments), *extra], catch_exceptions=False)


@pytest.fixture(params=["trim", "adapt"])
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(encoders: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of an encoder, to spoil."""
    return Path(shutil.copytree(encoders["bert unigram"], tmp_path / "encoder"))


def check_refused(kind: type[KgError], match: str, command: str, name: str | Path, corpus: Path, output: Path) -> None:
    with pytest.raises(kind, match=match) as caught:
        run(command, name, "--corpus", corpus, "-o", output)
    assert "\n" not in str(caught.value)
    assert not output.exists()


def test_no_tokenizer(command: str, folder: Path, corpus: Path, tmp_path: Path) -> None:
    for file in folder.glob("*token*"):
        file.unlink()
    check_refused(ModelError, "the encoder folder has no tokenizer", command, folder, corpus, tmp_path / "out")


def test_broken_tokenizer(command: str, folder: Path, corpus: Path, tmp_path: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")
    check_refused(ModelError, "encoder: tokenizer: ", command, folder, corpus, tmp_path / "out")


def test_not_an_encoder(command: str, corpus: Path, tmp_path: Path) -> None:
    check_refused(ModelError, r"no config\.json: not an encoder folder", command, corpus, corpus, tmp_path / "out")


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/at/all", "a/b/c"])
def test_no_folder(command: str, name: str, corpus: Path, tmp_path: Path) -> None:
    check_refused(ModelError, f"{name}: not a folder", command, name, corpus, tmp_path / "out")


def test_config_of_another_encoder(command: str, folder: Path, corpus: Path, tmp_path: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "hidden_size": 64}))
    check_refused(ModelError, "size mismatch", command, folder, corpus, tmp_path / "out")


def test_weights_that_lack_a_layer(command: str, folder: Path, corpus: Path, tmp_path: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    kept = {name: tensor for name, tensor in weights.items() if "layer.1." not in name}
    save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
    check_refused(ModelError, "the weights lack 16 tensors", command, folder, corpus, tmp_path / "out")


def test_weights_cut_short(command: str, folder: Path, corpus: Path, tmp_path: Path) -> None:
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[: len(weights) // 2])
    check_refused(ModelError, "encoder: ", command, folder, corpus, tmp_path / "out")


def test_tokenizer_of_another_encoder(
    command: str, folder: Path, encoders: dict[str, Path], corpus: Path, tmp_path: Path
) -> None:
    shutil.copy(encoders["bert wordpiece"] / "tokenizer.json", folder / "tokenizer.json")
    check_refused(
        ModelError, r"the tokenizer has \d+ pieces, the model only", command, folder, corpus, tmp_path / "out"
    )


def test_empty_corpus(command: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    check_refused(InputError, "none: the folder has no files", command, folder, tmp_path / "none", tmp_path / "out")
    (tmp_path / "none" / "english.txt").write_text("Nothing here is Arabic.")
    check_refused(InputError, "the corpus has no article", command, folder, tmp_path / "none", tmp_path / "out")
    missing = tmp_path / "missing"
    check_refused(InputError, "missing: no such file or folder", command, folder, missing, tmp_path / "out")


def test_output_that_is_something_else(command: str, folder: Path, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="out: exists and is not an encoder folder"):
        run(command, folder, "--corpus", corpus, "-o", tmp_path / "out")
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_too_many_layers(folder: Path, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="4 layers cannot be kept of 3"):
        run("trim", folder, "--corpus", corpus, "-o", tmp_path / "out", "--layers", "4")


def test_absent_gpu(folder: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    for device, message in (("cuda", "--device cuda: torch finds no GPU"), ("tpu9", "tpu9: unknown device")):
        with pytest.raises(InputError, match=message):
            run("adapt", folder, "--corpus", corpus, "-o", tmp_path / "out", "--device", device)


def test_blocks_longer_than_the_encoder(folder: Path, corpus: Path, tmp_path: Path) -> None:
    options = ["--corpus", str(corpus), "-o", str(tmp_path / "out"), "--steps", "1", "--length", "133"]
    with pytest.raises(InputError, match=r"blocks of 133 pieces \(this encoder takes 8 to 132\)"):
        CliRunner().invoke(cli, ["encoder", "adapt", str(folder), *options], catch_exceptions=False)


def test_no_mask_token(folder: Path, corpus: Path, tmp_path: Path) -> None:
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        data = json.loads((folder / name).read_text())
        data.pop("mask_token")
        (folder / name).write_text(json.dumps(data))
    check_refused(ModelError, "the tokenizer has no mask token", "adapt", folder, corpus, tmp_path / "out")


def test_hub_name_without_a_network(command: str, corpus: Path, tmp_path: Path) -> None:
    """In a process of its own: the hub's library reads its settings when it is imported."""
    extra = ["--steps", "1"] if command == "adapt" else []
    finished = subprocess.run(
        [
            *(Path(sys.executable).with_name("kg"), "encoder", command, "someone/an-encoder"),
            *("--corpus", str(corpus), "-o", str(tmp_path / "out"), *extra),
        ],
        env={
            "PATH": "/usr/bin",
            "HOME": str(tmp_path),
            # A port of this machine where nobody listens: a hub that cannot be reached, whatever network there is.
            "HF_ENDPOINT": "http://127.0.0.1:9",
        },
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert finished.returncode == 1
    assert finished.stderr == (
        "kg: someone/an-encoder: no such folder, and the Hugging Face hub cannot be reached"
        " (give a folder with config.json, weights and tokenizer, or a hub name and a network)\n"
    )
