"""The whole training of a pipeline: encoder and heads, epoch by epoch, and the choice among the epochs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from torch import nn

from kg.extraction import Extraction
from kg.nlp.training.assemble import assemble
from kg.nlp.training.encoding import window_cost
from kg.nlp.training.examples import Example
from kg.nlp.training.joint import make_heads
from kg.nlp.training.selection import BestEpoch
from kg.nlp.training.start import load_start
from kg.nlp.training.trainer import Settings, train

OnStep = Callable[[int, int, float], None]


def train_pipeline(
    examples: list[Example],
    *,
    first: list[Example],
    encoder: str,
    settings: Settings,
    dev: list[Extraction],
    patience: int,
    checkpoints: Path,
    on_step: OnStep,
    say: Callable[[str], None],
) -> Language:
    """A trained pipeline.

    first: further articles of lesser annotation, for the first epochs (`settings.first`). encoder: folder or hub name,
    or the folder of a pipeline, whose heads are trained further too.
    dev: gold articles that choose the epoch, by graph F1; none: the last one is kept.
    patience: epochs without a better one after which training stops, 0 for never. checkpoints: folder from which an
    interrupted training goes on. on_step: (step, steps, loss). say: lines for the user.
    RAISES ModelError: the encoder or pipeline cannot be loaded, or a checkpoint is of other settings.
    """
    start = load_start(encoder, settings.layers)
    model, tokenizer = start.encoder, start.tokenizer
    cost = window_cost([e.doc for e in (*examples, *first)], tokenizer, tokenizer.model_max_length, settings.max_cost)
    settings = replace(settings, max_cost=cost, overlap=min(settings.overlap, cost // 4))
    windows = {"max_cost": settings.max_cost, "overlap": settings.overlap}
    best = BestEpoch(checkpoints / "best.pt", dev, tokenizer, patience, windows) if dev else None

    def on_epoch(epoch: int, model: Any, heads: nn.ModuleDict) -> bool:
        if best is None:
            say(f"epoch {epoch} of {settings.epochs} done")
            return False
        stop = best(epoch, model, heads)
        say(f"epoch {epoch} of {settings.epochs}: graph F1 {best.scores[-1]:.3f} on dev")
        return stop

    if best is not None and best.done:
        heads = make_heads(model.config.hidden_size)
    else:
        heads = train(
            examples,
            first=first,
            start=start,
            settings=settings,
            checkpoint=checkpoints / "joint.pt",
            on_step=on_step,
            on_epoch=on_epoch,
        )
    if best is not None:
        best.restore(model, heads)
        say(f"kept epoch {best.best}")
    return assemble(model, tokenizer, heads, **windows)
