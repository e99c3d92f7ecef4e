"""Where extractions go: a folder with one file each, or JSON Lines."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import InputError
from kg.extraction import Extraction
from kg.ingest.ids import file_stem


class ExtractionFolder:
    """A folder of `<id>.json`. A file is complete or not there, wherever the process is killed."""

    def __init__(self, path: Path) -> None:
        """RAISES InputError: the folder cannot be made."""
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"cannot be made: {error.strerror}", where=str(path), hint="name another folder"
            ) from error

    def write(self, extraction: Extraction) -> Path:
        """Write or replace the file of an extraction. RAISES InputError: it cannot be written.

        The temporary name depends on the id alone, so that a run after a killed one replaces what that left behind.
        """
        target = self.path / f"{file_stem(extraction.id)}.json"
        temporary = self.path / f".{target.name}.part"
        try:
            with temporary.open("w", encoding="utf-8") as file:
                file.write(extraction.to_json())
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", where=str(target)) from error
        return target


def json_line(extraction: Extraction) -> str:
    """The extraction as one line of JSON Lines, same fields as its file."""
    return extraction.model_dump_json(by_alias=True, exclude_none=True) + "\n"
