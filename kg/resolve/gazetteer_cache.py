"""The folder in which indexes of places are kept: a file a version, and none of versions that nobody uses any more.

Whoever has an index open holds a shared `flock` on it, which the system drops when its holder ends, however that ends.
"""

from __future__ import annotations

import fcntl
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import platformdirs

from kg.gazetteer.current import joined_path
from kg.resolve.gazetteer_index import index_digest
from kg.resources import resource

# No index takes so long to build: what is older was left by a builder that was killed.
_BUILDING_S = 3600.0


def default_path(kept: Path | None = None) -> Path:
    """Where the index in use is, or would be: that of what ships, or the one with the user's sources in it.

    kept (Path | None): the user's gazetteer, if not the usual one.
    RAISES InputError: the user's gazetteer cannot be read.
    """
    shipped = shipped_path()
    return joined_path(shipped, kept) or shipped


def shipped_path() -> Path:
    """Where the index of this installation's inputs is, or would be: its name carries a hash of them."""
    digest = index_digest(resource("schemas", "places"))
    return Path(platformdirs.user_cache_dir("isnad-kg")) / f"gazetteer-{digest}.sqlite"


def hold(path: Path) -> IO[bytes]:
    """A file that nobody removes as long as what is returned is open. RAISES OSError: there is no such file."""
    file = path.open("rb")
    with suppress(OSError):  # A file system without locks.
        fcntl.flock(file, fcntl.LOCK_SH)
    return file


def remove_older(kept: Path) -> None:
    """Remove indexes that were built before one, but for those that somebody holds, and what killed builders left.

    kept (Path): an index that has just been built, under the name that `default_path` gives. Others that do the same at
    the same time do no harm; what cannot be removed stays.
    """
    built = kept.stat().st_mtime_ns
    for path in kept.parent.glob("gazetteer-*.sqlite"):
        with suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path != kept and path.stat().st_mtime_ns < built:
                path.unlink()
    for path in kept.parent.glob(".gazetteer-*.sqlite.*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _BUILDING_S:
                path.unlink()
