"""The loss of masked-LM training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.errors import ModelError


class MaskedLoss(nn.Module):
    """Mean cross-entropy (nats a piece) of guessing the hidden pieces.

    The head reads hidden states at the hidden pieces only: logits over a whole vocabulary at every position would cost
    more than the encoder.
    """

    def __init__(self, model: Any, device: torch.device) -> None:
        """model: a Hugging Face masked-LM model. RAISES ModelError where its head is of an unknown kind."""
        super().__init__()
        self.model = model
        self.head = _head(model)
        # Where 16-bit floats are only emulated they are slower than 32-bit ones.
        known = torch.cpu._is_avx512_bf16_supported() if device.type == "cpu" else torch.cuda.is_bf16_supported()
        self.bf16 = bool(known)
        self.kind = device.type

    def forward(self, inputs: Tensor, positions: Tensor, targets: Tensor) -> Tensor:
        """inputs: blocks × length; positions, targets: of the hidden pieces, as in `Masked`."""
        with torch.autocast(self.kind, dtype=torch.bfloat16, enabled=self.bf16):
            hidden: Tensor = self.model.base_model(inputs).last_hidden_state
            logits = self.head(hidden.flatten(0, 1)[positions])
        return F.cross_entropy(logits.float(), targets)


def _head(model: Any) -> Callable[[Tensor], Tensor]:
    """Hidden states (n × width) → logits (n × pieces), by the module that each family of models calls its head."""
    if hasattr(model, "generator_lm_head"):  # ELECTRA
        return lambda hidden: model.generator_lm_head(model.generator_predictions(hidden))
    for name in ("cls", "lm_head", "predictions"):  # BERT; RoBERTa, XLM-R; ALBERT
        if hasattr(model, name):
            head: Callable[[Tensor], Tensor] = getattr(model, name)
            return head
    raise ModelError(
        f"masked-LM training does not know the head of {type(model).__name__}",
        hint="BERT, ELECTRA, RoBERTa, XLM-R and ALBERT encoders can be adapted",
    )
