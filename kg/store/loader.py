"""Write articles' deltas into a graph: idempotent, in any order, a batch a transaction, an article whole or not at all.

The graph is a function of the latest version of each article. Nodes and relationships are merged on deterministic ids;
what articles share (actors, places, the relationships between them) is stated so that order does not matter; and what
only an earlier version of an article said goes in the transaction that brings the new one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from kg.errors import StoreError
from kg.graph.delta import GraphDelta
from kg.graph.schema import graph_schema
from kg.resolve.incidents.judgements import Judgements, read_judgements
from kg.resolve.incidents.report import Report
from kg.resolve.incidents.scorer import PairScorer
from kg.store.batch import SHARED, Batch, Properties, Row, batches, label_of, united
from kg.store.connect import Store
from kg.store.rehome import write_incidents
from kg.store.replace import drop_orphans, drop_statements, stale
from kg.store.run import Run
from kg.store.session import Transaction
from kg.store.statements import schema_statements, statement

# Nodes and relationships in one transaction. Every one reads the reports of all days that it touches; a larger one
# holds the lock longer.
BATCH_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did.

    replaced (int): articles that were there with other content, or read by another model.
    nodes, edges (int): rows sent. The others count what changed in the graph; all 0 when everything was there.
    """

    articles: int = 0
    replaced: int = 0
    batches: int = 0
    nodes: int = 0
    edges: int = 0
    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0


def load_deltas(
    store: Store,
    deltas: Iterable[GraphDelta],
    *,
    batch_size: int = BATCH_ROWS,
    progress: Callable[[int], None] | None = None,
    judgements: Judgements | None = None,
    scorer: PairScorer | None = None,
) -> LoadReport:
    """Load deltas that `kg.graph.validate` accepts.

    deltas (Iterable[GraphDelta]): read as they are needed; of two versions of an article the later counts.
    batch_size (int): nodes and relationships in a transaction; an article is never split.
    progress (Callable | None): called after each transaction with the number of articles it held.
    judgements, scorer: what decides which reports are of one incident; those of the store's file, and the shipped
    scorer, unless given.
    RAISES InputError: a line of that file is no judgement. StoreError: what was acknowledged before it stays; loading
    again completes the rest.
    """
    prepare(store)
    read = (lambda: judgements) if judgements else partial(read_judgements, store.judgements_file)
    scorer = scorer or PairScorer.default()
    totals: Counter[str] = Counter()
    for batch in batches(deltas, batch_size):
        totals.update(store.transaction(_Work(batch, read, scorer)))
        if progress:
            progress(len(batch.deltas))
    return LoadReport(**totals)


def prepare(store: Store) -> None:
    """Make the constraints and indexes that are not there yet.

    RAISES StoreError: the graph was loaded by a version that did not know reports, and so cannot be added to.
    """
    for text in schema_statements():
        store.write(text)
    if store.read(statement("load", "find", "older_graph")):
        hint = "empty it (kg db wipe, or a new database) and load the articles again"
        raise StoreError("the graph was made by an earlier version of Isnad", where=store.where, hint=hint)


@dataclass(frozen=True, slots=True)
class _Work:
    """All statements of a batch, callable again and again with the same result."""

    batch: Batch
    # Read in the transaction: what somebody judges while a long load runs counts from its next batch on.
    read_judgements: Callable[[], Judgements]
    scorer: PairScorer

    def __call__(self, transaction: Transaction) -> Counter[str]:
        batch, run = self.batch, Run(transaction)
        run.lock()
        old = stale(run, batch)
        drop_statements(run, old)
        for labels, nodes in sorted(batch.nodes.items()):
            if labels[0] in (*SHARED, "Article"):
                _write_nodes(run, labels, nodes)
        keys = write_incidents(
            run,
            batch,
            [Report.of(properties) for _, properties in sorted(batch.nodes["Report",].items())],
            gone=old.reports,
            backed=old.edges,
            judgements=self.read_judgements(),
            scorer=self.scorer,
        )
        settle(run, keys)
        drop_orphans(run, old)
        run.changes["articles"] = len(batch.deltas)
        run.changes["replaced"] = old.replaced
        run.changes["batches"] = 1
        run.changes["nodes"] = sum(map(len, batch.nodes.values()))
        run.changes["edges"] = sum(map(len, batch.edges.values()))
        return run.changes


def _write_nodes(run: Run, labels: tuple[str, ...], nodes: dict[str, Properties]) -> None:
    label = labels[0]
    nodes = dict(sorted(nodes.items()))
    if label in ("Actor", "Place"):
        unknown = [node_id for node_id, properties in nodes.items() if not properties["resolved"]]
        if unknown:
            for row in run.rows("find", f"unresolved_{label.lower()}s", ids=unknown):
                nodes[row["id"]] = united(row["properties"], nodes[row["id"]])
    rows = [{"id": node_id, "properties": properties} for node_id, properties in nodes.items()]
    if label != "Actor":
        run.write("nodes", label.lower(), rows=rows)
        return
    there = {row["id"]: row["labels"] for row in run.rows("find", "actors", ids=list(nodes))}
    for node_id, found in there.items():
        if labels[1] not in found:
            was = ", ".join(sorted(set(found) - {label}))
            hint = "load into an empty graph (kg db wipe) after such a change of schemas/actors.yaml"
            raise StoreError(f"is {was} in the graph and {labels[1]} now", where=node_id, hint=hint)
    run.write("nodes", f"actor_{labels[1].lower()}", rows=[row for row in rows if row["id"] not in there])
    run.write("nodes", "actor", rows=[row for row in rows if row["id"] in there])


def settle(run: Run, keys: Iterable[str]) -> None:
    """Let every relationship that claims may back say what they say, those included that have lost some."""
    relationships = graph_schema().relationships
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for key in sorted(keys):
        edge_type, start, end = key.split("|")
        if relationships[edge_type].claimed:
            rows[label_of(start), label_of(end)].append({"start": start, "end": end, "type": edge_type, "key": key})
    for (start_label, end_label), edges in sorted(rows.items()):
        run.rows("settle", f"{start_label}_{end_label}".lower(), rows=edges)
