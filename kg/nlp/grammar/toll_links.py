"""Figures of people tied to what happened to them, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from kg.extraction import Outcome
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_choice import choose_trigger, is_marked_subset, total_before, trigger_before
from kg.nlp.grammar.toll_figures import Figure
from kg.nlp.grammar.toll_nouns import noun_phrase
from kg.nlp.grammar.toll_scan import find_figures, without_subjects
from kg.nlp.grammar.toll_states import is_grave
from kg.nlp.grammar.toll_triggers import Trigger, find_triggers
from kg.nlp.grammar.toll_words import TOLLS, has

# Triggers and figures farther from a figure than this are not looked at, so that time grows with length only.
WINDOW = 24
# Tokens from a death to a noun that says what the dead were.
_REACH_DEATH, _REACH_EXECUTION = 3, 8
_EXECUTED = "عدم"
_CAUSES = frozenset(("جراء", "نتيجه", "بسبب", "اثر", "برصاص", "تحت"))


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure with its outcome and the tokens that give it."""

    figure: Figure
    outcome: Outcome
    trigger_start: int
    trigger_stop: int
    subset: bool
    implied: bool


def link_tolls(tokens: list[Token]) -> list[Toll]:
    """All figures of people with an outcome."""
    tolls: list[Toll] = []
    for first, last in _sentences(tokens):
        triggers = find_triggers(tokens, first, last)
        figures = find_figures(tokens, first, last)
        tolls += _link_sentence(tokens, figures, triggers)
    return tolls


