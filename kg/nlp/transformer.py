"""The `transformer` component's model: that of spacy-transformers, 16-bit where the processor is fast at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy_transformers.architectures import create_TransformerModel_v3
from transformers import MODEL_MAPPING, AutoModel
from transformers.modeling_outputs import BaseModelOutput

from kg.nlp.encoders.frozen import FrozenEncoder, can_freeze


def half_is_fast() -> bool:
    """Whether this processor multiplies bfloat16 in hardware; without, 16-bit arithmetic is slower than 32-bit."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


@registry.architectures("isnad.TransformerModel.v1")
def create_transformer_model(
    name: str,
    get_spans: Callable[[list[Doc]], list[list[Span]]],
    tokenizer_config: dict[str, Any],
    transformer_config: dict[str, Any],
    mixed_precision: bool = False,
    grad_scaler_config: dict[str, Any] | None = None,
) -> Any:
    """A TransformerModel whose matrix products are bfloat16 on a processor that has them in hardware.

    The arguments are those of spacy-transformers.TransformerModel.v3, whose mixed_precision is for GPUs only. Weights
    and token vectors stay 32-bit floats: only their rounding differs between processors. The encoder was trained with
    the same arithmetic.
    """
    model = create_TransformerModel_v3(
        name=name,
        get_spans=get_spans,
        tokenizer_config=tokenizer_config,
        transformer_config=transformer_config,
        mixed_precision=mixed_precision,
        grad_scaler_config=grad_scaler_config or {},
    )
    inner = model.layers[0]
    for shim in inner.shims:
        shim.model_cls = _ByItsConfig
    if half_is_fast():
        inner._func = _in_half_precision(inner._func)
    return model


class _ByItsConfig(AutoModel):
    """AutoModel, which imports the configs of all its 300 models before it makes one: a second of every start."""

    @classmethod
    def from_config(cls, config: Any, **kwargs: Any) -> Any:
        """The model of a config, with random weights. RAISES ValueError: of a kind that transformers does not know."""
        kind: Any = MODEL_MAPPING.get(type(config), None)
        if kind is None or isinstance(kind, tuple):
            return super().from_config(config, **kwargs)
        return kind._from_config(config, **kwargs)


def _in_half_precision(forward: Callable[..., tuple[Any, Any]]) -> Callable[..., tuple[Any, Any]]:
    def wrapped(model: Any, wordpieces: Any, is_train: bool) -> tuple[Any, Any]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output, backprop = forward(model, wordpieces, is_train)
        for key, value in output.items():
            output[key] = value.float() if isinstance(value, torch.Tensor) else value
        return output, backprop

    return wrapped


def freeze_encoder(nlp: Language) -> None:
    """Make the `transformer` of a pipeline faster, which from then on reads with the weights that it has now.

    Saving it and training it do as before. Nothing happens to encoders on a GPU, nor to those of a kind that
    `FrozenEncoder` does not know.
    """
    model = nlp.get_pipe("transformer").model  # type: ignore[attr-defined]
    if model.transformer.device.type == "cpu" and can_freeze(model.transformer):
        inner = model.layers[0]
        precision = torch.bfloat16 if half_is_fast() else torch.float32
        inner._func = _window_by_window(FrozenEncoder(model.transformer.eval(), precision), inner._func)


def _window_by_window(
    encoder: FrozenEncoder, forward: Callable[..., tuple[Any, Any]]
) -> Callable[..., tuple[Any, Any]]:
    """Without padding, so that what is found in an article does not depend on its neighbours in a batch."""

    def wrapped(model: Any, wordpieces: Any, is_train: bool) -> tuple[Any, Any]:
        if is_train:
            return forward(model, wordpieces, is_train)
        with torch.inference_mode():
            lengths = wordpieces.attention_mask.sum(1).astype(int).tolist()
            rows = [encoder(torch.from_numpy(ids[:n])) for ids, n in zip(wordpieces.input_ids, lengths, strict=True)]
            states = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
        return BaseModelOutput(last_hidden_state=states), _no_backprop  # type: ignore[arg-type]

    return wrapped


def _no_backprop(_: Any) -> Any:
    raise NotImplementedError("a frozen encoder was not asked for gradients")
