"""Files that hold one article: plain text with an optional front matter, and web pages."""

from __future__ import annotations

import json
import re

import yaml
from trafilatura import bare_extraction
from trafilatura.settings import Document

from kg.arabic import match_key
from kg.ingest.encoding import decode, detect_encoding
from kg.ingest.setaside import Rejection

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
# `title: A: B` is no YAML and means one thing only, where the value opens with a letter and no line continues it.
_COLON_TITLE = re.compile(r"^(title[ \t]*:[ \t]+)([^\W_][^\n#]*:[^\n#]*)$(?!\n[ \t])", re.MULTILINE | re.IGNORECASE)
_DATES = {
    "original_date": True,
    # Only what the page states of itself: a date found somewhere in the text would be a guess.
    "extensive_search": False,
    # The default is today, which would make the result depend on the clock.
    "max_date": "2999-12-31",
}


def read_text(data: bytes) -> dict[str, object]:
    """Fields of a plain text: those of its YAML front matter (between two lines `---` at the start), and `text`.

    RAISES Rejection: empty, not text, or a front matter that is not YAML.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\x1a \t\n\v\f")
    fields: dict[str, object] = {}
    if match := _FRONT_MATTER.match(text):
        fields = _front_matter(match[1] or "")
        text = text[match.end() :].strip()
    if not text:
        raise Rejection("empty", "the file is empty" if not fields else "there is no text below the front matter")
    return {**fields, "text": text}


def read_page(data: bytes) -> dict[str, object]:
    """Fields of a web page: its main text, and title, date, site name and address as its metadata state them.

    RAISES Rejection: empty, not text, or no article found in it.
    """
    if not data.strip():
        raise Rejection("empty", "the file is empty")
    # Pages often carry a broken byte outside the article, so damage is marked (U+FFFD) rather than refused.
    html = data.decode(detect_encoding(data), "replace")
    page = bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=dict(_DATES)
    )
    if not isinstance(page, Document) or not (page.text or "").strip():
        raise Rejection("empty", "no article text found in the page", "save the article as text")
    return {
        "title": page.title,
        "text": _without_title(page.text or "", page.title or ""),
        "date": page.date,
        "source": page.sitename,
        "url": page.url,
        "language": page.language,
    }


def _front_matter(block: str) -> dict[str, object]:
    try:
        loaded = _yaml(block)
    except (yaml.YAMLError, ValueError) as error:
        problem = getattr(error, "problem", None) or str(error)
        line = getattr(error, "problem_mark", None)
        place = f" on line {line.line + 2}" if line else ""
        hint = 'put the value in quotes, as in title: "A: B"'
        raise Rejection("bad front matter", f"front matter is not YAML{place}: {problem}", hint) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise Rejection("bad front matter", "front matter is not a list of `name: value`", "write one a line")
    return {str(name).strip().lower(): value for name, value in loaded.items()}


def _yaml(block: str) -> object:
    """What the block says; a title with a colon in it is taken as written."""
    try:
        return yaml.safe_load(block)
    except yaml.YAMLError:
        quoted = _COLON_TITLE.sub(lambda line: line[1] + json.dumps(line[2].strip(), ensure_ascii=False), block)
        if quoted == block:
            raise
        return yaml.safe_load(quoted)


def _without_title(text: str, title: str) -> str:
    """The heading stands in the page's body too; as title it is enough."""
    first, _, rest = text.partition("\n")
    return rest.strip() if rest.strip() and match_key(first) == match_key(title) else text.strip()
