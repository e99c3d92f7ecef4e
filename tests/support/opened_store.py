"""Commands tried on a store that a test has opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from kg.store.session import Store


def commands_find(store: Store, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Commands open this store, read-only, whatever address they would open."""

    @contextmanager
    def opened(*address: object, read_only: bool = False) -> Iterator[Store]:
        assert read_only
        yield store

    monkeypatch.setattr("kg.store.connect.open_store", opened)
    return CliRunner()
