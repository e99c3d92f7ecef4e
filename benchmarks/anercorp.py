"""How well an encoder names people, places and organisations on ANERcorp.

Run as `python benchmarks/anercorp.py TRAIN.conll --encoder FOLDER`: trains the tagger that the pipeline has, on the
sentences of the file less those set aside, and measures exact spans on these. A sentence is set aside by the hash of
its words, one in ten, so that no choice of ours is in it. Counted are PER, LOC and ORG, as one micro F1.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import spacy
import torch
import torch.nn.functional as F
from spacy.scorer import PRFScore
from spacy.tokens import Doc
from torch import nn

from kg.nlp.heads.tagging import TaggerHead, bio_targets, decode_bio
from kg.nlp.training.encoding import Encoded, encode_doc, token_vectors
from kg.nlp.training.start import load_start
from kg.nlp.transformer import half_is_fast

LABELS = ("PERS", "LOC", "ORG", "MISC")
COUNTED = ("PERS", "LOC", "ORG")
_MAX_COST, _WARMUP = 500, 0.1
Sentence = tuple[list[str], list[str]]
Span = tuple[tuple[int, int], int]


@click.command()
@click.argument("conll", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--encoder", required=True, help="Hugging Face folder or hub name, or a pipeline's folder.")
@click.option("--layers", default=6, show_default=True, help="Lowest layers to keep; 0 keeps all.")
@click.option("--epochs", default=8, show_default=True)
@click.option("--batch", default=16, show_default=True, help="Sentences a step.")
@click.option("--rate", default=2e-4, show_default=True, help="Peak learning rate of the encoder.")
@click.option("--hide", default=0.1, show_default=True, help="Share of the wordpieces hidden at each step.")
@click.option("--seed", default=0, show_default=True)
def main(conll: Path, encoder: str, layers: int, epochs: int, batch: int, rate: float, hide: float, seed: int) -> None:
    """Train on the sentences of CONLL (a word and its BIO label a line) and measure on those set aside."""
    torch.set_num_threads(1)
    sentences = list(_read(conll))
    test = [s for s in sentences if _set_aside(s[0])]
    train = [s for s in sentences if not _set_aside(s[0])]
    click.echo(f"{len(train)} sentences to learn from, {len(test)} set aside")
    start = load_start(encoder, layers)
    model, tokenizer = start.encoder, start.tokenizer
    tagger = _train(train, model, tokenizer, epochs=epochs, batch=batch, rate=rate, hide=hide, seed=seed)
    scores = _measure(test, model, tokenizer, tagger)
    for name, score in scores.items():
        click.echo(f"{name:5} precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.fscore:.3f}")


def _read(path: Path) -> Iterator[Sentence]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.split("\n") if line.strip()]
        if rows:
            yield [word for word, _ in rows], [label for _, label in rows]


def _set_aside(words: list[str]) -> bool:
    return int(hashlib.sha256(" ".join(words).encode()).hexdigest(), 16) % 10 == 0


def _spans(labels: list[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for end in range(1, len(labels) + 1):
        if end < len(labels) and labels[end].startswith("I-"):
            continue
        if labels[start] != "O":
            spans.append(((start, end), LABELS.index(labels[start][2:])))
        start = end
    return spans


def _encode(sentences: list[Sentence], tokenizer: Any) -> list[Encoded]:
    vocab = spacy.blank("ar").vocab
    return [encode_doc(Doc(vocab, words=words), tokenizer, _MAX_COST, 64) for words, _ in sentences]


def _train(
    train: list[Sentence], model: Any, tokenizer: Any, *, epochs: int, batch: int, rate: float, hide: float, seed: int
) -> nn.Module:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tagger, dropout = TaggerHead(model.config.hidden_size, len(LABELS)), nn.Dropout(0.1)
    inputs = _encode(train, tokenizer)
    targets = [torch.tensor(bio_targets(len(words), _spans(labels))) for words, labels in train]
    groups = [{"params": list(model.parameters()), "lr": rate}, {"params": list(tagger.parameters()), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * -(-len(train) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (_WARMUP * steps)) * (1 - step / steps)
    )
    model.train()
    with click.progressbar(length=steps, label="training") as bar:
        for _ in range(epochs):
            order = sorted(range(len(train)), key=lambda k: len(targets[k]) + rng.random() * 8)
            batches = [order[i : i + batch] for i in range(0, len(order), batch)]
            rng.shuffle(batches)
            for rows in batches:
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half_is_fast()):
                    vectors = token_vectors(
                        model,
                        [inputs[k] for k in rows],
                        tokenizer.pad_token_id,
                        hide=hide,
                        mask_id=tokenizer.mask_token_id,
                    )
                tags, _ = tagger(dropout(torch.cat(vectors)))
                F.cross_entropy(tags, torch.cat([targets[k] for k in rows])).backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
                bar.update(1)
    return tagger


@torch.inference_mode()
def _measure(test: list[Sentence], model: Any, tokenizer: Any, tagger: nn.Module) -> dict[str, PRFScore]:
    model.eval()
    tagger.eval()
    scores = {name: PRFScore() for name in ("all", *COUNTED)}
    for (_, labels), encoded in zip(test, _encode(test, tokenizer), strict=True):
        (vectors,) = token_vectors(model, [encoded], tokenizer.pad_token_id)
        found = {(span, LABELS[label]) for span, label, _ in decode_bio(tagger(vectors)[0])}
        gold = {(span, LABELS[label]) for span, label in _spans(labels)}
        for name, score in scores.items():
            kinds = COUNTED if name == "all" else (name,)
            score.score_set({s for s in found if s[1] in kinds}, {s for s in gold if s[1] in kinds})
    return scores


if __name__ == "__main__":
    main()
