"""Where extractions go: a folder with one file each, or JSON Lines."""

from __future__ import annotations

import os
from pathlib import Path

from kg.article import Article
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
        target, temporary = self._names(extraction.id)
        try:
            with temporary.open("w", encoding="utf-8") as file:
                file.write(extraction.to_json())
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", where=str(target)) from error
        return target

    def has(self, article: Article, reader: str) -> bool:
        """Whether the file of an article is whole, made from the article as it stands, and by this reader.

        reader (str): from `kg.run.fingerprint`.
        """
        target, temporary = self._names(article.id)
        try:
            found = Extraction.model_validate_json(target.read_bytes())
        except (OSError, ValueError):
            return False
        is_same = (found.id, found.content_hash, found.source, found.url, found.reader) == (
            article.id,
            article.content_hash,
            article.source,
            article.url,
            reader,
        )
        if is_same:
            # Of a run that was killed while it replaced the file, which nobody will replace now.
            temporary.unlink(missing_ok=True)
        return is_same

    def read(self, article_id: str) -> Extraction:
        """The extraction of an article that the folder has. RAISES InputError: it has been removed or changed since."""
        target, _ = self._names(article_id)
        try:
            return Extraction.model_validate_json(target.read_bytes())
        except (OSError, ValueError) as error:
            raise InputError("was removed or changed meanwhile", where=str(target), hint="run it again") from error

    def _names(self, article_id: str) -> tuple[Path, Path]:
        """The file of an article, and where it is until it is whole."""
        target = self.path / f"{file_stem(article_id)}.json"
        return target, self.path / f".{target.name}.part"


def json_line(extraction: Extraction) -> str:
    """The extraction as one line of JSON Lines, same fields as its file."""
    return extraction.model_dump_json(by_alias=True, exclude_none=True) + "\n"