def _sentences(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or tokens[i].sentence != tokens[first].sentence:
            yield first, i
            first = i


def _link_sentence(tokens: list[Token], figures: list[Figure], triggers: list[Trigger]) -> list[Toll]:
    tolls: list[Toll] = []
    starts = [trigger.start for trigger in triggers]
    figures = without_subjects(tokens, figures)
    previous: Figure | None = None
    for n, figure in enumerate(figures):
        near = triggers[bisect_left(starts, figure.start - WINDOW) : bisect_right(starts, figure.stop + WINDOW)]
        last = tolls[-1] if tolls and previous is not None and tolls[-1].figure is previous else None
        toll = _link(tokens, figure, previous, last, tolls, figures[n + 1 : n + 1 + WINDOW], near)
        if toll is not None:
            if (
                last is not None
                and last.figure.count is None
                and last.figure.start <= toll.trigger_start < last.figure.stop
            ):
                tolls.pop()
            tolls.append(toll)
            figure = toll.figure
        previous = figure
    tolls += implied_tolls(tokens, triggers, {toll.trigger_start for toll in tolls})
    return tolls


def _link(
    tokens: list[Token],
    figure: Figure,
    previous: Figure | None,
    last: Toll | None,
    tolls: list[Toll],
    later: list[Figure],
    triggers: list[Trigger],
) -> Toll | None:
    """The figure's outcome; `last` is the toll of the figure just before it, `triggers` are those near it."""
    subset = _is_subset(tokens, figure, last, triggers)
    if figure.outcome is not None:
        near = trigger_before(tokens, figure, previous, triggers, intrinsic=True)
        at = (near.start, near.stop) if near is not None else (figure.noun_start, figure.noun_start + 1)
        outcome = _overruled(tokens, figure, near, previous, triggers) or cast(Outcome, figure.outcome)
        return Toll(figure, outcome, *at, subset, False)
    if (own := _own_of_subset(tokens, figure, triggers)) is not None:
        return Toll(figure, cast(Outcome, own.outcome), own.start, own.stop, False, False)
    if subset and tolls and tolls[-1].figure.start >= figure.start - 3 * WINDOW:
        return replace(tolls[-1], figure=figure, subset=True, implied=False)
    trigger = total_before(tokens, figure, previous, triggers) or choose_trigger(
        tokens, figure, previous, later, triggers
    )
    if trigger is not None:
        if figure.kind == "vague" and _is_two(tokens, figure, trigger):
            figure = replace(figure, count=2, modifier=None, kind="dual")
        return Toll(figure, cast(Outcome, trigger.outcome), trigger.start, trigger.stop, subset, False)
    if figure.kind == "number" and is_grave(tokens, figure.stop):
        return Toll(figure, "wounded", figure.start, figure.stop, subset, False)
    joined = figure.joined or _is_added(tokens, figure)
    told = figure.people or (figure.kind == "number" and _cause_follows(tokens, figure))
    if last is not None and joined and told and figure.start - last.figure.stop <= 6:
        return replace(last, figure=figure)
    return None


def _overruled(
    tokens: list[Token], figure: Figure, near: Trigger | None, previous: Figure | None, triggers: list[Trigger]
) -> Outcome | None:
    """«وفاة معتقل», «مقتل خمسة أسرى», «الضحايا … إلى 120 مختطفا»: a death says more than what the dead were before."""
    if figure.outcome == "killed":
        return None
    total = total_before(tokens, figure, previous, triggers)
    if total is not None and total.outcome == "killed":
        return "killed"
    if near is None or near.outcome != "killed" or figure.outcome == "killed_or_wounded":
        return None
    neutral = has(tokens, near.start, "falling") is not None
    reach = _REACH_EXECUTION if _EXECUTED in tokens[near.start].key else _REACH_DEATH
    return None if neutral or figure.start - near.stop > reach else "killed"


def _own_of_subset(tokens: list[Token], figure: Figure, triggers: list[Trigger]) -> Trigger | None:
    """«قتل منهم 400»: the word of a part that has its own, just before «منهم»."""
    if has(tokens, figure.start - 1, "subset") is None:
        return None
    own = [t for t in triggers if t.stop == figure.start - 1 and t.kind in ("verb", "noun")]
    return own[0] if own else None


def _cause_follows(tokens: list[Token], figure: Figure) -> bool:
    """«و18 جراء القصف»: a number alone that goes on what was said of the one before it."""
    return figure.noun_start == figure.noun_stop and figure.stop < len(tokens) and tokens[figure.stop].key in _CAUSES


def _is_added(tokens: list[Token], figure: Figure) -> bool:
    """«إضافة إلى ثلاثة», «مقابل 26», «مع قيادي»: joined by other words than a conjunction."""
    before = tokens[figure.start - 1].key if figure.start else ""
    pair = f"{tokens[figure.start - 2].key} {before}" if figure.start > 1 else before
    return before in ("مقابل", "مع", "ومع") or pair.lstrip("وب") in (
        "اضافه الي",
        "الاضافه الي",
        "الي جانب",
        "فضلا عن",
        "علاوه علي",
    )


def _is_subset(tokens: list[Token], figure: Figure, last: Toll | None, triggers: list[Trigger]) -> bool:
    if is_marked_subset(tokens, figure):
        return True
    if last is None:
        return False
    between = [token.key for token in tokens[last.figure.stop : figure.start]]
    if figure.people and (between == [":"] or (last.subset and between == ["،"])):
        # «90 قتيلا: 57 من المقاتلين، 24 من رجال العشائر».
        return True
    if figure.noun_start == figure.noun_stop and has(tokens, figure.stop, "subset") is not None:
        # «21 شخصا …، تسعة منهم من الشرطة», but «أسر خمسة منهم».
        return all(trigger.stop != figure.start for trigger in triggers)
    return last.subset and figure.joined and figure.start - last.figure.stop <= 2


def _is_two(tokens: list[Token], figure: Figure, trigger: Trigger) -> bool:
    """«فلسطينيين قتلا»: the verb's dual says that the ending «ين» is a dual too."""
    key = tokens[trigger.start].key
    noun = tokens[figure.noun_start].key if figure.noun_start < len(tokens) else ""
    verb = trigger.kind == "verb" and trigger.start >= figure.stop and key.endswith("ا") and not key.endswith("وا")
    return verb and figure.start == figure.noun_start and noun.endswith("ين")


def implied_tolls(tokens: list[Token], triggers: list[Trigger], used: set[int]) -> Iterator[Toll]:
    """One person who is named or definite: «مقتل القيادي …», «قتل المهاجم», «اغتياله»."""
    known = set(used)
    for trigger in triggers:
        if trigger.start in used or trigger.kind == "total":
            continue
        if tokens[trigger.start].key == "القضاء":
            continue
        at = trigger.stop + (trigger.stop < len(tokens) and tokens[trigger.stop].key == "علي")
        if trigger.kind == "after" and any(0 <= trigger.start - start <= 12 for start in known):
            continue
        if trigger.kind in ("own", "after"):
            if has(tokens, trigger.start, "trigger_own") is None:
                continue
            figure = Figure(trigger.start, trigger.stop, 1, None, trigger.start, trigger.stop, None, True, False, "one")
        elif (
            at < len(tokens)
            and _is_definite_person(tokens, at)
            and tokens[at].sentence == tokens[trigger.start].sentence
        ):
            stop = noun_phrase(tokens, at)
            figure = Figure(at, stop, 1, None, at, stop, None, True, False, "one")
        else:
            continue
        known.add(trigger.start)
        yield Toll(figure, cast(Outcome, trigger.outcome), trigger.start, trigger.stop, False, True)


def _is_definite_person(tokens: list[Token], i: int) -> bool:
    key = tokens[i].key
    return key.startswith("ال") and tokens[i].kind == "word" and "person_one" in TOLLS.classes(key[2:])
