"""The epoch to keep: that of the best graph F1 on development articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from spacy.language import Language
from torch import nn

from kg.article import Article
from kg.evaluate.evaluation import Evaluation, evaluate
from kg.extraction import Extraction
from kg.nlp.pipeline import read_articles
from kg.nlp.training.assemble import assemble


def measure_pipeline(
    nlp: Language, gold: list[Extraction], *, on_article: Callable[[], object] = lambda: None
) -> Evaluation:
    """A pipeline's reading of gold articles against gold. on_article: called after each, for a progress bar."""
    articles = [Article(id=g.id, title=g.title, text=g.text, date=g.date) for g in gold]
    return evaluate(zip(gold, read_articles(nlp, articles), strict=True), on_article=on_article)


class BestEpoch:
    """Measures every epoch and keeps the best one's weights in a file: an interrupted training knows it still."""

    def __init__(
        self, path: Path, gold: list[Extraction], tokenizer: Any, patience: int, windows: dict[str, int]
    ) -> None:
        """path: where the best is kept; patience: epochs without a better one after which to stop, 0 for never;
        windows: max_cost and overlap of the encoder's windows."""
        self.path, self.gold, self.tokenizer, self.patience, self.windows = path, gold, tokenizer, patience, windows
        self.scores: list[float] = torch.load(path, weights_only=False)["scores"] if path.exists() else []

    @property
    def best(self) -> int:
        """The best epoch so far, from 1; the earliest of equals. 0 before the first."""
        return self.scores.index(max(self.scores)) + 1 if self.scores else 0

    @property
    def done(self) -> bool:
        """Whether the last `patience` epochs were no better than one before."""
        return len(self.scores) - self.best >= self.patience > 0

    def __call__(self, epoch: int, encoder: Any, heads: nn.ModuleDict) -> bool:
        """Measure an epoch. RETURNS: whether to stop."""
        nlp = assemble(encoder, self.tokenizer, heads, **self.windows)
        score = measure_pipeline(nlp, self.gold).counts["graph"].f1
        self.scores = [*self.scores[: epoch - 1], score]
        state: dict[str, Any] = {"scores": self.scores}
        if self.best == epoch:
            state |= {"encoder": encoder.state_dict(), "heads": heads.state_dict()}
        else:
            state = torch.load(self.path, weights_only=False) | state
        partial = self.path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.path)
        return self.done

    def restore(self, encoder: Any, heads: nn.ModuleDict) -> None:
        """Put the best epoch's weights back."""
        state = torch.load(self.path, weights_only=False)
        encoder.load_state_dict(state["encoder"])
        heads.load_state_dict(state["heads"])
