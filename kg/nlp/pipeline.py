"""The pipeline as the rest of the project uses it: load it, read articles with it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.article import Article
from kg.errors import ModelError
from kg.extraction import Extraction
from kg.resources import resource

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 8


def load_pipeline(model: str | Path | None = None, *, frozen: bool = True) -> Language:
    """The shipped pipeline, or the one in a folder.

    frozen: for reading, which is faster where the weights stay as they are (`kg.nlp.transformer.freeze_encoder`).
    RAISES ModelError where the `nlp` extra is not installed, or the folder is not a pipeline of this project.
    """
    try:
        import spacy

        import kg.nlp.factories  # noqa: F401  (registers the components, also where entry points are not installed)
        from kg.nlp.transformer import freeze_encoder
    except ImportError as error:
        raise ModelError(f"{error.name} is not installed", hint="pip install 'isnad-kg[nlp]'") from error
    path = Path(model) if model is not None else resource("nlp", "weights", "isnad_ar")
    if not (path / "meta.json").is_file():
        raise ModelError("not a pipeline folder (no meta.json)", where=str(path), hint="kg train writes one")
    with warnings.catch_warnings():
        # A pipeline saved by another patch release of spaCy loads and works; its warning helps no user.
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        try:
            nlp = spacy.load(path)
        except (OSError, ValueError, KeyError) as error:
            cause = str(error).strip().splitlines()[0]
            raise ModelError(cause, where=str(path), hint="the folder is damaged") from error
    if frozen and nlp.has_pipe("transformer"):
        freeze_encoder(nlp)
    return nlp


def read_articles(nlp: Language, articles: Iterable[Article]) -> Iterator[Extraction]:
    """What each article says, in order. Memory is that of one batch."""
    from kg.nlp.reading import extraction_of

    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"

    def docs() -> Iterator[tuple[object, Article]]:
        for article in articles:
            doc = nlp.make_doc(article.content)
            doc._.published = article.date
            yield doc, article

    for doc, article in nlp.pipe(docs(), as_tuples=True, batch_size=_BATCH):  # type: ignore[call-overload]
        yield extraction_of(doc, article, name)
