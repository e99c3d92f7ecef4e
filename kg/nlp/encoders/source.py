"""Where an encoder comes from: a folder, or a name on the Hugging Face hub; and what makes it usable here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ModelError

_HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")
_TOKENIZER_FILES = ("tokenizer.json", "vocab.txt", "sentencepiece.bpe.model", "spiece.model", "vocab.json")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
# Seconds a hub may take to answer; the library's own 10 are spent once for every file it looks for.
_PATIENCE = 5
_HINT = "give a folder with config.json, weights and tokenizer, or a hub name and a network"


@dataclass(frozen=True)
class Encoder:
    """A loaded encoder.

    model: a Hugging Face model; with_head tells whether it is the masked-LM one, or the bare encoder.
    """

    folder: Path
    model: Any
    tokenizer: Any
    with_head: bool


def find_encoder(name: str) -> Path:
    """The folder of an encoder; one named by hub name is fetched, or taken from the cache of earlier fetches.

    RAISES ModelError: no such folder, or the hub cannot be reached or does not have it.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.exists() or not _HUB_NAME.fullmatch(name) or name.startswith((".", "~")):
        raise ModelError("not a folder", where=name, hint=_HINT)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import (
        HfHubHTTPError,
        HFValidationError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
    )

    def fetch(*patterns: str) -> Path:
        return Path(
            snapshot_download(name, allow_patterns=list(patterns), ignore_patterns=["*/*"], etag_timeout=_PATIENCE)
        )

    try:
        folder = fetch("*.json", "*.txt", "*.model", _WEIGHTS[0])
        # Older repositories have only the pickled weights, newer ones both: those are fetched only where they must be.
        return folder if any(folder.glob(_WEIGHTS[0])) else fetch("*.json", "*.txt", "*.model", _WEIGHTS[1])
    except RepositoryNotFoundError as error:
        raise ModelError("no such folder, and no encoder of this name on the hub", where=name, hint=_HINT) from error
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as error:
        message = "no such folder, and the Hugging Face hub cannot be reached"
        raise ModelError(message, where=name, hint=_HINT) from error


def load_config(folder: Path) -> Any:
    """The configuration of an encoder folder. RAISES ModelError: there is none, or it cannot be read."""
    from transformers import AutoConfig

    if not (folder / "config.json").is_file():
        raise ModelError("no config.json: not an encoder folder", where=str(folder), hint=_HINT)
    try:
        return AutoConfig.from_pretrained(str(folder), local_files_only=True)
    except Exception as error:  # the library raises whatever it pleases
        raise ModelError(_first_line(error), where=str(folder), hint=_HINT) from error


def load_tokenizer(folder: Path) -> Any:
    """The fast tokenizer of an encoder folder.

    RAISES ModelError: there is none, or it cannot be read.
    """
    from transformers import AutoTokenizer

    if not (folder / "config.json").is_file():
        raise ModelError("no config.json: not an encoder folder", where=str(folder), hint=_HINT)
    if not any((folder / name).is_file() for name in _TOKENIZER_FILES):
        raise ModelError("the encoder folder has no tokenizer", where=str(folder), hint="copy its tokenizer.json there")
    loader: Any = AutoTokenizer
    try:
        tokenizer = loader.from_pretrained(str(folder), use_fast=True, local_files_only=True)
    except Exception as error:  # the libraries below raise whatever they please, bare Exception among it
        raise ModelError(f"tokenizer: {_first_line(error)}", where=str(folder), hint=_HINT) from error
    if not tokenizer.is_fast:
        raise ModelError("the tokenizer has no fast form", where=str(folder), hint="save it as tokenizer.json")
    return tokenizer


def load_encoder(folder: Path, *, masked_lm: bool, for_training: bool, layers: int = 0) -> Encoder:
    """Model and tokenizer of an encoder folder.

    masked_lm: with the masked-LM head, made anew where the folder has none; else with the one it has, if it has one.
    layers: how many of the lowest are kept, 0 for all.
    for_training: with 32-bit floats, and without attention dropout, which would keep torch from its fused attention;
    else as saved.
    RAISES ModelError: something is missing, cannot be read, or does not fit the rest.
    """
    import torch
    from transformers import AutoModel, AutoModelForMaskedLM
    from transformers.utils import logging

    tokenizer = load_tokenizer(folder)
    config = load_config(folder)
    with_head = masked_lm or any("MaskedLM" in name for name in config.architectures or [])
    if layers:
        config.num_hidden_layers = min(layers, config.num_hidden_layers)
    if for_training:
        config.attention_probs_dropout_prob = 0.0
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        loader: Any = AutoModelForMaskedLM if with_head else AutoModel
        model, info = loader.from_pretrained(
            str(folder),
            config=config,
            torch_dtype=torch.float32 if for_training else "auto",
            local_files_only=True,
            output_loading_info=True,
        )
    except Exception as error:  # as above
        raise ModelError(_first_line(error), where=str(folder), hint=_HINT) from error
    finally:
        logging.set_verbosity(verbosity)
    if with_head:
        base = model.base_model_prefix + "."
        missing = [key for key in info["missing_keys"] if key.startswith(base)]
    else:
        missing = [key for key in info["missing_keys"] if not key.startswith("pooler.")]
    if missing:
        message = f"the weights lack {len(missing)} tensors of the model, {missing[0]} for one"
        raise ModelError(message, where=str(folder), hint="fetch the encoder again")
    if hasattr(model, "pooler"):
        # A vector of the whole text: nothing here reads it, and most encoders come without one, to be made at random.
        model.pooler = None
    rows = model.get_input_embeddings().weight.shape[0]
    pieces = max(tokenizer.get_vocab().values()) + 1
    if pieces > rows:
        message = f"the tokenizer has {pieces} pieces, the model only {rows} embeddings"
        raise ModelError(message, where=str(folder), hint="the two are not of the same encoder")
    return Encoder(folder, model, tokenizer, with_head)


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    # «Error(s) in loading state_dict for BertModel:» says nothing without what follows it.
    return " ".join(lines[:2] if lines[0].endswith(":") else lines[:1])[:300]
