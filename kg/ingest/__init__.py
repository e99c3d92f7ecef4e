"""Where articles come from: files, folders, globs and standard input. Knows neither NLP nor graph."""

from kg.ingest.reader import MAX_WORDS, read_articles
from kg.ingest.setaside import SetAside

__all__ = ["MAX_WORDS", "SetAside", "read_articles"]
