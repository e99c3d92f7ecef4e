"""Why an actor or a place is in the graph: which words of which articles were linked to it, and by which rule."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.analyse.graph import GraphReader
from kg.resources import resource

# Rules of `kg.resolve.actors` and `kg.resolve.places`; a new one is shown by its own name.
_RULES = {
    "alias": "one of the names that schemas/actors.yaml has",
    "form": "a form of a name that schemas/actors.yaml has (case, article, plural)",
    "short": "the known name is a part of these words",
    "fuzzy": "spelled nearly like a known name",
    "context": "what these words mean in an article about that country or those actors",
    "name": "a name that the gazetteer has; of several places the one that fits the article",
    "part": "the known name is a part of these words",
    "country": "the name of a country",
    "capital": "a capital that stands for its country, or the other way round",
    "nisba": "an adjective of a country",
    "area": "a part of, or a direction from, a known place",
    "inside": "unknown, but named after a known place",
    "located_in": "unknown, but the article says in which place it lies",
    "parent": "contains a place that the article names",
    "none": "linked to nothing known: a node of its own, by its name",
    "knowledge": "no words of the article: known beside what it names (a place around it, a parent)",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """How one article brings it. names: the words that stand for it there. rule_words: the rule in words."""

    article: str
    title: str | None
    outlet: str | None
    date: dt.date | None
    names: tuple[str, ...]
    rule: str
    rule_words: str
    score: float


@dataclass(frozen=True, slots=True)
class Usage:
    """Some words that stand for it, in how many articles, and by which rules (rule → articles)."""

    name: str
    articles: int
    rules: dict[str, int]


@dataclass(frozen=True, slots=True)
class WhyNode:
    """An actor or a place. known (str): where its node comes from. words: the most used first. articles: those that
    bring it, the latest first."""

    id: str
    label: str
    name: str
    name_ar: str | None
    kind: str
    known: str
    words: tuple[Usage, ...]
    articles: tuple[Brought, ...]


def why_node(reader: GraphReader, node: str) -> WhyNode | None:
    """None where the graph has no such actor or place."""
    rows = reader.read(_statement("node"), id=node)
    if not rows:
        return None
    label, own = rows[0]["label"], rows[0]["node"]
    articles = [_brought(row) for row in reader.read(_statement("brought"), id=node)]
    articles.sort(key=lambda one: (-(one.date or dt.date.min).toordinal(), one.article))
    return WhyNode(
        id=node,
        label=label,
        name=own["name"],
        name_ar=own.get("name_ar"),
        kind=own["kind"],
        known=_known(label, own),
        words=_words(articles),
        articles=tuple(articles),
    )


def rule_in_words(rule: str) -> str:
    """A rule of BROUGHT as people say it."""
    return _RULES.get(rule, rule)


def _brought(row: dict[str, Any]) -> Brought:
    rule = row["rule"] or "none"
    return Brought(
        article=row["article"],
        title=row["title"],
        outlet=row["outlet"],
        date=row["date"],
        names=tuple(row["names"] or ()),
        rule=rule,
        rule_words=rule_in_words(rule),
        score=1.0 if row["score"] is None else row["score"],
    )


def _words(articles: Iterable[Brought]) -> tuple[Usage, ...]:
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for one in articles:
        for name in one.names:
            rules[name][one.rule] += 1
    found = [Usage(name, sum(counts.values()), dict(sorted(counts.items()))) for name, counts in rules.items()]
    return tuple(sorted(found, key=lambda usage: (-usage.articles, usage.name)))


def _known(label: str, node: dict[str, Any]) -> str:
    if not node["resolved"]:
        return "the words of the articles alone"
    if label == "Actor":
        item = f", Wikidata {node['wikidata']}" if node.get("wikidata") else ""
        return f"schemas/actors.yaml, {node['id'].removeprefix('actor/')}{item}"
    return f"the gazetteer, GeoNames {node['geonames']}" if node.get("geonames") else "the gazetteer"


def _statement(name: str) -> str:
    return resource("cypher", "why", f"{name}.cypher").read_text(encoding="utf-8")
