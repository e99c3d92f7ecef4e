"""What an article states outside its links: dates and figures with their values, and who and where by sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from kg.nlp.features import Facts, Layout, SpanIndex
from kg.nlp.grammar.retaliation import replies, retaliations
from kg.nlp.labels import ENTITY_TYPES, OUTCOMES
from kg.nlp.layout import bounds_of, labelled_of, sentences_of, text_of, words_of

# Entity type → which of a sentence's facts its names are.
_NAMES = {"PLACE": 0, "FACILITY": 0, "COUNTRY": 1, "PERSON": 2, "ARMED_GROUP": 2, "ORGANIZATION": 2}
_DATES, _TOLLS = 3, 4


@dataclass(frozen=True)
class Expressions:
    """Dates or tolls of a doc as links see them: token spans, kinds, flags, and the value each one states."""

    spans: list[SpanIndex]
    kinds: list[int]
    flags: list[tuple[float, float]]
    values: list[Hashable]

    @cached_property
    def distinct(self) -> list[Hashable]:
        """Each value once, in a fixed order."""
        return sorted(set(self.values), key=repr)

    @cached_property
    def columns(self) -> list[int]:
        """Index in `distinct` of each expression's value."""
        return [self.distinct.index(v) for v in self.values]

    @cached_property
    def distinct_kinds(self) -> list[int]:
        """The kind of each value of `distinct`."""
        return [self.kinds[self.values.index(v)] for v in self.distinct]


def date_kind(first: dt.date, last: dt.date) -> int:
    """Breadth of a date range: 0 a day, 1 up to a week or so, 2 a month, 3 longer."""
    days = (last - first).days
    return 0 if days == 0 else 1 if days <= 10 else 2 if days <= 31 else 3


def date_expressions(doc: Doc) -> Expressions:
    """Flags: in the title; starts more than 60 days before publication. Value: the range."""
    found = doc._.date_expressions
    published = doc._.published
    title_end = text_of(doc).find("\n\n")
    return Expressions(
        bounds_of(doc.spans["dates"]),
        [date_kind(e.first, e.last) for e in found],
        [(float(e.start < title_end), float(published is not None and (published - e.first).days > 60)) for e in found],
        [(e.first, e.last) for e in found],
    )


def toll_expressions(doc: Doc) -> Expressions:
    """Flags: in the title; 1 for a subset of another figure («بينهم»), a half for one dead who is named, not counted.

    Value: outcome and count, or its modifier («dozens») where there is no count.
    """
    found = doc._.toll_expressions
    title_end = text_of(doc).find("\n\n")
    return Expressions(
        bounds_of(doc.spans["tolls"]),
        [OUTCOMES.index(e.outcome) for e in found],
        [(float(e.start < title_end), 1.0 if e.subset else 0.5 * e.implied) for e in found],
        [(e.outcome, e.count if e.count is not None else e.modifier) for e in found],
    )


def facts_by_sentence(
    layout: Layout, mentions: Iterable[tuple[SpanIndex, int]], dates: Expressions, tolls: Expressions
) -> list[Facts]:
    """What tells incidents apart, of every sentence: the stems of its places, countries and actors, dates, figures.

    mentions: token spans with the index of their entity type.
    """
    facts: list[tuple[set[Hashable], ...]] = [
        (set(), set(), set(), set(), set()) for _ in range(1 + max(layout.sentences, default=0))
    ]
    for (start, end), kind in mentions:
        where = _NAMES.get(ENTITY_TYPES[kind])
        name = tuple(s for s in layout.stems[start:end] if s)
        if where is not None and name:
            facts[layout.sentences[start]][where].add(name)
    for which, stated in ((_DATES, dates), (_TOLLS, tolls)):
        for (start, _), value in zip(stated.spans, stated.values, strict=True):
            facts[layout.sentences[start]][which].add(value)
    return [tuple(frozenset(kind) for kind in sentence) for sentence in facts]


def facts_of(doc: Doc, layout: Layout) -> list[Facts]:
    """`facts_by_sentence` of a doc whose mentions, dates and tolls have been found."""
    mentions = [(span, ENTITY_TYPES.index(label)) for span, label in labelled_of(doc.spans["mentions"])]
    return facts_by_sentence(layout, mentions, date_expressions(doc), toll_expressions(doc))


def stated_retaliations(doc: Doc) -> list[tuple[int, int]]:
    """(answer, what it answers) of `doc.spans["triggers"]`, where the words say so (`kg.nlp.grammar.retaliation`)."""
    return retaliations(words_of(doc), sentences_of(doc), bounds_of(doc.spans["triggers"]))


def told_replies(doc: Doc) -> list[tuple[int, tuple[int, ...]]]:
    """(answer, what it may answer, the nearest first) of `doc.spans["triggers"]`, told one sentence after the other."""
    return replies(words_of(doc), sentences_of(doc), bounds_of(doc.spans["triggers"]))
