"""The index of places that is in use: that of what ships, or one with a user's sources in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from kg.gazetteer.joining import LAYOUT, build_joined
from kg.gazetteer.kept import kept_digest, kept_path


def joined_path(shipped: Path, kept: Path | None = None) -> Path | None:
    """Where the index with a user's sources in it is, or would be; None where there are no sources.

    shipped (Path): where the index of what ships is, or would be. kept: the user's gazetteer, if not the usual one.
    RAISES InputError: the user's gazetteer cannot be read.
    """
    kept = kept or kept_path()
    digest = kept_digest(kept)
    return None if digest is None else _path(shipped, kept, digest)


def build_current(
    shipped: Path, kept: Path | None = None, advance: Callable[[int, int], None] | None = None
) -> Path | None:
    """Build the index with a user's sources in it, whether there is one or not.

    shipped (Path): an index that is there. advance: called with (rows done, rows in all).
    RETURNS: its path; None where there are no sources (any more).
    RAISES InputError: the gazetteer cannot be read, or the index not written.
    """
    kept = kept or kept_path()
    while digest := kept_digest(kept):
        path = _path(shipped, kept, digest)
        if build_joined(path, shipped, kept, digest, advance=advance):
            return path
    return None


def _path(shipped: Path, kept: Path, digest: str) -> Path:
    # A folder for each gazetteer: older indexes in one are of no use, but those of another gazetteer are.
    folder = shipped.parent / f"sources-{_hash(str(kept.resolve()))[:12]}"
    return folder / f"gazetteer-{_hash(LAYOUT, shipped.name, digest)[:16]}.sqlite"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
