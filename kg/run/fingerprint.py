"""What an extraction depends on beside its article, as a hash.

Name and version of a pipeline are not enough: models that were trained in turn share both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import kg
from kg.errors import ModelError
from kg.resolve.gazetteer_cache import default_path
from kg.resources import resource

_CODE = ("nlp", "resolve", "gazetteer")


def reader_fingerprint(model: Path | None = None) -> str:
    """16 hex digits that change with the pipeline's files, this program's version and code, its actors and its places.

    Its places: those that ship and the user's own.

    model (Path | None): folder of a pipeline; None for the shipped one. One that is not there is no error here.
    RAISES ModelError: a file of it cannot be read. InputError: the user's gazetteer cannot.
    """
    folder = resource("nlp", "weights", "isnad_ar") if model is None else model
    parts = [kg.__version__, default_path().name]
    files = [*_program(), *((folder, path) for path in folder.rglob("*"))]
    parts += sorted(f"{path.relative_to(root)} {_hash(path)}" for root, path in files if path.is_file())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(error.strerror or str(error), where=str(path)) from error


def _program() -> Iterator[tuple[Path, Path]]:
    """Files of the program that reading depends on, each after the folder that its name counts from."""
    package, schemas = Path(kg.__file__).parent, resource("schemas")
    for room in _CODE:
        yield from ((package, path) for path in package.joinpath(room).rglob("*.py"))
    yield from ((schemas, path) for path in schemas.iterdir())
