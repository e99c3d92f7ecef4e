"""Trimming: the same hidden states where all pieces stay, smaller pieces where they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_encoders import ARABIC, SENTENCES
from transformers import AutoModel, AutoModelForMaskedLM, AutoTokenizer

from kg.cli import cli
from kg.errors import ModelError

BARE = ["bert unigram", "bert wordpiece", "electra wordpiece", "roberta unigram"]
WITH_HEAD = ["bert-lm wordpiece", "electra-lm unigram", "roberta-lm unigram", "albert unigram"]
KINDS = BARE + WITH_HEAD


def trim(source: Path, corpus: Path, output: Path, *options: str) -> dict[str, Any]:
    arguments = ["encoder", "trim", str(source), "--corpus", str(corpus), "-o", str(output), "--json", *options]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def hidden(folder: Path, text: str, layers: int | None = None) -> torch.Tensor:
    model = AutoModel.from_pretrained(folder).eval()
    if layers:
        model.encoder.layer = model.encoder.layer[:layers]
    inputs = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    with torch.no_grad():
        states: torch.Tensor = model(inputs["input_ids"], attention_mask=inputs["attention_mask"]).last_hidden_state
    return states


def pieces(tokenizer: Any, text: str) -> list[str]:
    """Not `tokenize`, which shows an unknown piece as it stands in the text."""
    found: list[str] = tokenizer.convert_ids_to_tokens(tokenizer(text, add_special_tokens=False)["input_ids"])
    return found


@pytest.fixture(scope="session")
def trimmed(
    encoders: dict[str, Path], corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, dict[str, Any]]]:
    root = tmp_path_factory.mktemp("trimmed")
    folders = {}
    for kind in KINDS:
        folder = root / kind.replace(" ", "-")
        folders[kind] = (folder, trim(encoders[kind], corpus, folder))
    return folders


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_states_are_equal_where_all_pieces_stay(
    kind: str, encoders: dict[str, Path], trimmed: dict[str, tuple[Path, dict[str, Any]]]
) -> None:
    folder, report = trimmed[kind]
    whole, cut = AutoTokenizer.from_pretrained(encoders[kind]), AutoTokenizer.from_pretrained(folder)
    assert len(cut) == report["pieces_after"] < len(whole) == report["pieces_before"]
    assert report["parameters_after"] < report["parameters_before"]
    for text in [*ARABIC, f"{ARABIC[2]} {ARABIC[0]}"]:
        assert pieces(whole, text) == pieces(cut, text)
        assert torch.equal(hidden(encoders[kind], text), hidden(folder, text))


@pytest.mark.parametrize("kind", KINDS)
def test_special_tokens_stay_themselves(
    kind: str, encoders: dict[str, Path], trimmed: dict[str, tuple[Path, dict[str, Any]]]
) -> None:
    folder, _ = trimmed[kind]
    whole, cut = AutoTokenizer.from_pretrained(encoders[kind]), AutoTokenizer.from_pretrained(folder)
    assert cut.special_tokens_map == whole.special_tokens_map
    config = json.loads((folder / "config.json").read_text())
    assert config["pad_token_id"] == cut.pad_token_id
    assert config["vocab_size"] == len(cut)
    pair = whole(ARABIC[0], ARABIC[1])["input_ids"], cut(ARABIC[0], ARABIC[1])["input_ids"]
    assert whole.convert_ids_to_tokens(pair[0]) == cut.convert_ids_to_tokens(pair[1])
    before = AutoModel.from_pretrained(encoders[kind]).get_input_embeddings().weight
    after = AutoModel.from_pretrained(folder).get_input_embeddings().weight
    for piece, number in cut.get_vocab().items():
        assert torch.equal(after[number], before[whole.convert_tokens_to_ids(piece)])


@pytest.mark.parametrize("kind", ["bert unigram", "bert wordpiece"])
def test_words_fall_back_to_smaller_pieces(kind: str, trimmed: dict[str, tuple[Path, dict[str, Any]]]) -> None:
    cut = AutoTokenizer.from_pretrained(trimmed[kind][0])
    # Arabic words that the corpus does not have, of letters that it has; and a Persian one in the same script.
    for word in ("الغارات", "مدن", "گزارش"):
        found = pieces(cut, word)
        assert len(found) > 1
        assert cut.unk_token not in found
    assert cut.unk_token in pieces(cut, "空袭")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from([w for s in SENTENCES for w in s.split()]) | st.text("ابتقصفلوx،. é空☃▁#", max_size=6),
        max_size=8,
    )
)
@pytest.mark.parametrize("kind", ["bert unigram", "bert wordpiece"])
def test_any_text_of_kept_pieces_is_cut_the_same(
    kind: str,
    words: list[str],
    tokenizers: dict[str, tuple[Any, Any]],
) -> None:
    whole, cut = tokenizers[kind]
    text = " ".join(words)
    before, after = pieces(whole, text), pieces(cut, text)
    kept = cut.get_vocab()
    if kind == "bert wordpiece" and whole.unk_token in before:
        # A word that was unknown may become known: see kg/nlp/encoders/pieces.py.
        assert after.count(cut.unk_token) <= len(text)
    elif all(piece in kept for piece in before):
        assert after == before


@pytest.fixture(scope="session")
def tokenizers(
    encoders: dict[str, Path], trimmed: dict[str, tuple[Path, dict[str, Any]]]
) -> dict[str, tuple[Any, Any]]:
    return {
        kind: (AutoTokenizer.from_pretrained(encoders[kind]), AutoTokenizer.from_pretrained(trimmed[kind][0]))
        for kind in ("bert unigram", "bert wordpiece")
    }


def test_lowest_layers(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    report = trim(encoders["bert unigram"], corpus, tmp_path / "two", "--layers", "2")
    assert (report["layers_before"], report["layers_after"]) == (3, 2)
    assert torch.equal(hidden(encoders["bert unigram"], ARABIC[0], 2), hidden(tmp_path / "two", ARABIC[0]))


@pytest.mark.parametrize("kind", WITH_HEAD)
def test_masked_lm_head_is_cut_with_the_embeddings(
    kind: str, encoders: dict[str, Path], trimmed: dict[str, tuple[Path, dict[str, Any]]]
) -> None:
    folder, _ = trimmed[kind]
    whole = AutoModelForMaskedLM.from_pretrained(encoders[kind]).eval()
    cut, info = AutoModelForMaskedLM.from_pretrained(folder, output_loading_info=True)
    assert not info["missing_keys"]
    tokenizer, smaller = (AutoTokenizer.from_pretrained(path) for path in (encoders[kind], folder))
    old_ids = [tokenizer.convert_tokens_to_ids(smaller.convert_ids_to_tokens(k)) for k in range(len(smaller))]
    names = ("input_ids", "attention_mask")
    before, after = (t(ARABIC[0], return_tensors="pt") for t in (tokenizer, smaller))
    with torch.no_grad():
        old = whole(**{name: before[name] for name in names}).logits[..., old_ids]
        new = cut.eval()(**{name: after[name] for name in names}).logits
    assert torch.allclose(old, new, atol=1e-5)


def test_rare_pieces_go_but_their_characters_stay(
    encoders: dict[str, Path], corpus: Path, trimmed: dict[str, tuple[Path, dict[str, Any]]], tmp_path: Path
) -> None:
    report = trim(encoders["bert unigram"], corpus, tmp_path / "rare", "--min-count", "1000000", "--fp16")
    assert report["pieces_after"] < trimmed["bert unigram"][1]["pieces_after"]
    assert report["same_pieces"] < 1
    assert report["mb_after"] <= report["mb_before"]
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "rare")
    assert tokenizer.unk_token not in pieces(tokenizer, ARABIC[0])
    assert json.loads((tmp_path / "rare" / "config.json").read_text())["torch_dtype"] == "float16"
    assert json.loads((tmp_path / "rare" / "trim.json").read_text()) == report


def test_shared_layers_cannot_be_cut(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="layers cannot be cut in this kind of model"):
        trim(encoders["albert unigram"], corpus, tmp_path / "out", "--layers", "1")


def test_byte_pairs_are_refused(encoders: dict[str, Path], corpus: Path, tmp_path: Path) -> None:
    from tiny_encoders import byte_pairs, make_encoder

    folder = make_encoder(tmp_path / "bpe", "roberta", byte_pairs())
    with pytest.raises(ModelError, match="kind BPE; only Unigram and WordPiece"):
        trim(folder, corpus, tmp_path / "out")
    assert not (tmp_path / "out").exists()
