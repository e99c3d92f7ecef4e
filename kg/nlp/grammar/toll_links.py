"""Which word says what happened to the people of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from kg.extraction import Outcome
from kg.nlp.grammar.toll_figures import Figure, has, match_figure, noun_phrase
from kg.nlp.grammar.toll_words import TOLLS
from kg.nlp.grammar.tokens import Token

# How many tokens may stand between a trigger and its figure.
_REACH_VERB, _REACH_NOUN, _REACH_AFTER, _REACH_TOTAL = 12, 10, 16, 10
_REACH_TOTAL_MOST = 20
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
                here = Trigger(found.pop().start, i + 1, "killed_or_wounded", name)
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
    if {left.outcome, right.outcome} != {"killed", "wounded"} or left.kind != right.kind:
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
        if tokens[i].sentence != sentence or tokens[i].kind == "number" and i > figure.noun_start:
            break
        one, two = _noun_outcome(tokens, i), _noun_outcome(tokens, i + 1)
        if one and two and {one, two} == {"killed", "wounded"} and tokens[i + 1].key.startswith("و"):
            close = i <= figure.stop + 1 or tokens[i - 1].key in ("بين",)
            if close:
                return replace(figure, stop=i + 2, outcome="killed_or_wounded")
    return figure


def _noun_outcome(tokens: list[Token], i: int) -> object | None:
    for name in ("counted_one", "counted_many"):
        if (outcome := has(tokens, i, name)) is not None:
            return outcome
    return None


def _link_sentence(tokens: list[Token], figures: list[Figure], triggers: list[Trigger]) -> list[Toll]:
    tolls: list[Toll] = []
    used: set[int] = set()
    for n, figure in enumerate(figures):
        previous = figures[n - 1] if n else None
        last = tolls[-1] if tolls and previous is not None and tolls[-1].figure is previous else None
        subset = _is_subset(tokens, figure, last, previous)
        if subset and tolls and figure.outcome is None:
            tolls.append(Toll(figure, tolls[-1].outcome, tolls[-1].trigger_start, tolls[-1].trigger_stop, True, False))
            continue
        if figure.outcome is not None:
            near = _before(tokens, figure, previous, triggers, intrinsic=True)
            at = (near.start, near.stop) if near is not None else (figure.noun_start, figure.noun_start + 1)
            tolls.append(Toll(figure, cast(Outcome, figure.outcome), *at, subset, False))
            continue
        trigger = _choose(tokens, figure, previous, figures[n + 1 :], triggers)
        if trigger is not None and figure.kind == "vague" and _is_two(tokens, figure, trigger):
            figure = figures[n] = replace(figure, count=2, modifier=None, kind="dual")
        if trigger is not None:
            used.add(trigger.start)
            tolls.append(Toll(figure, cast(Outcome, trigger.outcome), trigger.start, trigger.stop, subset, False))
        elif last is not None and (figure.joined or _is_added(tokens, figure)) and figure.people and figure.start - last.figure.stop <= 6:
            tolls.append(replace(last, figure=figure, subset=last.subset))
    used |= {toll.trigger_start for toll in tolls}
    tolls += _implied(tokens, triggers, used)
    return tolls


def _is_added(tokens: list[Token], figure: Figure) -> bool:
    """«إضافة إلى ثلاثة», «مقابل 26», «مع قيادي»: joined by other words than a conjunction."""
    before = tokens[figure.start - 1].key if figure.start else ""
    pair = f"{tokens[figure.start - 2].key} {before}" if figure.start > 1 else before
    return before in ("مقابل", "مع", "ومع") or pair.lstrip("وب") in ("اضافه الي", "الاضافه الي", "الي جانب", "فضلا عن", "علاوه علي")


def _is_subset(tokens: list[Token], figure: Figure, last: Toll | None, previous: Figure | None) -> bool:
    if _is_marked_subset(tokens, figure):
        return True
    return last is not None and last.subset and figure.joined and figure.start - last.figure.stop <= 2


def _is_marked_subset(tokens: list[Token], figure: Figure) -> bool:
    return any(has(tokens, figure.start - back, "subset") is not None for back in (1, 2))


def _choose(
    tokens: list[Token], figure: Figure, previous: Figure | None, later: list[Figure], triggers: list[Trigger]
) -> Trigger | None:
    if (total := _total(tokens, figure, previous, triggers)) is not None:
        return total
    before = _before(tokens, figure, previous, triggers, intrinsic=False)
    if before is not None and figure.start - before.stop <= 2:
        return before
    after = _after(tokens, figure, later, triggers)
    return after or before


def _total(tokens: list[Token], figure: Figure, previous: Figure | None, triggers: list[Trigger]) -> Trigger | None:
    """«عدد القتلى … إلى 40»: the heading of a figure that a word of reaching stands before, whatever lies between."""
    if figure.kind != "number" or not (
        has(tokens, figure.start - 1, "reach") is not None or tokens[figure.start].key.startswith("ل")
    ):
        return None
    left = previous.start if previous is not None and previous.count is None else previous.stop if previous else 0
    totals = [t for t in triggers if t.kind == "total" and left <= t.start and t.stop <= figure.start]
    return totals[-1] if totals and figure.start - totals[-1].stop <= _REACH_TOTAL_MOST else None


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
    between = tokens[trigger.stop : figure.start]
    if any(t.key in _BARRIERS or t.key in _BARRIER_MARKS for t in between):
        return None
    if trigger.kind == "after":
        return trigger if gap == 0 else None
    if trigger.kind == "total":
        reaches = any(has(tokens, i, "reach") is not None for i in range(trigger.stop, figure.start))
        fits = gap <= _REACH_TOTAL and (
            reaches or tokens[figure.start].key.startswith("ل") or figure.modifier == "over"
        )
        return trigger if fits and figure.kind == "number" else None
    reach = _REACH_VERB if trigger.kind == "verb" else _REACH_NOUN
    if gap > reach:
        return None
    if intrinsic or gap == 0:
        return trigger
    if figure.kind == "other" or figure.kind == "one":
        idle = figure.kind == "one" and all(
            has(tokens, i, "stop") is not None for i in range(trigger.stop, figure.start)
        )
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
        if _has_conjunction(key) or not _agrees(figure, key, gap):
            return None
        between = [f for f in later if f.start < trigger.start]
        if any(not _is_marked_subset(tokens, f) and not f.joined and f.outcome is None for f in between):
            return None
        return trigger
    return None


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
    """Whether a single person can be the subject: after «أن», a function word, a mark or a conjunction, not an adjective."""
    before = tokens[figure.start - 1] if figure.start else None
    if before is None or before.kind == "mark" or before.sentence != tokens[figure.start].sentence or figure.joined:
        return True
    return before.key in _BARRIERS or has(tokens, figure.start - 1, "stop") is not None or before.key in ("لقي", "لقيت")


def _agrees(figure: Figure, key: str, gap: int) -> bool:
    """Whether a verb after its subject fits it: plural or dual for several, singular for one, and singular only near."""
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
