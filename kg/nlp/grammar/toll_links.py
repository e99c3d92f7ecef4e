"""Which word says what happened to the people of a figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import cast

from kg.extraction import Outcome
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_figures import Figure, has, match_figure, noun_phrase
from kg.nlp.grammar.toll_words import TOLLS

# How many tokens may stand between a trigger and its figure.
_REACH_VERB, _REACH_NOUN, _REACH_AFTER = 12, 10, 16
_REACH_TOTAL_MOST = 20
# Triggers and figures farther from a figure than this are not looked at, so that time grows with length only.
_WINDOW = 24
_BARRIERS = frozenset(
    (
        "الذي",
        "التي",
        "الذين",
        "حيث",
        "بينما",
        "فيما",
        "عندما",
        "ان",
        "انه",
        "كما",
        "لكن",
        "اذ",
        "وان",
        "وانه",
        "بان",
        "الا",
        "اللذين",
        "وقال",
        "واضاف",
        "ولكن",
        "مما",
    )
)
_BARRIER_MARKS = frozenset(".!?؟؛:…")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says what happened to people, in token numbers. kind: "verb", "noun", "after", "own" or "total"."""

    start: int
    stop: int
    outcome: str
    kind: str


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
        triggers = _triggers(tokens, first, last)
        figures = _figures(tokens, first, last)
        tolls += _link_sentence(tokens, figures, triggers)
    return tolls


