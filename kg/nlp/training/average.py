"""The mean of several trainings: pipelines that began from one start and saw the articles in another order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from torch import Tensor, nn

from kg.errors import ModelError
from kg.nlp.components.head import encoder_of, heads_of
from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.assemble import round_weights


def average(folders: Sequence[Path]) -> Language:
    """A pipeline with the mean of the weights of others; all else is the first one's.

    The mean of weights is a good model only where the trainings began from the same pipeline: between weights from
    separate starts lies nothing.
    folders: two or more. RAISES ModelError: one is no pipeline, or is of another shape than the first.
    """
    first, *others = pipelines = [load_pipeline(folder, frozen=False) for folder in folders]
    for folder, nlp in zip(folders[1:], others, strict=True):
        if nlp.pipe_names != first.pipe_names or not all(map(_alike, _modules(first), _modules(nlp))):
            hint = "only pipelines that were trained from the same one can be averaged"
            raise ModelError(f"is of another shape than {folders[0]}", where=str(folder), hint=hint)
    for modules in zip(*map(_modules, pipelines), strict=True):
        _set_mean(modules)
    round_weights(first)
    return first


def _modules(nlp: Language) -> list[nn.Module]:
    return [encoder_of(nlp), *heads_of(nlp).values()]


def _alike(one: nn.Module, other: nn.Module) -> bool:
    a, b = one.state_dict(), other.state_dict()
    return a.keys() == b.keys() and all(a[key].shape == b[key].shape for key in a)


def _set_mean(modules: Sequence[nn.Module]) -> None:
    states = [module.state_dict() for module in modules]
    mean: dict[str, Tensor] = {}
    for key, value in states[0].items():
        total = sum(state[key].double() for state in states)
        mean[key] = (total / len(states)).to(value.dtype) if value.is_floating_point() else value
    modules[0].load_state_dict(mean)
