"""Running statements of `cypher/load/` inside one transaction, with nothing lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kg.store.explain import Conflict
from kg.store.session import Row, Transaction
from kg.store.statements import statement
from kg.store.values import plain

_COUNTERS = ("nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted")


class Run:
    """One transaction of the loader.

    changes (Counter): what the server says it has changed.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.changes: Counter[str] = Counter()

    def lock(self) -> None:
        """Wait until no other transaction decides which reports are of one incident. What is read before may be out of
        date by the time that one has ended, what people judged included."""
        self.rows("incidents", "lock")

    def rows(self, *name: str, **params: Any) -> list[Row]:
        """Run the statement `cypher/load/<name>.cypher` and return its rows."""
        result = self._transaction.run(statement("load", *name), params)
        rows = [{key: plain(record[key]) for key in record.keys()} for record in result]  # noqa: SIM118
        counters = result.consume().counters
        self.changes.update({counter: getattr(counters, counter) for counter in _COUNTERS})
        return rows

    def write(self, *name: str, rows: Iterable[Row]) -> None:
        """Run a statement that reports how many of its rows it has written.

        RAISES Conflict: not all, because a node that was there is gone: another writer has removed it.
        """
        sent = list(rows)
        if not sent:
            return
        written = sum(row["count"] for row in self.rows(*name, rows=sent))
        if written != len(sent):
            raise Conflict(f"{'/'.join(name)}: {written} of {len(sent)} rows written")
