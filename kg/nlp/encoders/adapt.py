"""Masked-LM training of an encoder on a user's own articles, in several processes or on a GPU, resumable.

Which blocks a step reads, what it hides and what dropout drops are functions of seed, step and process alone: an
interrupted training ends with the same weights as another (with --steps; with --hours the machine's speed decides).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from kg.errors import InputError, ModelError
from kg.nlp.encoders.blocks import Blocks, block_order
from kg.nlp.encoders.checkpoint import Position, load_checkpoint, save_checkpoint
from kg.nlp.encoders.masked_lm import MaskedLoss
from kg.nlp.encoders.masking import mask_words
from kg.nlp.encoders.output import write_report, written_folder
from kg.nlp.encoders.processes import agree, mean, team
from kg.nlp.encoders.source import Encoder, load_config, load_encoder

REPORT = "adapt.json"
_POINTS = 200  # of the loss curve in the report


@dataclass(frozen=True)
class Settings:
    """What decides an adaptation.

    steps, hours: its length, one of the two. batch: blocks a step and process. mask: share of pieces that are hidden.
    rate: peak learning rate, after a rise over the share `warmup`; from there it falls linearly to nothing.
    save_every: seconds between checkpoints.
    """

    steps: int | None = None
    hours: float | None = None
    processes: int = 2
    batch: int = 32
    mask: float = 0.15
    rate: float = 2e-4
    warmup: float = 0.06
    weight_decay: float = 0.01
    seed: int = 0
    device: str = "cpu"
    save_every: float = 600.0


@dataclass(frozen=True)
class Progress:
    """After a step. share: of the whole training done; seconds, pieces_per_second: of this run, all processes."""

    step: int
    share: float
    loss: float
    seconds: float
    pieces_per_second: float


@dataclass(frozen=True)
class _Job:
    """What every process is told. made_with: what a checkpoint must have been made with."""

    encoder: Path
    blocks: Path
    checkpoint: Path
    settings: Settings
    made_with: dict[str, Any] = field(default_factory=dict)


def check_encoder(encoder: Encoder, length: int) -> None:
    """Before the corpus is read: RAISES ModelError where the encoder cannot be trained so, InputError where blocks of
    `length` pieces are more than it takes, or too few to hide any.
    """
    _check_trainable(encoder)
    config = encoder.model.config
    offset = config.pad_token_id + 1 if hasattr(encoder.model.base_model.embeddings, "padding_idx") else 0
    most = config.max_position_embeddings - offset
    if not 8 <= length <= most:
        raise InputError(f"blocks of {length} pieces", hint=f"this encoder takes 8 to {most}")


def adapt(
    folder: Path,
    blocks: Blocks,
    output: Path,
    checkpoint: Path,
    *,
    source: str,
    settings: Settings,
    on_step: Callable[[Progress], None],
) -> dict[str, Any]:
    """Train the encoder in `folder` on blocks and write it, with its head, to `output`.

    checkpoint: file an interrupted training goes on from; it stays. source: the encoder's name in the report.
    RETURNS: the report. RAISES ModelError: encoder or checkpoint do not fit.
    """
    made_with = {
        "encoder": source,
        "corpus": blocks.digest()[:16],
        **{k: v for k, v in asdict(settings).items() if k not in ("steps", "hours", "save_every", "device")},
    }
    with _shared_folder(checkpoint.parent / "blocks") as shared:
        blocks.save(shared)
        job = _Job(folder, shared, checkpoint, settings, made_with)
        training = _Training(0, job)  # before the others start: what does not fit is told once
        with team(settings.processes, shared / "meeting", _take_part, job):
            training.run(on_step)
    report = _report(training, source, settings, blocks)
    original = load_config(folder)
    model = training.encoder.model.to("cpu", original.torch_dtype or torch.float32)
    model.config.attention_probs_dropout_prob = original.attention_probs_dropout_prob
    with written_folder(output) as partial:
        model.save_pretrained(partial)
        training.encoder.tokenizer.save_pretrained(partial)
        write_report(partial / REPORT, report)
    return report


@contextmanager
def _shared_folder(path: Path) -> Iterator[Path]:
    """Where the processes find the blocks and each other. Always the same, so that one a killed training left goes."""
    try:
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise InputError(message, where=str(path), hint="check rights and space") from error
    try:
        yield path
    finally:
        shutil.rmtree(path)


def _take_part(number: int, job: _Job) -> None:
    _Training(number, job).run(lambda _: None)


class _Training:
    """One process of a training: process 0 also tells how far it is, and writes checkpoints."""

    def __init__(self, number: int, job: _Job) -> None:
        self.number, self.job = number, job
        self.device = torch.device(job.settings.device)
        torch.manual_seed(job.settings.seed)  # a head made anew starts the same everywhere
        self.encoder = load_encoder(job.encoder, masked_lm=True, for_training=True)
        model, tokenizer = self.encoder.model, self.encoder.tokenizer
        _check_trainable(self.encoder)
        model.to(self.device).train()
        self.loss: nn.Module = MaskedLoss(model, self.device)
        self.optimizer = torch.optim.AdamW(model.parameters(), weight_decay=job.settings.weight_decay, fused=True)
        self.blocks = Blocks.load(job.blocks)
        special = set(tokenizer.all_special_ids)
        self.ordinary = np.array([k for k in range(len(tokenizer)) if k not in special])
        self.position = load_checkpoint(job.checkpoint, model, self.optimizer, job.made_with)
        self.seconds = 0.0  # of this run
        self.steps = 0

    def run(self, on_step: Callable[[Progress], None]) -> None:
        """Train to the end."""
        settings, position = self.job.settings, self.position
        loss = self.loss
        if settings.processes > 1:
            loss = DistributedDataParallel(loss)
        a_step = settings.batch * settings.processes
        order = islice(block_order(len(self.blocks), settings.seed), position.step * a_step, None)
        started = saved = time.monotonic()
        before = position.seconds
        while (share := agree(self._share())) < 1:
            numbers = list(islice(order, a_step))[self.number :: settings.processes]
            value = mean(self._step(loss, numbers, share))
            position.step += 1
            self.steps += 1
            position.losses.append(value)
            now = time.monotonic()
            self.seconds = now - started
            position.seconds = before + self.seconds
            if self.number == 0:
                on_step(Progress(position.step, self._share(), value, self.seconds, self.rate()))
                if now - saved >= settings.save_every:
                    self._save()
                    saved = time.monotonic()
        if self.number == 0:
            self._save()

    def rate(self) -> float:
        """Pieces a second, all processes together."""
        settings = self.job.settings
        pieces = self.steps * settings.batch * settings.processes * self.blocks.pieces.shape[1]
        return pieces / self.seconds if self.seconds else 0.0

    def _share(self) -> float:
        """How much of the training is done."""
        settings = self.job.settings
        if settings.hours is not None:
            return self.position.seconds / (settings.hours * 3600)
        assert settings.steps is not None
        return self.position.step / settings.steps

    def _step(self, loss: nn.Module, numbers: list[int], share: float) -> float:
        settings, step = self.job.settings, self.position.step
        draw = [settings.seed, step, self.number]
        masked = mask_words(
            self.blocks.pieces[numbers],
            self.blocks.words[numbers],
            share=settings.mask,
            mask_id=self.encoder.tokenizer.mask_token_id,
            ordinary=self.ordinary,
            rng=np.random.default_rng(draw),
        )
        torch.manual_seed(int(np.random.SeedSequence(draw).generate_state(1)[0]))
        arrays = (masked.inputs, masked.positions, masked.targets)
        value = loss(*(torch.from_numpy(array).to(self.device) for array in arrays))
        value.backward()
        nn.utils.clip_grad_norm_(self.encoder.model.parameters(), 1.0)
        for group in self.optimizer.param_groups:
            group["lr"] = settings.rate * min(1.0, (share or 1e-3) / settings.warmup) * (1 - share)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return float(value.item())

    def _save(self) -> None:
        save_checkpoint(self.job.checkpoint, self.position, self.encoder.model, self.optimizer, self.job.made_with)


def _check_trainable(encoder: Encoder) -> None:
    where = str(encoder.folder)
    if encoder.tokenizer.mask_token_id is None:
        raise ModelError("the tokenizer has no mask token", where=where, hint="take another encoder")
    if encoder.model.get_output_embeddings().weight is not encoder.model.get_input_embeddings().weight:
        hint = "set tie_word_embeddings to true in its config.json"
        raise ModelError("output weights are not the embeddings", where=where, hint=hint)


def _report(training: _Training, source: str, settings: Settings, blocks: Blocks) -> dict[str, Any]:
    position: Position = training.position
    width = max(1, -(-len(position.losses) // _POINTS))
    curve = [
        [min(k + width, len(position.losses)), round(float(np.mean(position.losses[k : k + width])), 4)]
        for k in range(0, len(position.losses), width)
    ]
    seen = position.step * settings.batch * settings.processes
    return {
        "source": source,
        "corpus_blocks": len(blocks),
        "block_length": int(blocks.pieces.shape[1]),
        "pieces_seen": seen * int(blocks.pieces.shape[1]),
        "times_through_corpus": round(seen / len(blocks), 3),
        "steps": position.step,
        "seconds": round(position.seconds, 1),
        "pieces_per_second": round(seen * int(blocks.pieces.shape[1]) / max(position.seconds, 1e-9), 1),
        "final_loss": curve[-1][1] if curve else None,
        "loss_curve": curve,
        "settings": asdict(settings),
    }
