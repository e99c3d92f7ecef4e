"""The training loop: encoder and heads together, one article window batch at a time, resumable."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from kg.errors import ModelError
from kg.nlp.training.encoding import Encoded, encode_doc, token_vectors
from kg.nlp.training.examples import Example
from kg.nlp.training.joint import example_loss, make_heads
from kg.nlp.training.start import Start
from kg.nlp.transformer import half_is_fast


@dataclass(frozen=True)
class Settings:
    """What decides a training.

    encoder_rate, head_rate: peak learning rates; batch: articles a step; layers: lowest kept, 0 for all; hide: share of
    the wordpieces hidden from the encoder at each step; first: epochs that articles of lesser annotation are part of;
    max_cost, overlap: of the encoder's windows; device: cpu or cuda.
    """

    epochs: int = 12
    batch: int = 4
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    dropout: float = 0.1
    hide: float = 0.1
    first: int = 5
    layers: int = 6
    seed: int = 0
    max_cost: int = 500
    overlap: int = 64
    device: str = "cpu"


def train(
    examples: list[Example],
    *,
    first: list[Example],
    start: Start,
    settings: Settings,
    checkpoint: Path,
    on_step: Callable[[int, int, float], None],
    on_epoch: Callable[[int, Any, nn.ModuleDict], bool],
) -> nn.ModuleDict:
    """Train the encoder of `start` in place, and heads.

    A checkpoint after every epoch lets an interrupted training go on where it was.
    first: further articles, of which only the first epochs (`settings.first`) are.
    on_step: (step, steps, loss of the batch); on_epoch: (epochs done, encoder, heads), says whether to stop there.
    RETURNS: the heads. RAISES ModelError: the checkpoint is of other settings.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    device = torch.device(settings.device)
    encoder, tokenizer = start.encoder.to(device), start.tokenizer
    heads = make_heads(encoder.config.hidden_size)
    for name, weights in start.heads.items():
        heads[name].load_state_dict(weights)
    heads.to(device)
    dropout = nn.Dropout(settings.dropout)
    own = len(examples)
    examples = [*examples, *first]
    inputs: dict[int, Encoded] = {
        k: encode_doc(e.doc, tokenizer, settings.max_cost, settings.overlap) for k, e in enumerate(examples)
    }
    usable = [k for k, e in inputs.items() if e.alignment]
    best = [k for k in usable if k < own]
    lasting = [usable if epoch < settings.first else best for epoch in range(settings.epochs)]
    sizes = {k: sum(map(len, inputs[k].windows)) for k in usable}
    optimizer = torch.optim.AdamW(
        [
            {"params": list(encoder.parameters()), "lr": settings.encoder_rate},
            {"params": list(heads.parameters()), "lr": settings.head_rate},
        ],
        weight_decay=0.01,
    )
    per_epoch = [math.ceil(len(of) / settings.batch) for of in lasting]
    steps = sum(per_epoch)
    mask_id = tokenizer.mask_token_id if tokenizer.mask_token_id is not None else tokenizer.unk_token_id
    half = half_is_fast() if device.type == "cpu" else torch.cuda.is_bf16_supported()
    done = _resume(checkpoint, encoder, heads, optimizer, rng)
    step = sum(per_epoch[:done])
    for epoch in range(done, settings.epochs):
        encoder.train()
        heads.train()
        dropout.train()
        # Articles of like length together: less padding; the jitter makes other neighbours every epoch.
        jitter = {k: sizes[k] + rng.random() * 80 for k in lasting[epoch]}
        order = sorted(jitter, key=jitter.__getitem__)
        batches = [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]
        rng.shuffle(batches)
        for batch in batches:
            factor = min(1.0, (step + 1) / max(1.0, settings.warmup * steps)) * (1 - step / steps)
            for group, rate in zip(optimizer.param_groups, (settings.encoder_rate, settings.head_rate), strict=True):
                group["lr"] = rate * factor
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
                vectors = token_vectors(
                    encoder, [inputs[k] for k in batch], tokenizer.pad_token_id, hide=settings.hide, mask_id=mask_id
                )
            parts = [example_loss(heads, examples[k], v, dropout) for k, v in zip(batch, vectors, strict=True)]
            total = torch.stack([loss for part in parts for loss in part.values()]).sum() / len(batch)
            total.backward()
            nn.utils.clip_grad_norm_([*encoder.parameters(), *heads.parameters()], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            on_step(step, steps, float(total.item()))
        _save(checkpoint, epoch + 1, encoder, heads, optimizer, rng)
        encoder.eval()
        heads.eval()
        if on_epoch(epoch + 1, encoder, heads):
            break
    return heads


def _save(path: Path, epoch: int, encoder: Any, heads: nn.ModuleDict, optimizer: Any, rng: random.Random) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    state = {
        "epoch": epoch,
        "encoder": encoder.state_dict(),
        "heads": heads.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": rng.getstate(),
        "torch_rng": torch.get_rng_state(),
    }
    torch.save(state, partial)
    partial.replace(path)


def _resume(path: Path, encoder: Any, heads: nn.ModuleDict, optimizer: Any, rng: random.Random) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, map_location="cpu", weights_only=False)
    try:
        encoder.load_state_dict(state["encoder"])
        heads.load_state_dict(state["heads"])
        optimizer.load_state_dict(state["optimizer"])
    except (RuntimeError, ValueError) as error:
        hint = "remove it, or train with the settings that made it"
        raise ModelError("checkpoint of another shape", where=str(path), hint=hint) from error
    rng.setstate(state["rng"])
    torch.set_rng_state(state["torch_rng"])
    return int(state["epoch"])
