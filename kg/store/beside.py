"""What lies beside a graph, in files of the user's: found by the graph's address, so it survives the graph."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs

from kg.errors import InputError

_NAME = "judgements.jsonl"


def server_key(uri: str, database: str | None) -> str:
    """Names a database at a server in file names."""
    return hashlib.sha256(f"{uri}\n{database or ''}".encode()).hexdigest()[:16]


def judgements_file(uri: str | None = None, database: str | None = None, *, home: Path | None = None) -> Path:
    """The file of what people judged about the reports in a graph: KG_JUDGEMENTS, else one for each graph.

    home (Path | None): folder of the embedded store; a server's file is in the user's data folder.
    RAISES InputError: KG_JUDGEMENTS names no file. Without it, the file need not be there yet.
    """
    if own := os.environ.get("KG_JUDGEMENTS"):
        if not Path(own).is_file():
            # A slip of the pen would drop all judgements of the graph without a word.
            hint = "correct the path, make an empty file there to begin one, or unset KG_JUDGEMENTS"
            raise InputError("no such file, named by KG_JUDGEMENTS", where=own, hint=hint)
        return Path(own)
    if home is not None:
        return home / _NAME
    return Path(platformdirs.user_data_dir("isnad")) / f"{server_key(uri or '', database)}-{_NAME}"


def names_file(judgements: Path | None) -> Path | None:
    """The file of what people judged about names: beside that about reports."""
    if judgements is None:
        return None
    stem = judgements.name.removesuffix(_NAME) if judgements.name.endswith(_NAME) else judgements.stem + "-"
    return judgements.with_name(f"{stem}names.jsonl")
