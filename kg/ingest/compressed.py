"""Files that may be compressed, by the suffix of their names: .gz, .xz, .bz2."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO, cast

_OPENERS: dict[str, Any] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
# What damaged compressed data raises, beside OSError.
DAMAGED = (EOFError, lzma.LZMAError, zlib.error)


def is_compressed(name: str | Path) -> bool:
    """By its suffix."""
    return Path(name).suffix.lower() in _OPENERS


def open_bytes(name: str | Path) -> BinaryIO:
    """For reading, decompressed. RAISES OSError as `open` does."""
    return cast(BinaryIO, _OPENERS.get(Path(name).suffix.lower(), open)(name, "rb"))


def open_text(name: str | Path, mode: Literal["r", "w"]) -> TextIO:
    """UTF-8 text. RAISES OSError as `open` does."""
    return cast(TextIO, _OPENERS.get(Path(name).suffix.lower(), open)(name, f"{mode}t", encoding="utf-8", newline="\n"))
