"""Explanations as lines for a terminal and as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.analyse.judged import JudgedPair
from kg.analyse.why import Why
from kg.analyse.why_claim import WhyClaim
from kg.analyse.why_incident import Value, WhyIncident, WhyReport
from kg.analyse.why_node import Brought, WhyNode, rule_in_words
from kg.view.accounts_text import account_lines, origin, reason_lines, said, verdict
from kg.view.lines import Line


def why_lines(why: Why, *, most: int = 10) -> Iterator[Line]:
    """Lines for people. most (int): so many reports, judgements and articles of each kind; the number of the others is
    said."""
    match why:
        case WhyIncident():
            yield from _incident(why, most)
        case WhyReport():
            yield from _report(why, most)
        case WhyNode():
            yield from _node(why, most)
        case WhyClaim():
            yield from _claim(why)


def why_to_json(why: Why) -> str:
    """One object: what it `explains` (incident, report, actor, place or claim) and the fields of the explanation."""
    explained = why.label.lower() if isinstance(why, WhyNode) else type(why).__name__.removeprefix("Why").lower()
    return (
        json.dumps({"explains": explained, **dataclasses.asdict(why)}, ensure_ascii=False, indent=1, default=str) + "\n"
    )


def _incident(why: WhyIncident, most: int) -> Iterator[Line]:
    if why.asked:
        yield 0, f"{why.asked} is now part of another incident, as a report of it:"
    yield 0, f"{why.type.replace('_', ' ')} · {why.id}"
    for value in why.values:
        yield 2, f"{value.name}: {value.value}"
        yield 4, f"rule: {value.rule}"
        if stated := _stated(value, len(why.reports)):
            yield 4, f"reports say: {stated}"
    yield 0, ""
    yield 0, f"Told by {_count(len(why.reports), 'report')}"
    for one in why.reports[:most]:
        yield from account_lines(one, 2)
    yield from _more(len(why.reports), most)
    yield 0, ""
    if len(why.reports) > 1:
        yield 0, "Held together by"
        yield from _pairs(why.joined, most)
        yield 0, ""
    yield 0, "Likeliest refused" if why.refused else "No other report comes near it"
    yield from _pairs(why.refused, most)


def _report(why: WhyReport, most: int) -> Iterator[Line]:
    one = why.report
    yield 0, f"{one.id}, a report of {one.incident}"
    yield 2, origin(one)
    for name, text in said(one):
        yield 2, f"{name}: {text}"
    yield 2, f"«{one.sentence}»"
    yield 0, ""
    yield (
        0,
        f"Of one incident with {', '.join(why.companions)}" if why.companions else "Its incident has no other report",
    )
    if why.judgements:
        yield 0, "Judgements, the likeliest first"
    yield from _pairs(why.judgements, most)


def _node(why: WhyNode, most: int) -> Iterator[Line]:
    names = " · ".join(dict.fromkeys(name for name in (why.name, why.name_ar) if name))
    yield 0, f"{names} · {why.id}"
    yield 2, f"{why.label.lower()}, {why.kind.replace('_', ' ')}; from {why.known}"
    yield 0, ""
    yield 0, "Words" if why.words else "No words of an article stand for it"
    for usage in why.words[:most]:
        rules = ", ".join(f"{rule} {count}" if len(usage.rules) > 1 else rule for rule, count in usage.rules.items())
        yield 2, f"«{usage.name}»: {_count(usage.articles, 'article')}, by rule {rules}"
    yield from _more(len(why.words), most)
    used = Counter(one.rule for one in why.articles)
    yield 0, ""
    yield 0, "Rules"
    yield from ((2, f"{rule}: {rule_in_words(rule)}") for rule in sorted(used))
    yield 0, ""
    yield 0, f"In {_count(len(why.articles), 'article')}"
    for one in why.articles[:most]:
        yield 2, _article(one)
    yield from _more(len(why.articles), most)


def _article(one: Brought) -> str:
    where = [one.date.isoformat() if one.date else None, one.outlet, one.title or one.article]
    words = ", ".join(f"«{name}»" for name in one.names) or "no words"
    return f"{' · '.join(part for part in where if part)}: {words} ({one.rule} {one.score:.2f})"


def _claim(why: WhyClaim) -> Iterator[Line]:
    yield 0, f"{why.attribute} of {why.about}: {why.value}"
    yield 2, f"«{why.sentence}»"
    where = [why.date.isoformat() if why.date else None, why.outlet, why.title or why.article]
    yield 2, f"stands in {' · '.join(part for part in where if part)}, at {why.start}-{why.end}"
    yield 2, f"says {why.source}" if why.source else "says the article itself: it quotes nobody for it"
    yield 2, f"the reader is sure to {why.confidence:.2f}"
    yield 2, f"about {why.about_id}" + (f", in {why.report}" if why.report else "")
    if why.edge:
        yield 2, f"backs {why.edge}"


def _pairs(pairs: Sequence[JudgedPair], most: int) -> Iterator[Line]:
    for pair in pairs[:most]:
        yield 2, f"{pair.one} – {pair.other}"
        yield 4, verdict(pair)
        yield from reason_lines(pair, 4)
    yield from _more(len(pairs), most)


def _stated(value: Value, reports: int) -> str:
    """«9 (2 reports), 12 (1)», where there is more than one report."""
    if reports < 2 or not value.stated:
        return ""
    counts = Counter(value.stated.values())
    return ", ".join(f"{text} ({_count(count, 'report')})" for text, count in counts.most_common())


def _more(count: int, most: int) -> Iterator[Line]:
    if count > most:
        yield 2, f"and {count - most} more"


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
