"""An encoder cut to the pieces that a corpus uses, and to its lowest layers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import InputError, ModelError
from kg.nlp.encoders.output import write_report, written_folder
from kg.nlp.encoders.pieces import check_kind, choose_pieces, cut_tokenizer
from kg.nlp.encoders.source import Encoder

REPORT = "trim.json"
_LAYER = re.compile(r"(?:^|\.)encoder\.layer\.(\d+)\.")
_TOKEN_ID = re.compile(r"\w+_token_id")


@dataclass(frozen=True)
class TrimReport:
    """What was cut. Sizes in megabytes (10⁶ bytes) of weights and tokenizer.

    same_pieces (float): share of the corpus' pieces that stayed; the rest falls back to smaller ones.
    """

    source: str
    tokenizer: str
    articles: int
    corpus_pieces: int
    same_pieces: float
    pieces_before: int
    pieces_after: int
    layers_before: int
    layers_after: int
    parameters_before: int
    parameters_after: int
    mb_before: float
    mb_after: float


def trim(
    encoder: Encoder,
    texts: Iterable[str],
    output: Path,
    *,
    source: str,
    min_count: int = 1,
    layers: int | None = None,
    half: bool = False,
) -> TrimReport:
    """Write the encoder folder whose vocabulary is what `texts` use; hidden states of what stayed are the same.

    encoder: as saved; it is changed. source: its name in the report. min_count: how often the texts must have a piece.
    layers: lowest ones to keep, all without it. half: weights as 16-bit floats.
    RAISES ModelError where the encoder is of a kind that cannot be cut; InputError where there is nothing to count.
    """
    model, config = encoder.model, encoder.model.config
    backend = encoder.tokenizer.backend_tokenizer
    whole: dict[str, Any] = json.loads(backend.to_str())
    check_kind(whole, str(encoder.folder))
    depth = config.num_hidden_layers
    if layers is not None and not 0 < layers <= depth:
        raise InputError(f"{layers} layers cannot be kept of {depth}", hint=f"--layers 1 to {depth}")
    counts, articles = count_pieces(texts, backend)
    if not counts:
        raise InputError("the corpus has no article to count pieces in", hint="name a folder of Arabic articles")
    kept = choose_pieces(whole, counts, min_count)
    if hasattr(getattr(model.base_model, "embeddings", None), "padding_idx"):
        # RoBERTa counts positions from the id of its padding: nothing before it may go, or all positions move.
        first = range(config.pad_token_id + 1)
        kept = [*first, *(old for old in kept if old not in first)]
    before = model.num_parameters(), _megabytes(model.state_dict().values(), whole)
    if half:
        model.half()
    state = _cut_state(model, kept, layers or depth, str(encoder.folder))
    cut = cut_tokenizer(whole, kept)
    tokenizer = _rebuilt(encoder.tokenizer, cut)
    _renumber_config(config, kept, tokenizer)
    config.num_hidden_layers = layers or depth
    report = TrimReport(
        source=source,
        tokenizer=whole["model"]["type"],
        articles=articles,
        corpus_pieces=counts.total(),
        same_pieces=round(sum(counts[old] for old in kept) / counts.total(), 6),
        pieces_before=backend.get_vocab_size(),
        pieces_after=len(kept),
        layers_before=depth,
        layers_after=layers or depth,
        parameters_before=before[0],
        parameters_after=sum(t.numel() for t in _distinct(state.values())),
        mb_before=before[1],
        mb_after=_megabytes(state.values(), cut),
    )
    with written_folder(output) as folder:
        model.save_pretrained(folder, state_dict=state)
        tokenizer.save_pretrained(folder)
        write_report(folder / REPORT, asdict(report))
    return report


def count_pieces(texts: Iterable[str], backend: Any) -> tuple[Counter[int], int]:
    """How often the texts have each piece, by id; and how many texts there were."""
    backend.no_truncation()
    backend.no_padding()
    counts: Counter[int] = Counter()
    articles = 0
    for batch in _batches(texts):
        for encoding in backend.encode_batch(batch, add_special_tokens=False):
            counts.update(encoding.ids)
        articles += len(batch)
    return counts, articles


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, 64)):
        yield batch


def _cut_state(model: Any, kept: list[int], layers: int, where: str) -> dict[str, Any]:
    """Tensors of the lowest layers, with the rows of `kept` wherever a tensor has one row a piece."""
    state = model.state_dict()
    embeddings, output = model.get_input_embeddings(), model.get_output_embeddings()
    if layers < model.config.num_hidden_layers and not any(_LAYER.search(name) for name in state):
        raise ModelError("layers cannot be cut in this kind of model", where=where, hint="leave --layers out")
    rows = {t.data_ptr() for t in (embeddings.weight, *(output.parameters() if output is not None else ()))}
    cut: dict[str, Any] = {}
    # What shared its memory (embeddings that are output weights too) shares it still, so that it is written once.
    done: dict[int, Any] = {}
    for name, tensor in state.items():
        layer = _LAYER.search(name)
        if layer and int(layer[1]) >= layers:
            continue
        pointer = tensor.data_ptr()
        if pointer in rows:
            tensor = done.setdefault(pointer, tensor[kept].contiguous())
        cut[name] = tensor
    return cut


def _rebuilt(tokenizer: Any, cut: dict[str, Any]) -> Any:
    """The cut tokenizer with the settings of the whole one.

    Of the general class: those of single models write their old vocabulary files beside the new one.
    """
    from transformers import PreTrainedTokenizerFast

    general: Any = PreTrainedTokenizerFast
    return general(
        tokenizer_object=type(tokenizer.backend_tokenizer).from_str(json.dumps(cut, ensure_ascii=False)),
        model_max_length=tokenizer.model_max_length,
        model_input_names=tokenizer.model_input_names,
        padding_side=tokenizer.padding_side,
        clean_up_tokenization_spaces=False,
        **tokenizer.special_tokens_map_extended,
    )


def _renumber_config(config: Any, kept: list[int], tokenizer: Any) -> None:
    new_id = {old: new for new, old in enumerate(kept)}
    for name, old in list(config.to_dict().items()):
        if _TOKEN_ID.fullmatch(name) and isinstance(old, int):
            setattr(config, name, new_id.get(old))
    if tokenizer.pad_token_id is not None:
        # Some encoders took over another's tokenizer and kept a config that calls its first token the padding.
        config.pad_token_id = tokenizer.pad_token_id
    config.vocab_size = len(kept)


def _distinct(tensors: Iterable[Any]) -> list[Any]:
    return list({tensor.data_ptr(): tensor for tensor in tensors}.values())


def _megabytes(tensors: Iterable[Any], tokenizer: dict[str, Any]) -> float:
    weights: int = sum(tensor.numel() * tensor.element_size() for tensor in _distinct(tensors))
    return round((weights + len(json.dumps(tokenizer, ensure_ascii=False).encode())) / 1e6, 1)
