"""A pipeline as shipped, but for its encoder: as large as BERT base, and of random weights, as are the heads.

Speed depends on weights through what is found. So the taggers are set to find as many mentions and triggers as the
shipped ones, and every pair is scored, but none is linked.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import torch
from repeated import articles_from
from transformers import BertConfig, BertModel

from kg.nlp.components.head import heads_of
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.pairs import PairHead
from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.assemble import assemble, save_pipeline

_SAMPLE = 12


def save_large_pipeline(folder: Path, file: Path, model: Path | None) -> None:
    """Save to a folder a pipeline like that of `model` (None: the shipped one), with a larger encoder.

    file: articles on which as many mentions and triggers shall be found.
    """
    like = load_pipeline(model)
    tokenizer = like.get_pipe("transformer").model.tokenizer
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=768,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=3072,
        pad_token_id=tokenizer.pad_token_id,
    )
    heads = torch.nn.ModuleDict({name: make_head(name, config.hidden_size) for name in heads_of(like)})
    for head in heads.modules():
        if isinstance(head, PairHead):
            torch.nn.init.constant_(head.score[-1].bias, -20.0)
    nlp = assemble(BertModel(config), tokenizer, heads, max_cost=500, overlap=64)
    sample = [article.content for article in islice(articles_from([file]), _SAMPLE)]
    _find_as_many(nlp, like, sample)
    save_pipeline(nlp, folder, name="large", version="0", description="Random weights, for a benchmark.")


def _find_as_many(nlp: Any, like: Any, texts: list[str]) -> None:
    """Set the taggers' bias towards O so that they find about as many spans in the texts as another pipeline."""
    taggers = {"isnad_entities": "mentions", "isnad_triggers": "triggers"}
    vectors = ["isnad_sentences", "transformer", "isnad_token_vectors"]
    with like.select_pipes(enable=[*vectors, *taggers]):
        wanted = list(like.pipe(texts))
    with nlp.select_pipes(enable=vectors):
        docs = list(nlp.pipe(texts))
    for name, key in taggers.items():
        tagger, goal = nlp.get_pipe(name), sum(len(doc.spans[key]) for doc in wanted)
        low, high = -20.0, 20.0
        for _ in range(14):
            tagger.outside_bias = (low + high) / 2
            if sum(len(tagger(doc).spans[key]) for doc in docs) > goal:
                low = tagger.outside_bias
            else:
                high = tagger.outside_bias
        nlp.get_pipe_config(name)["outside_bias"] = tagger.outside_bias
