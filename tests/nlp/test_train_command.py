"""`kg train`: from gold articles and any encoder to a pipeline folder; resumable; clear about bad input."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
import torch
from click.testing import CliRunner, Result
from safetensors.torch import load_file
from tiny_encoders import byte_pairs, make_encoder, unigram, wordpiece

from kg.cli.average import command as average
from kg.cli.train import command
from kg.errors import InputError, ModelError
from kg.resources import resource

GOLD = Path(__file__).parent.parent / "data" / "synth"


def save_encoder(kind: str, folder: Path) -> None:
    make_encoder(folder, kind, {"bert": unigram, "electra": wordpiece, "roberta": byte_pairs}[kind]())


def train(*arguments: object) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments)])


@pytest.fixture
def halves(tmp_path: Path) -> tuple[Path, Path]:
    """Gold to learn from and gold to choose by."""
    folders = tmp_path / "train", tmp_path / "dev"
    for k, path in enumerate(sorted(GOLD.glob("*.json"))):
        folder = folders[k >= 4]
        folder.mkdir(exist_ok=True)
        shutil.copy(path, folder)
    return folders


@pytest.mark.parametrize("kind", ["bert", "electra", "roberta"])
def test_any_encoder_becomes_a_pipeline(tmp_path: Path, halves: tuple[Path, Path], kind: str) -> None:
    save_encoder(kind, tmp_path / "encoder")
    gold, dev = halves
    out = tmp_path / "model"
    result = train("--gold", gold, "--dev", dev, "--encoder", tmp_path / "encoder", "--epochs", 2, "-o", out)
    assert result.exit_code == 0, result.output
    doc = spacy.load(out)("قتل خمسة مقاتلين في غارة على دير الزور.")
    assert doc.tensor.shape[0] == len(doc)
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "| graph |" in card
    assert "Trained on 4 annotated articles" in card


def test_interrupted_training_goes_on_and_ends_in_the_same_weights(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    base = ("--gold", halves[0], "--encoder", tmp_path / "encoder", "--epochs", 3)
    assert train(*base, "-o", tmp_path / "a").exit_code == 0
    # As if killed in the middle of the second epoch: only the first one's checkpoint is there.
    import kg.nlp.training.trainer as trainer

    class Killed(BaseException):
        pass

    save = trainer._save

    def save_once(path: Path, epoch: int, *rest: object) -> None:
        if epoch == 2:
            raise Killed
        save(path, epoch, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "_save", save_once)
        with pytest.raises(Killed):
            train(*base, "-o", tmp_path / "b")
    assert train(*base, "-o", tmp_path / "b").exit_code == 0
    for file in (tmp_path / "a").rglob("head.safetensors"):
        assert file.read_bytes() == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes(), file


def test_a_checkpoint_of_another_shape_is_named(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    save_encoder("roberta", tmp_path / "other")
    base = ("--gold", halves[0], "--epochs", 1, "--checkpoints", tmp_path / "c")
    assert train(*base, "--encoder", tmp_path / "encoder", "-o", tmp_path / "a").exit_code == 0
    result = train(*base, "--encoder", tmp_path / "other", "-o", tmp_path / "b")
    assert isinstance(result.exception, ModelError)
    assert "joint.pt: checkpoint of another shape" in str(result.exception)


def test_development_articles_must_not_be_learned_from(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    result = train("--gold", halves[0], "--dev", halves[0], "--encoder", tmp_path / "encoder", "-o", tmp_path / "model")
    assert isinstance(result.exception, InputError)
    assert "4 articles are in --gold or --silver as well" in str(result.exception)


def test_a_gpu_that_is_not_there_is_named(
    tmp_path: Path, halves: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_encoder("bert", tmp_path / "encoder")
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    base = ("--gold", halves[0], "--encoder", tmp_path / "encoder", "-o", tmp_path / "model")
    result = train(*base, "--device", "cuda")
    assert isinstance(result.exception, InputError)
    assert "--device cuda: torch finds no GPU" in str(result.exception)


def test_a_folder_of_something_else_is_not_overwritten(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "thesis.txt").write_text("x")
    result = train("--gold", halves[0], "--encoder", tmp_path / "encoder", "-o", tmp_path / "model")
    assert "exists and is not a pipeline folder" in str(result.exception)
    assert (tmp_path / "model" / "thesis.txt").exists()


def test_an_encoder_without_tokenizer_is_named(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    for file in (tmp_path / "encoder").glob("tokenizer*"):
        file.unlink()
    result = train("--gold", halves[0], "--encoder", tmp_path / "encoder", "-o", tmp_path / "model")
    assert isinstance(result.exception, ModelError)
    assert "no tokenizer" in str(result.exception)


def test_a_pipeline_is_trained_further(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    base = ("--gold", halves[0], "--dev", halves[1], "--patience", 0)
    train(*base, "--encoder", tmp_path / "encoder", "--epochs", 1, "-o", tmp_path / "first")
    result = train(*base, "--encoder", tmp_path / "first", "--epochs", 1, "-o", tmp_path / "second")
    assert result.exit_code == 0, result.output
    name = Path("isnad_roles") / "head.safetensors"
    before, after = (load_file(tmp_path / folder / name) for folder in ("first", "second"))
    # A few steps at a small rate: near where it was, which new heads would not be.
    moved = max(float((before[k].float() - after[k].float()).abs().max()) for k in before)
    assert 0 < moved < 0.05
    result = train(*base, "--encoder", tmp_path / "first", "--epochs", 1, "--rate", 0.1, "-o", tmp_path / "gently")
    assert result.exit_code == 0, result.output
    gently = load_file(tmp_path / "gently" / name)
    assert 0 < max(float((before[k].float() - gently[k].float()).abs().max()) for k in before) < moved / 2


def test_the_mean_of_two_trainings(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    base = ("--gold", halves[0], "--epochs", 1)
    train(*base, "--encoder", tmp_path / "encoder", "-o", tmp_path / "start")
    for seed in (1, 2):
        train(*base, "--encoder", tmp_path / "start", "--seed", seed, "-o", tmp_path / str(seed))
    folders = [str(tmp_path / name) for name in ("1", "2", "mean")]
    result = CliRunner().invoke(average, [*folders[:2], "--dev", str(halves[1]), "-o", folders[2]])
    assert result.exit_code == 0, result.output
    one, two, mean = (load_file(Path(f) / "isnad_roles" / "head.safetensors") for f in folders)
    for key in mean:
        assert torch.allclose(mean[key].float(), (one[key].float() + two[key].float()) / 2, atol=1e-3), key
    assert "| graph |" in (tmp_path / "mean" / "README.md").read_text(encoding="utf-8")
    assert spacy.load(folders[2])("قتل خمسة مقاتلين في غارة على دير الزور.").spans["tolls"]


def test_pipelines_of_two_shapes_have_no_mean(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    for kind in ("bert", "electra"):
        save_encoder(kind, tmp_path / kind)
        train("--gold", halves[0], "--epochs", 1, "--encoder", tmp_path / kind, "-o", tmp_path / f"of-{kind}")
    folders = [str(tmp_path / f"of-{kind}") for kind in ("bert", "electra")]
    result = CliRunner().invoke(average, [*folders, "-o", str(tmp_path / "mean")])
    assert isinstance(result.exception, ModelError)
    assert "of another shape" in str(result.exception)


def test_the_shipped_pipeline_is_trained_further(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    result = train("--gold", halves[0], "--encoder", "isnad_ar", "--epochs", 1, "-o", tmp_path / "finer")
    assert result.exit_code == 0, result.output
    name = Path("isnad_triggers") / "head.safetensors"
    before, after = load_file(resource("nlp", "weights", "isnad_ar") / name), load_file(tmp_path / "finer" / name)
    moved = max(float((before[k].float() - after[k].float()).abs().max()) for k in before)
    assert 0 < moved < 0.05


def test_a_pipeline_of_another_make_is_not_trained_further(tmp_path: Path, halves: tuple[Path, Path]) -> None:
    save_encoder("bert", tmp_path / "encoder")
    train("--gold", halves[0], "--encoder", tmp_path / "encoder", "--epochs", 1, "-o", tmp_path / "first")
    (tmp_path / "first" / "isnad_roles" / "head.safetensors").unlink()
    result = train("--gold", halves[0], "--encoder", tmp_path / "first", "-o", tmp_path / "second")
    assert isinstance(result.exception, ModelError)
    assert "no weights" in str(result.exception)
