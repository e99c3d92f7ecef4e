"""Going on where an earlier run has stopped: what was read already is not read again, and the order stays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from kg.article import Article
from kg.extraction import Extraction


def resume(
    articles: Iterable[Article],
    is_kept: Callable[[Article], bool],
    read: Callable[[Iterable[Article]], Iterable[Extraction]],
) -> Iterator[Extraction | str]:
    """For each article, in order, its extraction, or its id where an earlier one is kept.

    is_kept: whether the extraction of an article is there already. read: extractions of articles, in their order; those
    on which it fails it leaves out, so they are left out here.
    RETURNS: memory is that of `read`, plus the ids of kept articles until the next one that is read.
    """
    waiting: deque[tuple[str, bool]] = deque()

    def unread() -> Iterator[Article]:
        for article in articles:
            kept = is_kept(article)
            waiting.append((article.id, kept))
            if not kept:
                yield article

    for extraction in read(unread()):
        while waiting:
            article, kept = waiting.popleft()
            if kept:
                yield article
            elif article == extraction.id:
                break
        yield extraction
    yield from (article for article, kept in waiting if kept)
