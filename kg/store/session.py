"""Running statements: reads that cannot write, writes that are run again after a conflict."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal, TypeVar

from kg.errors import StoreError
from kg.store.driver import exceptions, neo4j
from kg.store.explain import Conflict, explained, is_conflict
from kg.store.home import take
from kg.store.values import plain

Row = dict[str, Any]
Transaction = neo4j.Transaction | neo4j.ManagedTransaction
StoreKind = Literal["neo4j", "arcadedb"]
T = TypeVar("T")

_FAILURES = (exceptions.Neo4jError, exceptions.DriverError)
# Blank space and comments that may stand before the first word of a statement.
_LEAD = re.compile(r"(?:\s|//[^\n]*(?:\n|$)|/\*.*?\*/)*", re.S)
_ATTEMPTS = 30
_LONGEST_WAIT_S = 2.0


class Store:
    """An open connection. Statements are text from `cypher/` or from a user; values always go in as parameters.

    kind (StoreKind): which product answers, for the few things that differ.
    where (str): address or folder, for messages.
    judgements_file (Path | None): what people judged about reports, beside the graph; may not be there.
    write_lock (Path | None): held during a writing transaction, where the server lets two spoil each other's work.
    """

    def __init__(
        self,
        writer: neo4j.Driver,
        reader: neo4j.Driver,
        *,
        kind: StoreKind,
        database: str | None,
        where: str,
        read_only: bool = False,
        write_lock: Path | None = None,
        judgements_file: Path | None = None,
    ) -> None:
        self.kind: StoreKind = kind
        self.where = where
        self.database = database
        self.read_only = read_only
        self.judgements_file = judgements_file
        self._writer = writer
        self._reader = reader
        self._write_lock = write_lock
        self._proved: set[str] = set()

    def read(self, cypher: str, /, **params: Any) -> list[Row]:
        """Run a statement that only reads.

        RETURNS (list[Row]): rows with plain Python values (see `kg.store.values.plain`).
        RAISES StoreError: the statement would write (nothing is changed then), is wrong, or the connection failed.
        """
        try:
            with self._reader.session(database=self.database, default_access_mode=neo4j.READ_ACCESS) as session:
                if self.kind == "neo4j":
                    self._prove(session, cypher, params)
                    return session.execute_read(_rows, cypher, params)
                # ArcadeDB ignores the access mode. The embedded store's reader has no right to write; on any other
                # server what was done is undone here.
                with session.begin_transaction() as transaction:
                    # A profiled write would break its transaction before it is refused; the rows are the same without.
                    result = transaction.run(_bare(cypher, "PROFILE"), params)
                    rows = [_row(record) for record in result]
                    if result.consume().counters.contains_updates:
                        raise _refused(self.where)
                    return rows
        except exceptions.Forbidden as error:
            raise _refused(self.where) from error
        except exceptions.ClientError as error:
            if error.code == "Neo.ClientError.Statement.AccessMode":
                raise _refused(self.where) from error
            raise explained(error, where=self.where, database=self.database) from error
        except _FAILURES as error:
            raise explained(error, where=self.where, database=self.database) from error

    def write(self, cypher: str, /, **params: Any) -> list[Row]:
        """Run a statement in a transaction of its own, again after a transient failure: so it must be idempotent.

        RETURNS (list[Row]): rows with plain Python values.
        RAISES StoreError: the store was opened read-only, the statement is wrong, or the connection failed.
        """
        return self.transaction(lambda transaction: _rows(transaction, cypher, params))

    def transaction(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run `work` in one transaction; it is called again from the start after a transient failure or a conflict.

        RAISES StoreError: the store was opened read-only, a statement is wrong, or the connection failed.
        """
        if self.read_only:
            raise StoreError("opened read-only", where=self.where)
        for attempt in range(_ATTEMPTS):
            try:
                # The driver itself repeats what Neo4j calls transient, and lost connections.
                with (
                    take(self._write_lock) if self._write_lock else nullcontext(),
                    self._writer.session(database=self.database) as session,
                ):
                    return session.execute_write(work)
            except (*_FAILURES, Conflict) as error:
                if attempt + 1 == _ATTEMPTS or not is_conflict(error):
                    raise explained(error, where=self.where, database=self.database) from error
            # Uneven waits let two writers get out of each other's way.
            time.sleep(random.uniform(0.3, 1.0) * min(0.05 * 2**attempt, _LONGEST_WAIT_S))
        raise AssertionError("the last attempt returns or raises")

    def _prove(self, session: neo4j.Session, cypher: str, params: Row) -> None:
        """Refuse a statement that Neo4j's planner does not call read-only, before it runs."""
        if cypher in self._proved:
            return
        plan = "EXPLAIN " + _bare(cypher, "EXPLAIN|PROFILE")
        if session.run(plan, params).consume().query_type != "r":
            raise _refused(self.where)
        self._proved.add(cypher)


def _bare(cypher: str, prefixes: str) -> str:
    """The statement without comments before it and without any of the words `A|B` as its first."""
    lead = _LEAD.match(cypher)
    rest = cypher[lead.end() if lead else 0 :]
    return re.sub(rf"\A(?:{prefixes})\b", "", rest, flags=re.I)


def _refused(where: str) -> StoreError:
    return StoreError("the statement writes, and only reading is allowed here", where=where)


def _rows(transaction: Transaction, cypher: str, params: Row) -> list[Row]:
    return [_row(record) for record in transaction.run(cypher, params)]


def _row(record: neo4j.Record) -> Row:
    return dict(zip(record.keys(), map(plain, record.values()), strict=True))
