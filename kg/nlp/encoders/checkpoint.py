"""The state of an adaptation on disk: written whole or not at all, read only by the training that made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from kg.errors import InputError, ModelError

_HINT = "remove it to start anew, or give the options that made it"


@dataclass
class Position:
    """How far a training is. seconds: of training so far, over all its parts; losses: one a step."""

    step: int
    seconds: float
    losses: list[float]


def save_checkpoint(path: Path, position: Position, model: Any, optimizer: Any, made_with: dict[str, Any]) -> None:
    """made_with: what decides the training, to tell a checkpoint of another one."""
    partial = path.with_suffix(".partial")
    state = {
        "made_with": made_with,
        "step": position.step,
        "seconds": position.seconds,
        "losses": torch.tensor(position.losses),
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, partial)
        partial.replace(path)
    except (OSError, RuntimeError) as error:  # torch reports a full disk as RuntimeError
        raise InputError(f"checkpoint cannot be written: {error}", where=str(path)) from error


def load_checkpoint(path: Path, model: Any, optimizer: Any, made_with: dict[str, Any]) -> Position:
    """Put model and optimizer where the checkpoint left them; at the start where there is none.

    RAISES ModelError: it cannot be read, or is of another encoder, corpus or setting.
    """
    if not path.exists():
        return Position(0, 0.0, [])
    try:
        state = torch.load(path, weights_only=True, map_location="cpu")
        before = state["made_with"]
    except Exception as error:  # pickle and zip raise whatever they please
        raise ModelError("checkpoint cannot be read", where=str(path), hint=_HINT) from error
    for name, value in made_with.items():
        if before.get(name) != value:
            message = f"checkpoint of another training: {name} was {before.get(name)}, now {value}"
            raise ModelError(message, where=str(path), hint=_HINT)
    try:
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    except (RuntimeError, ValueError) as error:
        raise ModelError("checkpoint of another shape", where=str(path), hint=_HINT) from error
    return Position(state["step"], state["seconds"], state["losses"].tolist())
