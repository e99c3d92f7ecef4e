"""Files of places as streams of text: plain, .gz, .xz, .bz2, or the one table inside a zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.ingest.compressed import DAMAGED, is_compressed, open_bytes
from kg.ingest.encoding import SAMPLE, detect_encoding, error_handler
from kg.ingest.setaside import Rejection

_BESIDES = ("readme", "iso-languagecodes", ".", "__macosx")
_TABLES = (".txt", ".csv", ".tsv", ".json", ".geojson")
_READING = (*DAMAGED, zipfile.BadZipFile)

Advance = Callable[[int, int], None]
"""(bytes read, bytes in all)"""


@contextmanager
def open_table(path: Path, advance: Advance | None = None) -> Iterator[tuple[io.TextIOBase, str]]:
    """The text of a file, and the name of the table in it (the member's, for a zip).

    advance: called as reading goes on. Bytes outside the file's encoding become lone surrogates.
    RAISES InputError: cannot be read, is empty, no text, damaged, or a zip with several tables; also while reading.
    """
    with ExitStack() as stack:
        try:
            raw, name, total = _opened(path, stack)
            sample = raw.read(SAMPLE)
            raw.seek(0)
            if not sample.strip():
                raise InputError("the file is empty", where=str(path), hint="download it again")
            encoding = detect_encoding(sample)
            counted = io.BufferedReader(_Counting(raw, total, advance), 1 << 16)
            # A tab or comma table has no bare carriage returns; universal newlines count lines as editors do.
            text = io.TextIOWrapper(counted, encoding, error_handler(encoding), newline="")
            yield stack.enter_context(text), name
        except Rejection as error:
            hint = "unpack it or save it as text: txt, csv, geojson" if error.reason == "binary" else error.hint
            raise InputError(error.cause, where=str(path), hint=hint) from error
        except OSError as error:
            raise InputError(error.strerror or str(error), where=str(path)) from error
        except _READING as error:
            raise InputError(f"damaged: {error}", where=str(path), hint="download it again") from error


def file_hash(path: Path) -> str:
    """SHA-256 of a file, hexadecimal. RAISES InputError: cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from error


def _opened(path: Path, stack: ExitStack) -> tuple[BinaryIO, str, int]:
    """(bytes, table's name, their number or 0 where that is not known)"""
    if path.suffix.lower() in (".xlsx", ".ods"):
        raise InputError("a spreadsheet, not a table of text", where=str(path), hint="save the sheet as CSV (UTF-8)")
    if path.is_file() and zipfile.is_zipfile(path):
        archive = stack.enter_context(zipfile.ZipFile(path))
        member = _member(archive, path)
        try:
            raw = stack.enter_context(archive.open(member))
        except (RuntimeError, NotImplementedError) as error:  # A password, or a method that Python does not have.
            raise InputError(f"cannot be unpacked: {error}", where=str(path), hint="unpack it yourself") from error
        return cast(BinaryIO, raw), Path(member.filename).name, member.file_size
    plain = stack.enter_context(open_bytes(path))
    if is_compressed(path):
        return plain, path.stem, 0
    return plain, path.name, path.stat().st_size


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        info
        for info in archive.infolist()
        if not info.is_dir()
        and Path(info.filename).suffix.lower() in _TABLES
        and not any(part.lower().startswith(_BESIDES) for part in Path(info.filename).parts)
    ]
    if len(tables) != 1:
        names = ", ".join(info.filename for info in tables[:8])
        cause = f"several tables in it: {names}" if tables else "no table in it (txt, csv, geojson)"
        raise InputError(cause, where=str(path), hint="unpack it and add the files that you want")
    return tables[0]


class _Counting(io.RawIOBase):
    """Bytes that tell how many of them were read."""

    def __init__(self, raw: BinaryIO, total: int, advance: Advance | None) -> None:
        self._raw = raw
        self._total = total
        self._advance = advance
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        data = self._raw.read(len(buffer))  # type: ignore[arg-type]
        buffer[: len(data)] = data  # type: ignore[index]
        self._read += len(data)
        if self._advance:
            self._advance(self._read, max(self._total, self._read))
        return len(data)
