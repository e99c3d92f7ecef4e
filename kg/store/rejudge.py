"""Apply what people judged to the reports that are in the graph already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.resolve.incidents.clusters import Pair
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.report import Report
from kg.resolve.incidents.scorer import PairScorer
from kg.store.batch import Batch
from kg.store.connect import Store
from kg.store.loader import prepare, settle
from kg.store.rehome import write_incidents
from kg.store.run import Run
from kg.store.session import Transaction


def rejudge(
    store: Store, pairs: Iterable[Pair], judgements: Judgements, *, scorer: PairScorer | None = None
) -> dict[str, int]:
    """Group the reports of these pairs anew, and whatever hangs together with them, in one transaction.

    pairs: of report ids; those that the graph does not have are passed over.
    judgements: all that stand, those on these pairs included.
    RETURNS (dict[str, int]): what changed in the graph: nodes_created, relationships_deleted …
    RAISES StoreError: the store failed; nothing has changed then.
    """
    prepare(store)
    ids = sorted({report for pair in pairs for report in pair})
    return dict(store.transaction(_Work(ids, judgements, scorer or PairScorer.default())))


@dataclass(frozen=True, slots=True)
class _Work:
    ids: list[str]
    judgements: Judgements
    scorer: PairScorer

    def __call__(self, transaction: Transaction) -> Counter[str]:
        run = Run(transaction)
        run.lock()
        rows = run.rows("incidents", "by_id", values=self.ids)
        came = [Report.of(row["properties"], row["incident"]) for row in rows]
        keys = write_incidents(run, Batch(), came, gone={}, backed=(), judgements=self.judgements, scorer=self.scorer)
        settle(run, keys)
        return run.changes
