"""Writing an encoder folder: whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError


def check_output(folder: Path) -> None:
    """RAISES InputError where writing an encoder would destroy something else, or cannot work."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError("exists and is not a folder", where=str(folder), hint="name another output folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "config.json").is_file():
        raise InputError("exists and is not an encoder folder", where=str(folder), hint="name another output folder")


@contextmanager
def written_folder(folder: Path) -> Iterator[Path]:
    """A folder to write in, which takes the place of `folder` when all is written."""
    check_output(folder)
    partial = folder.with_name(folder.name + ".partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        yield partial
        shutil.rmtree(folder, ignore_errors=True)
        partial.replace(folder)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise InputError(message, where=str(folder), hint="check rights and space") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_report(path: Path, report: Mapping[str, object]) -> None:
    """A report beside the weights, as JSON."""
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
