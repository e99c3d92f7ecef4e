"""A BERT-like encoder as reading needs it: weights that no longer change, rounded once, one window at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_KINDS = ("bert", "roberta", "xlm-roberta", "camembert")


@dataclass(frozen=True)
class _Layer:
    """Weight and bias of each product, of one precision; the three of attention in one. Norms stay 32-bit."""

    attend: tuple[Tensor, Tensor]
    gather: tuple[Tensor, Tensor]
    widen: tuple[Tensor, Tensor]
    narrow: tuple[Tensor, Tensor]
    norms: tuple[nn.LayerNorm, nn.LayerNorm]


class FrozenEncoder:
    """Hidden states of single windows, as the model has them; with 16-bit products, as it has them under autocast.

    Autocast rounds all weights anew for every window, and a batch is padded to its longest. Later changes to the model
    are not seen.
    """

    def __init__(self, model: Any, precision: torch.dtype) -> None:
        """model: a Hugging Face encoder that `can_freeze` takes; precision: of products, bfloat16 or float32."""
        self.precision = precision
        self.embeddings = model.embeddings
        self.heads = model.config.num_attention_heads
        self.layers = [_layer(layer, precision) for layer in model.encoder.layer]

    def __call__(self, pieces: Tensor) -> Tensor:
        """pieces: ids of one window, special ones with them. RETURNS: pieces × width, 32-bit floats."""
        states: Tensor = self.embeddings(input_ids=pieces[None])[0]
        length, width = states.shape
        for layer in self.layers:
            parts = F.linear(states.to(self.precision), *layer.attend)
            query, key, value = parts.view(length, 3, self.heads, -1).permute(1, 2, 0, 3)
            seen = (
                F.scaled_dot_product_attention(query[None], key[None], value[None])[0]
                .transpose(0, 1)
                .reshape(length, width)
            )
            states = layer.norms[0](states + F.linear(seen, *layer.gather))
            wide = F.gelu(F.linear(states.to(self.precision), *layer.widen))
            states = layer.norms[1](states + F.linear(wide, *layer.narrow))
        return states


def can_freeze(model: Any) -> bool:
    """Whether a Hugging Face encoder is built as `FrozenEncoder` takes it to be."""
    config = model.config
    return (
        config.model_type in _KINDS
        and config.hidden_act == "gelu"
        and getattr(config, "position_embedding_type", "absolute") == "absolute"
        and not getattr(config, "is_decoder", False)
    )


def _layer(layer: Any, precision: torch.dtype) -> _Layer:
    own = layer.attention.self
    return _Layer(
        _product(precision, own.query, own.key, own.value),
        _product(precision, layer.attention.output.dense),
        _product(precision, layer.intermediate.dense),
        _product(precision, layer.output.dense),
        (layer.attention.output.LayerNorm, layer.output.LayerNorm),
    )


def _product(precision: torch.dtype, *products: nn.Linear) -> tuple[Tensor, Tensor]:
    weight, bias = torch.cat([x.weight for x in products]), torch.cat([x.bias for x in products])
    return weight.detach().to(precision), bias.detach().to(precision)
