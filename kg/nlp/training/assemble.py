"""From a trained encoder and heads to a spaCy pipeline folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_config, load_model_from_config
from torch import nn
from transformers.utils import logging as transformers_logging

import kg.nlp.factories  # noqa: F401  (registers what the config names)
from kg.errors import InputError
from kg.nlp.components.head import encoder_of, heads_of

CONFIG = Path(__file__).resolve().parent.parent / "configs" / "isnad_ar.cfg"
# What a saved pipeline calls its encoder: the path it was trained from means nothing elsewhere.
_ENCODER_NAME = "isnad-encoder"


def blank_pipeline() -> Language:
    """Tokenizer, sentences, dates and tolls only: what the trainer needs of spaCy."""
    keep = ["isnad_sentences", "isnad_dates", "isnad_tolls"]
    config = load_config(CONFIG, overrides={"nlp.pipeline": keep})
    config["components"] = {name: config["components"][name] for name in keep}
    return load_model_from_config(config, auto_fill=True)


def assemble(encoder: Any, tokenizer: Any, heads: nn.ModuleDict, *, max_cost: int, overlap: int) -> Language:
    """A complete pipeline with these weights.

    encoder, tokenizer: Hugging Face objects. heads: by component name. max_cost, overlap: of the encoder's windows.
    """
    with tempfile.TemporaryDirectory() as folder:
        encoder.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        width = encoder.config.hidden_size
        overrides: dict[str, Any] = {f"components.{name}.width": width for name in heads}
        model = "components.transformer.model"
        overrides |= {f"{model}.name": folder}
        overrides |= {f"{model}.get_spans.max_cost": max_cost, f"{model}.get_spans.overlap": overlap}
        config = load_config(CONFIG, overrides=overrides)
        nlp = load_model_from_config(config, auto_fill=True)
        with _quiet():
            nlp.get_pipe("transformer").model.initialize()  # type: ignore[attr-defined]
    for name, head in heads_of(nlp).items():
        head.load_state_dict(heads[name].state_dict())
        head.eval()
    round_weights(nlp)
    return nlp


def round_weights(nlp: Language) -> None:
    """Weights as `save_pipeline` keeps them, so that figures measured before are those of the folder."""
    for module in (encoder_of(nlp), *heads_of(nlp).values()):
        module.half().float()


@contextmanager
def _quiet() -> Iterator[None]:
    """No warning that the pooler is new: nothing here uses it."""
    level = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity_error()
    try:
        yield
    finally:
        transformers_logging.set_verbosity(level)


def check_output(folder: Path) -> None:
    """RAISES InputError where writing a pipeline would destroy something else."""
    if folder.exists() and not folder.is_dir():
        raise InputError("exists and is not a folder", where=str(folder), hint="name another output folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "meta.json").is_file():
        raise InputError("exists and is not a pipeline folder", where=str(folder), hint="name another output folder")


def save_pipeline(
    nlp: Language, folder: Path, *, name: str, version: str, description: str, card: str | None = None
) -> None:
    """Write the pipeline folder, weights as 16-bit floats; an older folder is replaced only when all is written.

    card: its README.md.
    """
    nlp.meta.update(
        {
            "name": name,
            "version": version,
            "description": description,
            "license": "Apache-2.0 (encoder: MIT)",
            "author": "the Isnad authors",
        }
    )
    nlp.config["components"]["transformer"]["model"]["name"] = _ENCODER_NAME
    encoder = encoder_of(nlp)
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    encoder.half()
    try:
        nlp.to_disk(partial, exclude=["vocab"])
        if card is not None:
            (partial / "README.md").write_text(card, encoding="utf-8")
    finally:
        encoder.float()
    shutil.rmtree(folder, ignore_errors=True)
    partial.replace(folder)
