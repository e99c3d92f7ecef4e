"""The `transformer` component's model: that of spacy-transformers, 16-bit where the processor is fast at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy_transformers.architectures import create_TransformerModel_v3


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
    if half_is_fast():
        inner = model.layers[0]
        inner._func = _in_half_precision(inner._func)
    return model


def _in_half_precision(forward: Callable[..., tuple[Any, Any]]) -> Callable[..., tuple[Any, Any]]:
    def wrapped(model: Any, wordpieces: Any, is_train: bool) -> tuple[Any, Any]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output, backprop = forward(model, wordpieces, is_train)
        for key, value in output.items():
            output[key] = value.float() if isinstance(value, torch.Tensor) else value
        return output, backprop

    return wrapped
