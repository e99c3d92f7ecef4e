"""What the learned components share: a torch module, its weights on disk, vectors of a doc."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, SpanGroup
from spacy.vocab import Vocab
from torch import Tensor, nn

from kg.errors import ModelError
from kg.nlp.heads.pairs import span_vectors
from kg.nlp.layout import bounds_of

_FILE = "head.safetensors"


class HeadComponent(Pipe):
    """A pipeline component around a torch module that reads `doc.tensor` (tokens × width).

    Weights are kept as 16-bit floats on disk and as 32-bit floats in memory.
    """

    def __init__(self, vocab: Vocab, name: str, head: nn.Module) -> None:
        self.vocab = vocab
        self.name = name
        self.head = head.eval()

    def annotate(self, doc: Doc) -> None:
        """Set what this component assigns. Implemented by each component."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        with torch.inference_mode():
            self.annotate(doc)
        return doc

    def initialize(self, get_examples: Any, *, nlp: Any = None) -> None:
        """Nothing to infer: widths and labels are given by the config; weights come from `kg train` or from disk."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Weights in safetensors format."""
        # Modules that two names share are saved once under each name: safetensors refuses shared memory.
        return save_tensors({k: v.half().clone().contiguous() for k, v in self.head.state_dict().items()})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> HeadComponent:
        """Load what `to_bytes` made. RAISES ModelError where the weights do not fit the config."""
        try:
            self.head.load_state_dict({k: v.float() for k, v in load_tensors(data).items()})
        except RuntimeError as error:
            hint = "the folder mixes files of two models; train or copy it again"
            raise ModelError("weights do not fit the config", where=self.name, hint=hint) from error
        self.head.eval()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> HeadComponent:
        """Read the weights of a folder. RAISES ModelError where there are none."""
        file = Path(path) / _FILE
        if not file.is_file():
            raise ModelError("no weights", where=str(file), hint="the model folder is incomplete; copy it again")
        return self.from_bytes(file.read_bytes())


def doc_vectors(doc: Doc) -> Tensor:
    """`doc.tensor` as a torch tensor: tokens × width."""
    return torch.from_numpy(doc.tensor)


@lru_cache(maxsize=8)
def group_vectors(group: SpanGroup) -> Tensor:
    """`span_vectors` of the spans of a group, one at least; made once, as several heads read them."""
    return span_vectors(doc_vectors(group.doc), bounds_of(group))


def encoder_of(nlp: Language) -> Any:
    """The Hugging Face model of a pipeline's `transformer`."""
    return nlp.get_pipe("transformer").model.transformer  # type: ignore[attr-defined]


def heads_of(nlp: Language) -> dict[str, nn.Module]:
    """The heads of a pipeline by the component that owns them, in its order."""
    return {name: component.head for name, component in nlp.pipeline if isinstance(component, HeadComponent)}
