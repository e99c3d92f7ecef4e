"""A refresh whose reader knows its articles by heart: real configuration, ledger, mapper and store, no model.

As a program it says «read N» before each article it reads, so that a test can kill it at a chosen moment.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from plain_links import plainly_resolved, synth_extractions

from kg.article import Article
from kg.extraction import Extraction
from kg.run.build import Tally
from kg.run.config import load_config
from kg.run.refresh import exit_code, refresh

_KNOWN = {extraction.text: extraction for extraction in synth_extractions()}


def reader(on_read: Callable[[int], None] | None = None) -> Callable[[Iterable[Article]], Iterator[Extraction]]:
    """Reads articles that carry the text of a gold article of our own writing."""

    def read(articles: Iterable[Article]) -> Iterator[Extraction]:
        for number, article in enumerate(articles):
            if on_read:
                on_read(number)
            known = _KNOWN[article.text]
            said = {"id": article.id, "date": article.date, "content_hash": article.content_hash, "model": "by heart"}
            yield known.model_copy(update=said)

    return read


def run(config: Path, on_read: Callable[[int], None] | None = None, *, reread: bool = False) -> Tally:
    # Small transactions: many moments at which to die.
    return refresh(load_config(config), read=reader(on_read), resolve=plainly_resolved, reread=reread, batch_size=100)


def _say(number: int) -> None:
    print(f"read {number}", flush=True)
    time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(exit_code(run(Path(sys.argv[1]), _say)))
