"""The one door to the graph: a connection over Bolt to a Neo4j server, or to the embedded store when none is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.store.beside import judgements_file
from kg.store.driver import exceptions, neo4j
from kg.store.explain import explained
from kg.store.session import Row, Store, StoreKind

__all__ = ["Row", "Store", "StoreKind", "open_store"]

_CONNECT_S = 10.0
_RETRY_S = 30.0
# A server of our own that went away comes back at another port, if at all.
_RETRY_EMBEDDED_S = 2.0


@contextmanager
def open_store(
    uri: str | None = None,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    *,
    read_only: bool = False,
    home: Path | None = None,
) -> Iterator[Store]:
    """Connect to a graph: the arguments, else NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, else the
    embedded store, which is started when it does not run and stops by itself when nobody uses it.

    read_only (bool): `write` and `transaction` of the store refuse.
    home (Path | None): folder of the embedded store, else KG_HOME, else the user's data folder.
    YIELDS (Store): open until the block ends.
    RAISES StoreError: server unreachable, login refused, database unknown, embedded store not installed.
    """
    uri = uri or (None if home else os.environ.get("NEO4J_URI"))
    if uri:
        username = username or os.environ.get("NEO4J_USERNAME") or "neo4j"
        password = password if password is not None else os.environ.get("NEO4J_PASSWORD", "")
        database = database or os.environ.get("NEO4J_DATABASE")
        with _connected(uri, username, password, database) as driver:
            kind: StoreKind = "arcadedb" if "arcadedb" in driver.get_server_info().agent.lower() else "neo4j"
            yield Store(
                driver,
                driver,
                kind=kind,
                database=database,
                where=uri,
                read_only=read_only,
                judgements_file=judgements_file(uri, database),
            )
        return
    # Not needed for a server, so not imported for it.
    from kg.store.embedded import attached

    with (
        attached(home) as server,
        _connected(server.uri, "root", server.root_password, server.database, _RETRY_EMBEDDED_S) as writer,
        _connected(server.uri, "reader", server.reader_password, server.database, _RETRY_EMBEDDED_S) as reader,
    ):
        yield Store(
            writer,
            reader,
            kind="arcadedb",
            database=server.database,
            where=str(server.home.path),
            read_only=read_only,
            write_lock=server.home.write_lock,
            judgements_file=judgements_file(home=server.home.path),
        )


@contextmanager
def _connected(
    uri: str, username: str, password: str, database: str | None, retry_s: float = _RETRY_S
) -> Iterator[neo4j.Driver]:
    """A driver that has proved that server, login and database are there."""
    try:
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(username, password),
            connection_timeout=_CONNECT_S,
            connection_acquisition_timeout=_CONNECT_S * 2,
            max_transaction_retry_time=retry_s,
            notifications_min_severity="OFF",
        )
    except (exceptions.ConfigurationError, ValueError) as error:
        raise StoreError(str(error), where=uri, hint="an address looks like bolt://localhost:7687") from error
    with driver:
        try:
            with driver.session(database=database) as session:
                session.run("RETURN 1").consume()
        except (exceptions.Neo4jError, exceptions.DriverError, ValueError) as error:
            raise explained(error, where=uri, username=username, database=database) from error
        yield driver
