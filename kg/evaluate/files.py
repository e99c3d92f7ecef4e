"""Gold and system files: one article each, `<id>.json`, in the resolved format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from kg.errors import InputError, violation
from kg.extraction import Extraction


def gold_files(folder: Path) -> list[Path]:
    """The gold files of a folder, by name. RAISES InputError: there are none."""
    paths = sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
    if not paths:
        raise InputError("no gold files (*.json)", where=str(folder), hint="give a folder of the resolved format")
    return paths


def read_gold(path: Path) -> Extraction:
    """RAISES InputError: the file is not the resolved format, or does not fit itself."""
    try:
        return Extraction.model_validate(read_object(path))
    except ValidationError as error:
        raise InputError(violation(error), where=str(path), hint="kg gold check shows all that is wrong") from error


def read_system(path: Path, gold: Extraction) -> Extraction | None:
    """What a system says of a gold article; None where there is no file.

    Id, title, text and date may be missing in the file: they are gold's. RAISES InputError: the file cannot be read or
    is of another text, so that its offsets mean other words.
    """
    if not path.is_file():
        return None
    own = {"id": gold.id, "title": gold.title, "date": gold.date, "text": gold.text}
    try:
        system = Extraction.model_validate(own | read_object(path))
    except ValidationError as error:
        raise InputError(violation(error), where=str(path), hint="kg extract writes the format") from error
    if system.content != gold.content:
        raise InputError(
            "its title and text are not those of the gold article, so offsets do not compare",
            where=str(path),
            hint="extract from the gold files themselves: kg extract GOLD -o FOLDER",
        )
    return system


def without_gold(folder: Path, gold: list[Path]) -> list[str]:
    """Names of system files that no gold file asks for."""
    names = {path.name for path in gold}
    return sorted(p.name for p in folder.glob("*.json") if p.name not in names and not p.name.startswith("."))


def read_object(path: Path) -> dict[str, object]:
    """The JSON object in a file. RAISES InputError: it cannot be read or is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), hint="check its rights") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), hint="save it as UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}"
        raise InputError(f"is not JSON: {error.msg}", where=where, hint="mend or remove the file") from error
    if not isinstance(data, dict):
        raise InputError("is JSON, but no object", where=str(path), hint="one article a file, in the resolved format")
    return data


def read_pairs(gold: list[Path], system: Path) -> Iterator[tuple[Extraction, Extraction | None]]:
    """Every gold article with the system's reading in the file of the same name. RAISES as the two readers do."""
    for path in gold:
        article = read_gold(path)
        yield article, read_system(system / path.name, article)
