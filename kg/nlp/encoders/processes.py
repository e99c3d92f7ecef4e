"""Training in several processes of one machine: who takes part, and what becomes of them when one is gone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from kg.errors import ModelError

# Seconds for the others to end by themselves after the work is done.
_GRACE = 30
# How long one process waits for another: longer than any step takes, or a checkpoint.
_PATIENCE = timedelta(minutes=5)


@contextmanager
def team(count: int, meeting: Path, work: Callable[[int, Any], object], job: Any) -> Iterator[None]:
    """This process as number 0 of `count`, the others started to do work(number, job) beside it.

    meeting: a file, not there yet, by which they find each other. work must be importable, job picklable.
    RAISES ModelError where one of the others ended before its time.
    """
    if count == 1:
        yield
        return
    context = mp.get_context("spawn")
    others = [
        context.Process(target=_take_part, args=(k, count, str(meeting), work, job), daemon=True)
        for k in range(1, count)
    ]
    try:
        for other in others:
            other.start()
        _join_team(0, count, meeting)
        yield
        for other in others:
            other.join(_GRACE)
    except RuntimeError as error:
        if gone := _fallen(others):
            message = f"a training process ended early (exit code {gone.exitcode})"
            hint = "the same command goes on from the last checkpoint; code -9 is often a machine short of memory"
            raise ModelError(message, hint=hint) from error
        raise
    finally:
        for other in others:
            if other.is_alive():
                other.terminate()
        if dist.is_initialized():
            dist.destroy_process_group()


def agree(value: float) -> float:
    """What process 0 says."""
    if not dist.is_initialized():
        return value
    said = torch.tensor([value], dtype=torch.float64)
    dist.broadcast(said, src=0)
    return float(said[0])


def mean(value: float) -> float:
    """Mean of what all processes say."""
    if not dist.is_initialized():
        return value
    said = torch.tensor([value], dtype=torch.float64)
    dist.all_reduce(said)
    return float(said[0]) / dist.get_world_size()


def _join_team(number: int, count: int, meeting: Path) -> None:
    # All are on this machine; without this, gloo looks up the machine's name, which many machines cannot resolve.
    with _environment("GLOO_SOCKET_IFNAME", "lo"):
        where = f"file://{meeting.resolve()}"
        dist.init_process_group("gloo", init_method=where, rank=number, world_size=count, timeout=_PATIENCE)


def _take_part(number: int, count: int, meeting: str, work: Callable[[int, Any], object], job: Any) -> None:
    """What the others run. Ctrl-C is for process 0, which ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    try:
        _join_team(number, count, Path(meeting))
        work(number, job)
    except RuntimeError:
        parent = parent_process()
        if parent is None or not parent.is_alive():
            sys.exit(1)  # the connection broke because process 0 is gone, and with it whoever reads a traceback
        raise
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()


def _fallen(others: Sequence[BaseProcess]) -> BaseProcess | None:
    for other in others:
        other.join(5)
    return next((other for other in others if other.exitcode not in (None, 0)), None)


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ.setdefault(name, value)
    try:
        yield
    finally:
        if before is None:
            with suppress(KeyError):
                del os.environ[name]
