"""A system's extractions against gold: figures for all articles together and for each, and the errors behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate.alignment import Row, align, confusion
from kg.evaluate.bootstrap import intervals
from kg.evaluate.counts import Counts
from kg.evaluate.differences import MentionRow, mention_rows, row_kinds
from kg.evaluate.matching import Matching, match
from kg.evaluate.measures import MEASURES, measure
from kg.extraction import Extraction


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """One article.

    system (Extraction): empty where the system has none, so that what it missed counts.
    counts: by measure. rows: incidents side by side. mentions: mentions side by side.
    errors: kind (`kg.evaluate.differences.KINDS`) → how many.
    """

    gold: Extraction
    system: Extraction
    matching: Matching
    counts: Mapping[str, Counts]
    rows: tuple[Row, ...]
    mentions: tuple[MentionRow, ...]
    errors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All articles.

    counts: by measure, `MEASURES` first, then by type in alphabetical order.
    intervals: measure → 95 % interval of F1; empty where none was asked for.
    confusion: (gold type, system type) → actual incidents; `missed` and `spurious` stand for the type there is not.
    """

    articles: tuple[ArticleResult, ...]
    missing: tuple[str, ...]
    counts: Mapping[str, Counts]
    intervals: Mapping[str, tuple[float, float]]
    confusion: Mapping[tuple[str, str], int]
    errors: Mapping[str, int]


def evaluate(
    pairs: Iterable[tuple[Extraction, Extraction | None]],
    *,
    rounds: int = 0,
    on_article: Callable[[], object] = lambda: None,
    on_round: Callable[[], object] = lambda: None,
) -> Evaluation:
    """Score pairs of (gold, what the system says of the same article).

    pairs: None where the system has nothing; that counts as an empty extraction. Their order seeds the intervals.
    rounds: resamples for the intervals; 0 for none.
    on_article, on_round: called after each, for a progress bar.
    """
    articles: list[ArticleResult] = []
    missing: list[str] = []
    for gold, system in pairs:
        if system is None:
            missing.append(gold.id)
        articles.append(
            _compare(gold, system or Extraction(id=gold.id, title=gold.title, date=gold.date, text=gold.text))
        )
        on_article()
    names = {name for article in articles for name in article.counts}
    ordered = [name for name in MEASURES if name in names] + sorted(names.difference(MEASURES))
    return Evaluation(
        articles=tuple(articles),
        missing=tuple(missing),
        counts={name: _total(article.counts.get(name) for article in articles) for name in ordered},
        intervals=intervals([article.counts for article in articles], rounds, on_round=on_round),
        confusion=confusion(row for article in articles for row in article.rows),
        errors=sum((Counter(article.errors) for article in articles), Counter()),
    )


def _compare(gold: Extraction, system: Extraction) -> ArticleResult:
    matching = match(gold, system)
    rows = tuple(align(gold, system, matching))
    mentions = tuple(mention_rows(gold, system, matching))
    errors = Counter(kind for row in rows for kind in row_kinds(row, matching))
    errors.update(mention.kind for mention in mentions if mention.kind)
    return ArticleResult(gold, system, matching, measure(gold, system, matching), rows, mentions, errors)


def _total(counts: Iterable[Counts | None]) -> Counts:
    total = Counts()
    for count in counts:
        total = total.plus(count) if count else total
    return total
