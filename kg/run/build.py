"""Articles to graph: read, resolve, map, check, load. A stream throughout: memory does not grow with the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import chain

from kg.article import Article
from kg.errors import InputError, SchemaError
from kg.extraction import Extraction
from kg.graph.delta import GraphDelta
from kg.graph.mapper import map_extraction
from kg.graph.validate import validate
from kg.ingest.setaside import SetAside
from kg.resolve.resolution import ResolvedExtraction
from kg.store.beside import names_file
from kg.store.loader import BATCH_ROWS, LoadReport, load_deltas
from kg.store.session import Store

Reader = Callable[[Iterable[Article]], Iterable[Extraction]]
Resolve = Callable[[Extraction], ResolvedExtraction]


@dataclass(slots=True)
class Tally:
    """What happened on the way, counted as it happens.

    articles: handed in. unchanged: of them, those that the graph had. read: what each says was extracted.
    incidents: in those that were read. set_aside: everything that did not go through as it stood.
    on_set_aside, on_read: called as things happen, for a progress bar.
    """

    articles: int = 0
    unchanged: int = 0
    read: int = 0
    incidents: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    load: LoadReport = field(default_factory=LoadReport)
    on_set_aside: Callable[[SetAside], None] | None = None
    on_read: Callable[[], None] | None = None

    def tell(self, item: SetAside) -> None:
        """Note what did not go through."""
        self.set_aside.append(item)
        if self.on_set_aside:
            self.on_set_aside(item)

    @property
    def lost(self) -> int:
        """How much was set aside altogether; duplicates, skipped files and warnings are no loss."""
        return sum(item.kind == "set_aside" for item in self.set_aside)

    def reasons(self) -> dict[str, int]:
        """Reason → how often, the most frequent first."""
        counts = Counter(item.reason for item in self.set_aside if item.kind == "set_aside")
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def summary(self) -> dict[str, object]:
        """For JSON: all counts, `reasons`, and the list of what was set aside."""
        return {
            "articles": self.articles,
            "unchanged": self.unchanged,
            "read": self.read,
            "incidents": self.incidents,
            "loaded": self.load.articles,
            **{name: value for name, value in asdict(self.load).items() if name != "articles"},
            "lost": self.lost,
            "reasons": self.reasons(),
            "set_aside": [asdict(item) for item in self.set_aside],
        }


def build(
    articles: Iterable[Article],
    store: Store,
    *,
    read: Reader,
    resolve: Resolve | None = None,
    tally: Tally | None = None,
    batch_size: int = BATCH_ROWS,
) -> Tally:
    """Bring articles into a graph; of one that is there in another version, the new version counts.

    read: what turns articles into extractions, and tells the tally what it cannot read; not called for no articles, so
    that no model is loaded for nothing. resolve: the shipped knowledge base and gazetteer unless given.
    batch_size: nodes and relationships in one transaction.
    RETURNS (Tally): the one given, or a new one.
    RAISES StoreError: the store failed; what it had acknowledged is kept, and building again completes it.
    """
    tally = tally or Tally()
    waiting = iter(articles)
    first = next(waiting, None)
    if first is None:
        return tally
    extractions = read(_counted(chain([first], waiting), tally))
    tally.load = load_deltas(
        store, deltas_of(extractions, resolve or default_resolve(store), tally), batch_size=batch_size
    )
    return tally


def _counted(articles: Iterable[Article], tally: Tally) -> Iterator[Article]:
    for article in articles:
        tally.articles += 1
        yield article


def deltas_of(extractions: Iterable[Extraction], resolve: Resolve, tally: Tally) -> Iterator[GraphDelta]:
    """What each extraction adds to the graph, checked; one that contradicts the schema is told to the tally."""
    for extraction in extractions:
        tally.read += 1
        if tally.on_read:
            tally.on_read()
        try:
            delta = map_extraction(resolve(extraction))
            validate(delta)
        except SchemaError as error:
            # One article that contradicts the schema must not keep the others out.
            tally.tell(SetAside(extraction.id, str(error), reason="contradicts the schema"))
            continue
        tally.incidents += len(extraction.incidents)
        yield delta


def default_resolve(store: Store) -> Resolve:
    """The resolver over the shipped knowledge base and gazetteer, and what people judged about names beside the store.

    RAISES InputError: a line of that file is no judgement, or means somebody whom nothing knows any more.
    """
    # Loading knowledge base and gazetteer takes a second: only when there is something to resolve.
    from kg.resolve.judged_names import read_names
    from kg.resolve.resolver import Resolver

    path, resolver = names_file(store.judgements_file), Resolver.default()
    names = read_names(path)
    for judgement in names.last.values():
        try:
            resolver.check(judgement.means)
        except InputError as error:
            hint = f"kg review name '{judgement.name}' --undo takes it back"
            raise InputError(
                f"{judgement.name} means {error.where}: {error.message}", where=str(path), hint=hint
            ) from error
    return partial(resolver.resolve, names=names)
