"""Articles → extractions: the pipeline and the gazetteer's names over every article, in this process or in several.

Every article is read by itself and on one thread, so that what is found in it depends on nothing else: neighbours in a
batch, and threads that share a sum, change the last digits of its confidences.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.article import Article
from kg.errors import KgError
from kg.extraction import Extraction
from kg.ingest.setaside import SetAside
from kg.run.collector import Settled

Reader = Callable[[Article], Extraction]
# Makes a reader in the process that uses it; picklable, since worker processes are sent it.
ReaderFactory = Callable[[], Reader]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PipelineReader:
    """Factory of the reader that the project ships.

    model (str | None): folder of a pipeline; None for the shipped one.
    resolve (bool): whether entities get their canonical name and coordinates (`kg.resolve.enrich`).
    """

    model: str | None = None
    resolve: bool = True

    def __call__(self) -> Reader:
        """Load the pipeline, once. RAISES ModelError where it cannot be loaded."""
        from kg.nlp.pipeline import load_pipeline, read_articles

        nlp = load_pipeline(self.model)

        def read(article: Article) -> Extraction:
            with _one_thread():
                (extraction,) = read_articles(nlp, [article])
            return self.finish(extraction)

        return read

    def finish(self, extraction: Extraction) -> Extraction:
        """What is added to an extraction once it is read."""
        if not self.resolve:
            return extraction
        from kg.resolve.enrich import enrich

        return enrich(extraction)


def extract_articles(
    articles: Iterable[Article],
    *,
    model: str | Path | None = None,
    workers: int = 1,
    resolve: bool = True,
    on_set_aside: Callable[[SetAside], None] | None = None,
    reader_factory: ReaderFactory | None = None,
) -> Iterator[Extraction]:
    """What each article says, in the order of articles.

    model: folder of a pipeline; None for the shipped one.
    workers: 1 reads in this process; more, in so many processes with a model each (about 600 MB a process).
    resolve: whether entities get canonical names and coordinates; False where a resolver follows anyway.
    on_set_aside: told of articles on which reading failed, and of those on which a worker died; else they are logged.
    reader_factory: how a process gets its reader; None for `PipelineReader(model, resolve)`.
    RETURNS: articles are taken as they are needed, a few ahead per worker, so memory does not grow with their number.
    RAISES ModelError: the pipeline cannot be loaded. Nothing is loaded where there are no articles.
    """
    tell = on_set_aside or (lambda item: _log.warning("%s: %s", item.kind, item))
    factory = reader_factory or PipelineReader(None if model is None else str(model), resolve)
    if workers > 1:
        from kg.run.workers import map_articles

        yield from map_articles(articles, factory, workers, tell)
        return
    reader: Reader | None = None
    with Settled() as collector:
        for article in articles:
            reader = reader or factory()
            result = attempt(reader, article)
            collector.after_article()
            if isinstance(result, SetAside):
                tell(result)
            else:
                yield result


def attempt(reader: Reader, article: Article) -> Extraction | SetAside:
    """Read one article. Whatever fails in it is told as its cause and does not end the batch."""
    try:
        return reader(article)
    except KgError as error:
        return SetAside(article.id, str(error), reason="reading failed")
    except Exception as error:
        _log.debug("reading %s failed", article.id, exc_info=True)
        cause = f"reading failed: {type(error).__name__}: {error}"
        return SetAside(article.id, cause[:300], "kg --debug with one worker shows where", "reading failed")


@contextmanager
def _one_thread() -> Iterator[None]:
    """Torch on one thread; several processes, not threads, use several cores."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
