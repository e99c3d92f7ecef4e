"""Gold articles as a pipeline reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.article import Article
from kg.errors import InputError
from kg.extraction import Extraction
from kg.ingest.setaside import SetAside
from kg.run.extract import ReaderFactory, extract_articles


def read_gold_articles(
    gold: Sequence[Extraction],
    *,
    model: Path | None = None,
    workers: int = 1,
    on_article: Callable[[], object] = lambda: None,
    on_set_aside: Callable[[SetAside], None] | None = None,
    reader_factory: ReaderFactory | None = None,
) -> list[tuple[Extraction, Extraction | None]]:
    """Every gold article with what `kg extract` would write of it, None where reading it failed.

    model, workers, on_set_aside, reader_factory: as in `kg.run.extract.extract_articles`.
    on_article: called after each.
    RAISES InputError: two gold articles have one id. ModelError: the pipeline cannot be loaded.
    """
    seen: set[str] = set()
    for article in gold:
        if article.id in seen:
            raise InputError("two gold files have this id", where=article.id, hint="give each its own")
        seen.add(article.id)
    articles = (Article(id=one.id, title=one.title, text=one.text, date=one.date) for one in gold)
    found: dict[str, Extraction] = {}
    for extraction in extract_articles(
        articles, model=model, workers=workers, on_set_aside=on_set_aside, reader_factory=reader_factory
    ):
        found[extraction.id] = extraction
        on_article()
    return [(one, found.get(one.id)) for one in gold]
