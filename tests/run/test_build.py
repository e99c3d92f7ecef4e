"""Building is a stream in which one bad article does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import refreshing
from plain_links import plainly_resolved, synth_extractions
from store_graphs import content

from kg.article import Article
from kg.extraction import Extraction
from kg.resolve.resolution import ResolvedExtraction
from kg.run.build import Tally, build
from kg.store.connect import Store


def articles(copies: int = 1) -> Iterator[Article]:
    for n in range(copies):
        for one in synth_extractions():
            yield Article(id=f"{one.id}-{n}", title=one.title, text=one.text, date=one.date)


def test_articles_become_a_graph_and_again_nothing_changes(store: Store) -> None:
    first = build(articles(), store, read=refreshing.reader(), resolve=plainly_resolved)
    assert (first.articles, first.read, first.load.articles) == (3, 3, 3)
    assert first.incidents == sum(len(one.incidents) for one in synth_extractions())
    before = content(store)
    second = build(articles(), store, read=refreshing.reader(), resolve=plainly_resolved)
    assert (second.load.nodes_created, second.load.relationships_created) == (0, 0)
    assert content(store) == before


def test_it_streams(store: Store) -> None:
    """Articles are asked for while earlier ones are already in the graph."""
    seen: list[int] = []

    def watched() -> Iterator[Article]:
        for article in articles(4):
            seen.append(store.read("MATCH (a:Article) RETURN count(a) AS n")[0]["n"])
            yield article

    build(watched(), store, read=refreshing.reader(), resolve=plainly_resolved, batch_size=1)
    assert seen[-1] > seen[0]


def test_an_article_that_contradicts_the_schema_is_set_aside(store: Store) -> None:
    def resolve(extraction: Extraction) -> ResolvedExtraction:
        resolved = plainly_resolved(extraction)
        if extraction.id.endswith("02-0"):
            from dataclasses import replace

            wrong = {key: replace(link, label="Ghost") for key, link in resolved.actors.items()}
            return replace(resolved, actors=wrong)
        return resolved

    told: list[str] = []
    tally = Tally(on_set_aside=lambda item: told.append(str(item)))
    build(articles(), store, read=refreshing.reader(), resolve=resolve, tally=tally)
    assert (tally.load.articles, tally.lost) == (2, 1)
    assert tally.reasons() == {"contradicts the schema": 1}
    assert len(told) == 1
    assert told[0].startswith("synth-A-02-0: ")


def test_no_model_is_loaded_for_no_articles(store: Store) -> None:
    def read(_: Iterable[Article]) -> Iterable[Extraction]:
        raise AssertionError("asked to read nothing")

    assert build([], store, read=read).articles == 0
