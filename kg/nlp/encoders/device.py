"""Where a training computes."""

from __future__ import annotations

import torch

from kg.errors import InputError


def check_device(device: str, processes: int = 1) -> None:
    """RAISES InputError where the device is absent or of an unknown name, or is to be shared."""
    try:
        kind = torch.device(device).type
    except RuntimeError as error:
        raise InputError("unknown device", where=device, hint="cpu or cuda") from error
    if kind not in ("cpu", "cuda"):
        raise InputError("unknown device", where=device, hint="cpu or cuda")
    if kind == "cuda" and not torch.cuda.is_available():
        hint = "leave --device out, or install a torch built for CUDA and a driver"
        raise InputError("torch finds no GPU", where=f"--device {device}", hint=hint)
    if kind == "cuda" and processes > 1:
        raise InputError("a GPU is used by one process", where=f"--processes {processes}", hint="leave it out")
