"""Where `schemas/` and `cypher/` are: inside the package in an installed wheel, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a shipped data file or folder.

    parts (str): for example `"schemas", "graph.yaml"`.
    RETURNS (Path): an existing path.
    RAISES KgError: where neither the package nor the checkout has it (a broken installation).
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise KgError("missing from this installation", where="/".join(parts), hint="reinstall isnad-kg")