def _sentences(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or tokens[i].sentence != tokens[first].sentence:
            yield first, i
            first = i


def _triggers(tokens: list[Token], first: int, last: int) -> list[Trigger]:
    found: list[Trigger] = []
    for i in range(first, last):
        for name in ("after", "verb", "noun", "own", "total"):
            outcome = has(tokens, i, "total" if name == "total" else f"trigger_{name}")
            if outcome is None:
                continue
            here = Trigger(i, i + 1, str(outcome), name)
            if has(tokens, i, "sentence_of_court") is None and _is_court(tokens, i, first):
                break
            if found and found[-1].stop == i and _merges(tokens, found[-1], here, first):
                here = replace(found.pop(), stop=i + 1, outcome="killed_or_wounded")
            found.append(here)
            break
    return found


def _is_court(tokens: list[Token], i: int, first: int) -> bool:
    """Whether a word for execution is a court's sentence and not a death."""
    key = tokens[i].key
    if "اعدام" not in key:
        return False
    return any(has(tokens, at, "sentence_of_court") is not None for at in range(max(first, i - 7), i))


def _merges(tokens: list[Token], left: Trigger, right: Trigger, first: int) -> bool:
    """Whether two words say one thing of the same people: «مقتل وإصابة 20», «قتلوا وجرحوا», not «5 قتلوا وأصيب 3»."""
    if {left.outcome, right.outcome} != {"killed", "wounded"}:
        return False
    if left.kind != right.kind and has(tokens, right.start, f"trigger_{left.kind}") is None:
        return False
    one, two = tokens[left.start].key, tokens[right.start].key
    if not two.startswith("و"):
        return False
    if left.kind != "verb":
        return True
    if one.endswith("وا") != two.endswith("وا"):
        return False
    if one.endswith("وا"):
        return True
    before = range(max(first, left.start - 8), left.start)
    return not any(match_figure(tokens, at) is not None for at in before)


def _figures(tokens: list[Token], first: int, last: int) -> list[Figure]:
    found: list[Figure] = []
    i = first
    while i < last:
        figure = match_figure(tokens, i)
        if figure is None:
            i += 1
            continue
        found.append(_joint_nouns(tokens, figure))
        i = max(found[-1].stop, i + 1)
    return found


def _joint_nouns(tokens: list[Token], figure: Figure) -> Figure:
    """«20 قتيلا وجريحا», «العشرات بين قتيل وجريح», «سقط العشرات قتلى وجرحى»: one figure for dead and wounded."""
    if figure.kind in ("one", "other") or (
        figure.kind == "vague" and figure.outcome and figure.start == figure.noun_start
    ):
        return figure
    sentence = tokens[figure.start].sentence
    for i in range(figure.noun_start, min(figure.stop + 9, len(tokens) - 1)):
        if tokens[i].sentence != sentence or (tokens[i].kind == "number" and i > figure.noun_start):
            break
        one, two = _noun_outcome(tokens, i), _noun_outcome(tokens, i + 1)
        if one and two and {one, two} == {"killed", "wounded"} and tokens[i + 1].key.startswith("و"):
            close = i <= figure.stop + 1 or tokens[i - 1].key in ("بين",)
            if close:
                return replace(figure, stop=i + 2, outcome="killed_or_wounded")
    return figure


def _noun_outcome(tokens: list[Token], i: int) -> object | None:
    for name in ("counted_one", "counted_many", "total"):
        if (outcome := has(tokens, i, name)) is not None:
            return outcome
    return None


def _link_sentence(tokens: list[Token], figures: list[Figure], triggers: list[Trigger]) -> list[Toll]:
    tolls: list[Toll] = []
    starts = [trigger.start for trigger in triggers]
    figures = _without_subjects(tokens, figures)
    previous: Figure | None = None
    for n, figure in enumerate(figures):
        near = triggers[bisect_left(starts, figure.start - _WINDOW) : bisect_right(starts, figure.stop + _WINDOW)]
        last = tolls[-1] if tolls and previous is not None and tolls[-1].figure is previous else None
        toll = _link(tokens, figure, previous, last, tolls, figures[n + 1 : n + 1 + _WINDOW], near)
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
    tolls += _implied(tokens, triggers, {toll.trigger_start for toll in tolls})
    return tolls


def _without_subjects(tokens: list[Token], figures: list[Figure]) -> list[Figure]:
    """Leaves out who kills: in «قتل مسلحون ثلاثة جنود» the first of two adjoining figures is the verb's subject."""
    kept = []
    for figure, after in zip_longest(figures, figures[1:]):
        alone = figure.kind in ("one", "vague") and figure.start == figure.noun_start and figure.outcome is None
        verb = figure.start > 0 and has(tokens, figure.start - 1, "trigger_verb") is not None
        if not (alone and verb and after is not None and after.start == figure.stop and not after.joined):
            kept.append(figure)
    return kept


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
    subset = _is_subset(tokens, figure, last)
    if figure.outcome is not None:
        near = _before(tokens, figure, previous, triggers, intrinsic=True)
        at = (near.start, near.stop) if near is not None else (figure.noun_start, figure.noun_start + 1)
        return Toll(figure, cast(Outcome, figure.outcome), *at, subset, False)
    if subset and tolls and tolls[-1].figure.start >= figure.start - 3 * _WINDOW:
        return replace(tolls[-1], figure=figure, subset=True, implied=False)
    trigger = _total(tokens, figure, previous, triggers) or _choose(tokens, figure, previous, later, triggers)
    if trigger is not None:
        if figure.kind == "vague" and _is_two(tokens, figure, trigger):
            figure = replace(figure, count=2, modifier=None, kind="dual")
        return Toll(figure, cast(Outcome, trigger.outcome), trigger.start, trigger.stop, subset, False)
    joined = figure.joined or _is_added(tokens, figure)
    if last is not None and joined and figure.people and figure.start - last.figure.stop <= 6:
        return replace(last, figure=figure)
    return None


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


def _is_subset(tokens: list[Token], figure: Figure, last: Toll | None) -> bool:
    if _is_marked_subset(tokens, figure):
        return True
    return last is not None and last.subset and figure.joined and figure.start - last.figure.stop <= 2


def _is_marked_subset(tokens: list[Token], figure: Figure) -> bool:
    return any(has(tokens, figure.start - back, "subset") is not None for back in (1, 2))


def _choose(
    tokens: list[Token], figure: Figure, previous: Figure | None, later: list[Figure], triggers: list[Trigger]
) -> Trigger | None:
    before = _before(tokens, figure, previous, triggers, intrinsic=False)
    if before is not None and figure.start - before.stop <= 2:
        return before
    after = _after(tokens, figure, later, triggers)
    return after or before


def _total(tokens: list[Token], figure: Figure, previous: Figure | None, triggers: list[Trigger]) -> Trigger | None:
    """«عدد القتلى … إلى 40», «بلغ قتلى التنظيم 80»: heading and figure, with a word of reaching."""
    if figure.kind != "number":
        return None
    left = previous.start if previous is not None and previous.count is None else previous.stop if previous else 0
    totals = [t for t in triggers if t.kind == "total" and left <= t.start and t.stop <= figure.start]
    if not totals:
        return None
    total, gap = totals[-1], figure.start - totals[-1].stop
    if has(tokens, figure.start - 1, "reach") is not None or tokens[figure.start].key.startswith("ل"):
        return total if gap <= _REACH_TOTAL_MOST else None
    headed = any(has(tokens, total.start - back, name) is not None for back in (1, 2) for name in ("reach", "heading"))
    return total if headed and gap <= 4 and not _barred(tokens, total.stop, figure.start) else None


def _barred(tokens: list[Token], start: int, stop: int) -> bool:
    return any(tokens[i].key in _BARRIERS or tokens[i].key in _BARRIER_MARKS for i in range(start, stop))


def _before(
    tokens: list[Token], figure: Figure, previous: Figure | None, triggers: list[Trigger], *, intrinsic: bool
) -> Trigger | None:
    left = previous.stop if previous is not None else 0
    candidates = [
        t
        for t in triggers
        if left <= t.start and t.stop <= figure.start and t.kind in ("verb", "noun", "total", "after")
    ]
    if not candidates:
        return None
    trigger = candidates[-1]
    gap = figure.start - trigger.stop
    if gap > _REACH_VERB or _barred(tokens, trigger.stop, figure.start):
        return None
    if trigger.kind == "after":
        return trigger if gap == 0 else None
    if trigger.kind == "total":
        return None
    reach = _REACH_VERB if trigger.kind == "verb" else _REACH_NOUN
    if gap > reach:
        return None
    if intrinsic or gap == 0:
        return trigger
    if figure.kind == "other" or figure.kind == "one":
        idle = figure.kind == "one" and all(_is_idle(tokens, i) for i in range(trigger.stop, figure.start))
        return trigger if idle and gap <= 3 else None
    return trigger if figure.people or gap <= 1 else None


def _after(tokens: list[Token], figure: Figure, later: list[Figure], triggers: list[Trigger]) -> Trigger | None:
    if figure.kind == "other" or (figure.kind == "one" and not _opens_clause(tokens, figure)):
        return None
    for trigger in triggers:
        if trigger.start < figure.stop:
            continue
        gap = trigger.start - figure.stop
        if gap > _REACH_AFTER or trigger.kind in ("noun", "total"):
            return None
        key = tokens[trigger.start].key
        if trigger.kind == "after":
            return trigger
        if _has_conjunction(key) or has(tokens, trigger.stop, "other") == 1 or not _agrees(figure, key, gap):
            return None
        between = [f for f in later if f.start < trigger.start]
        if any(not _is_marked_subset(tokens, f) and not f.joined and f.outcome is None for f in between):
            return None
        return trigger
    return None


def _is_idle(tokens: list[Token], i: int) -> bool:
    """A word that may stand between a verb and the one person it concerns: a function word, or a plural subject."""
    return has(tokens, i, "stop") is not None or (
        has(tokens, i, "person_many") is not None and tokens[i].key.endswith("ون")
    )


def _has_conjunction(key: str) -> bool:
    """Whether a verb is written with «و» or «ف» before it, so that it opens a clause of its own."""
    reading = TOLLS.classes(key).get("trigger_verb")
    return reading is not None and reading[1] > 0


def _is_two(tokens: list[Token], figure: Figure, trigger: Trigger) -> bool:
    """«فلسطينيين قتلا»: the verb's dual says that the ending «ين» is a dual too."""
    key = tokens[trigger.start].key
    noun = tokens[figure.noun_start].key if figure.noun_start < len(tokens) else ""
    verb = trigger.kind == "verb" and trigger.start >= figure.stop and key.endswith("ا") and not key.endswith("وا")
    return verb and figure.start == figure.noun_start and noun.endswith("ين")


def _opens_clause(tokens: list[Token], figure: Figure) -> bool:
    """Whether a single person can be the subject: after «أن», a function word, a mark or a conjunction."""
    before = tokens[figure.start - 1] if figure.start else None
    if before is None or before.kind == "mark" or before.sentence != tokens[figure.start].sentence or figure.joined:
        return True
    return before.key in _BARRIERS or has(tokens, figure.start - 1, "stop") is not None or before.key in ("لقي", "لقيت")


def _agrees(figure: Figure, key: str, gap: int) -> bool:
    """Whether a verb after its subject fits it: plural or dual for several, singular for one, only near."""
    if key.endswith(("وا", "ون")):
        return figure.count != 1
    if figure.count == 1 or figure.kind == "other":
        return gap <= 5
    return key.endswith("ا") or gap <= 1


def _implied(tokens: list[Token], triggers: list[Trigger], used: set[int]) -> Iterator[Toll]:
    """One person who is named or definite: «مقتل القيادي …», «قتل المهاجم», «اغتياله»."""
    known = set(used)
    for trigger in triggers:
        if trigger.start in used or trigger.kind == "total":
            continue
        at = trigger.stop
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
