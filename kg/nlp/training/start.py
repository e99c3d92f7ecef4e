"""What a training starts from: an encoder with new heads, or a trained pipeline with its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from kg.nlp.components.head import encoder_of, heads_of
from kg.nlp.encoders.source import find_encoder, load_encoder
from kg.nlp.pipeline import load_pipeline
from kg.resources import resource

# The shipped pipeline, wherever it is installed.
SHIPPED = "isnad_ar"


@dataclass(frozen=True)
class Start:
    """encoder, tokenizer: Hugging Face objects, the encoder bare. heads: weights by component, none for new ones."""

    encoder: Any
    tokenizer: Any
    heads: dict[str, dict[str, Tensor]]


def load_start(name: str, layers: int) -> Start:
    """An encoder by folder or hub name, its lowest layers (0 for all); or the pipeline in a folder, as deep as it is.

    name: `SHIPPED` for the pipeline that comes with the package, where no folder has that name.
    RAISES ModelError where it cannot be loaded.
    """
    folder = Path(name).expanduser()
    if name == SHIPPED and not folder.exists():
        folder = resource("nlp", "weights", SHIPPED)
    if (folder / "meta.json").is_file():
        start = _of_pipeline(folder)
    else:
        found = load_encoder(find_encoder(name), masked_lm=False, for_training=True, layers=layers)
        start = Start(found.model.base_model if found.with_head else found.model, found.tokenizer, {})
    config = start.encoder.config
    if hasattr(start.encoder, "pooler"):
        start.encoder.pooler = None
    # RoBERTa counts positions from its padding piece on.
    shift = (config.pad_token_id or 0) + 1 if "roberta" in config.model_type else 0
    start.tokenizer.model_max_length = config.max_position_embeddings - shift
    return start


def _of_pipeline(folder: Path) -> Start:
    nlp = load_pipeline(folder, frozen=False)
    tokenizer = nlp.get_pipe("transformer").model.tokenizer  # type: ignore[attr-defined]
    return Start(encoder_of(nlp), tokenizer, {name: head.state_dict() for name, head in heads_of(nlp).items()})
