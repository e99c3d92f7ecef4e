"""One record (a JSON object, a CSV row, a front matter with its text, a page with its metadata) → one article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.article import Article
from kg.ingest.dates import HINT as DATE_HINT
from kg.ingest.dates import parse_date
from kg.ingest.encoding import damaged
from kg.ingest.ids import derived_id
from kg.ingest.setaside import Rejection

TEXT_FIELDS = ("text", "body", "content")
# Languages written in Arabic script that the pipeline does not read.
_OTHER_LANGUAGES = frozenset({"fa", "per", "fas", "ur", "urd", "ps", "ckb", "ku", "kur", "ug", "sd", "prs"})
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Record:
    """Fields as a format's reader found them, under lower-case names, or why there are none.

    where (str): file, or `file:line`.
    """

    where: str
    fields: Mapping[str, object] | Rejection


def to_article(
    fields: Mapping[str, object], *, date: dt.date | None, max_words: int
) -> tuple[Article, Rejection | None]:
    """The article in a record.

    fields: `text` (or `body`, `content`), and as far as known `id`, `title`, `date`, `source`, `url`, `language`.
    date: publication date where the record states none. A stated date that cannot be read is not replaced by it.
    RETURNS: the article, and a warning where its date was left out.
    RAISES Rejection: no text, not text, not Arabic, more than max_words words.
    """
    text = _text(fields)
    title = _string(fields, "title") or ""
    if damaged(text) or damaged(title):
        raise Rejection("damaged", "it has bytes or escapes that are no characters", "save it anew as UTF-8")
    words = len(text.split())
    if words > max_words:
        raise Rejection(
            "too long", f"{words} words are more than {max_words}", "split it into its articles, or raise --max-words"
        )
    language = _string(fields, "language")
    _check_arabic(f"{title}\n{text}", language)
    warning = None
    try:
        published = parse_date(fields.get("date")) or date
    except ValueError:
        published = None
        value = f"{fields.get('date')!r:.60}"
        warning = Rejection("bad date", f"date {value} left out; the article stays", DATE_HINT, kind="warning")
    article = Article(
        id=_given_id(fields.get("id")) or "",
        title=title,
        text=text,
        date=published,
        source=_string(fields, "source"),
        url=_string(fields, "url"),
        language=language,
    )
    if not article.id:
        article = article.model_copy(update={"id": derived_id(article.url, article.content_hash)})
    return article, warning


def _text(fields: Mapping[str, object]) -> str:
    values = [fields[name] for name in TEXT_FIELDS if fields.get(name) is not None]
    if not values:
        raise Rejection("no text", f"no field {', '.join(TEXT_FIELDS)}; it has: {_names(fields)}", "add the text")
    for value in values:
        if not isinstance(value, str):
            raise Rejection("no text", f"the text is not a string but {type(value).__name__}", "write it as a string")
        if value.strip():
            return value
    raise Rejection("empty", "the text is empty", "leave it out or add its text")


def _names(fields: Mapping[str, object]) -> str:
    return f"{', '.join(str(name) for name in fields) or 'nothing':.120}"


def _string(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and name != "title" and damaged(value):
        raise Rejection("damaged", f"{name} has bytes that are no characters", "save it anew as UTF-8")
    if not isinstance(value, str):
        raise Rejection("bad field", f"{name} is not a string but {type(value).__name__}", "write it as a string")
    return value


def _given_id(value: object) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Rejection("bad field", f"id is not a string but {type(value).__name__}", "write it as a string")
    name = str(value)
    if damaged(name):
        raise Rejection("damaged", "id has bytes that are no characters", "save it anew as UTF-8")
    return name


def _check_arabic(content: str, language: str | None) -> None:
    code = (language or "").lower().replace("_", "-").split("-")[0]
    if code in _OTHER_LANGUAGES:
        raise Rejection("not Arabic", f"its language is {language}", "only Arabic is read")
    letters = len(_LETTER.findall(content))
    arabic = len(_ARABIC_LETTER.findall(content))
    if not letters:
        raise Rejection("not Arabic", "it has no letters", "only Arabic is read")
    if arabic < letters / 2:
        share = round(100 * arabic / letters)
        raise Rejection("not Arabic", f"{share}% of its letters are Arabic", "only Arabic is read")
