"""As many articles as a benchmark needs: the project's own texts, or a folder's, repeated with variations."""

from __future__ import annotations

import datetime as dt
import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice, zip_longest
from pathlib import Path

from kg.article import Article
from kg.ingest import read_articles

_ROOT = Path(__file__).resolve().parents[1]
OWN = (_ROOT / "tests" / "data" / "synth", _ROOT / "examples" / "articles")
_LETTERS = "بتجحدرسشصطعفقكلمنهو"
_EPOCH = dt.date(2023, 1, 1)


def articles_from(paths: Sequence[Path]) -> Iterator[Article]:
    """Whatever `kg` reads, and besides it `.jsonl.xz`; from several such archives in turn, without their duplicates."""
    packed = sorted(chain.from_iterable(path.rglob("*.jsonl.xz") if path.is_dir() else [path] for path in paths))
    packed = [path for path in packed if path.suffix == ".xz"]
    if not packed:
        yield from read_articles(paths)
        return
    seen: set[str] = set()
    for article in chain.from_iterable(zip_longest(*map(_unpacked, packed))):
        if article is not None and article.text and article.id not in seen:
            seen.add(article.id)
            yield article


def repeated(articles: Iterable[Article]) -> Iterator[Article]:
    """The articles, then again and again without end, each time as other articles.

    A repetition has an id of its own, a date a day later, and a last sentence with an actor, a place and a toll that
    no other article has: so it is no duplicate of another, and the graph grows with it.
    """
    first = list(articles)
    yield from first
    for round_ in count(1):
        for at, article in enumerate(first):
            date = (article.date or _EPOCH) + dt.timedelta(days=round_)
            text = f"{article.text}\n{_sentence(round_ * len(first) + at)}"
            yield article.model_copy(update={"id": f"{article.id}-{round_}", "date": date, "text": text})


def words_of(article: Article) -> int:
    """As `kg extract --max-words` counts them, with the title's."""
    return len(article.content.split())


def with_words(articles: Iterable[Article], words: int) -> list[Article]:
    """As many of the articles as have so many words together."""
    taken: list[Article] = []
    for article in articles:
        taken.append(article)
        words -= words_of(article)
        if words <= 0:
            break
    return taken


def write_jsonl(articles: Iterable[Article], path: Path) -> None:
    """A file that `kg` reads."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(article.model_dump(mode="json", exclude_none=True), ensure_ascii=False) + "\n")


def _unpacked(path: Path) -> Iterator[Article]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield Article(**{name: fields[name] for name in Article.model_fields if fields.get(name)})


def _sentence(number: int) -> str:
    group, village = _name(2 * number), _name(2 * number + 1)
    toll = f"مقتل {3 + number % 7} أشخاص وإصابة {11 + number % 80} آخرين"
    return f"وأعلنت كتائب {group} أنها قصفت قرية {village}، ما أدى إلى {toll}."


def _name(number: int) -> str:
    """A word that is no name of anything, another one for every number."""
    base = len(_LETTERS)
    digits = [number // base**place % base for place in range(4)]
    return "ا".join(_LETTERS[digit] for digit in islice(digits, 2)) + "ي" + "و".join(_LETTERS[d] for d in digits[2:])
