"""Which word near a figure says what happened to its people."""

from __future__ import annotations

from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_figures import Figure
from kg.nlp.grammar.toll_triggers import Trigger
from kg.nlp.grammar.toll_words import TOLLS, has

# How many tokens may stand between a trigger and its figure.
_REACH_VERB, _REACH_NOUN, _REACH_AFTER = 12, 10, 16
_REACH_TOTAL_MOST = 20
_TO_HEADING = 8
BARRIERS = frozenset(
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
        "تعرضت",
        "وتعرضت",
        "تعرض",
        "وتعرض",
        "انقاذ",
        "انقاذها",
        "تعويضا",
    )
)
_BARRIER_MARKS = frozenset(".!?؟؛:…")


def choose_trigger(
    tokens: list[Token], figure: Figure, previous: Figure | None, later: list[Figure], triggers: list[Trigger]
) -> Trigger | None:
    """The word before a figure, close by; else the one after it; else one farther before; None where none fits."""
    before = trigger_before(tokens, figure, previous, triggers, intrinsic=False)
    if before is not None and figure.start - before.stop <= 2:
        return before
    after = _after(tokens, figure, later, triggers)
    return after or before


def total_before(
    tokens: list[Token], figure: Figure, previous: Figure | None, triggers: list[Trigger]
) -> Trigger | None:
    """«عدد القتلى … إلى 40», «بلغ قتلى التنظيم 80»: heading and figure, with a word of reaching."""
    if figure.kind != "number":
        return None
    left = previous.start if previous is not None and previous.count is None else previous.stop if previous else 0
    totals = [t for t in triggers if t.kind == "total" and left <= t.start and t.stop <= figure.start]
    if not totals:
        return _total_behind(tokens, figure, triggers)
    total, gap = totals[-1], figure.start - totals[-1].stop
    estimated = any(has(tokens, total.start - back, "estimate") is not None for back in range(1, 5))
    to = "ب" if estimated else "ل"
    if has(tokens, figure.start - 1, "reach") is not None or tokens[figure.start].key.startswith(to):
        return total if gap <= _REACH_TOTAL_MOST else None
    if gap == 0 and tokens[total.start].key.lstrip("و").startswith("ال"):
        # «إن الجرحى 47».
        return total
    headed = any(has(tokens, total.start - back, name) is not None for back in (1, 2) for name in ("reach", "heading"))
    return total if headed and gap <= 4 and not _barred(tokens, total.stop, figure.start) else None


def _total_behind(tokens: list[Token], figure: Figure, triggers: list[Trigger]) -> Trigger | None:
    """«ارتفع إلى 43 عدد القتلى»: the heading behind its figure."""
    if has(tokens, figure.start - 1, "to") is None:
        return None
    for trigger in triggers:
        if trigger.kind == "total" and 0 < trigger.start - figure.stop <= _TO_HEADING:
            return trigger if has(tokens, trigger.start - 1, "heading") is not None else None
    return None


def _barred(tokens: list[Token], start: int, stop: int) -> bool:
    return any(tokens[i].key in BARRIERS or tokens[i].key in _BARRIER_MARKS for i in range(start, stop))


def trigger_before(
    tokens: list[Token], figure: Figure, previous: Figure | None, triggers: list[Trigger], *, intrinsic: bool
) -> Trigger | None:
    """The last trigger after the figure before this one, where it reaches; intrinsic: the noun gives the outcome."""
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
        if trigger.kind == "verb" and _is_subject(tokens, trigger.stop, figure.start):
            return trigger
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
        # «ألف طفل قتل منهم 200»: the verb is that of the part, unless it is in the plural («قتلوا بينهم أطفال»).
        of_part = has(tokens, trigger.stop, "subset") is not None and not _fits_several(figure, key)
        if of_part and any(f.start <= trigger.stop + 1 for f in later):
            return None
        if trigger.kind == "after":
            return trigger
        if _has_conjunction(key) or has(tokens, trigger.stop, "other") == 1 or not _agrees(figure, key, gap):
            return None
        # «انتحاري يقتل 33 جنديا»: the one before the verb is its subject.
        if figure.kind == "one" and any(_is_object(tokens, trigger, f) for f in later):
            return None
        between = [f for f in later if f.start < trigger.start]
        if any(not is_marked_subset(tokens, f) and not f.joined and f.outcome is None for f in between):
            return None
        return trigger
    return None


def _fits_several(figure: Figure, key: str) -> bool:
    """Whether a verb is in the plural, or in the dual of two."""
    return key.endswith(("وا", "ون")) or (figure.count == 2 and key.endswith("ا"))


def is_marked_subset(tokens: list[Token], figure: Figure) -> bool:
    """Whether a word before a figure says that it is part of the one before: «بينهم 3», «هم 17 من …»."""
    return any(has(tokens, figure.start - back, "subset") is not None for back in (1, 2))


def _is_idle(tokens: list[Token], i: int) -> bool:
    """A word that may stand between a verb and the one person it concerns: a function word, or a plural subject."""
    return has(tokens, i, "stop") is not None or (
        has(tokens, i, "person_many") is not None and tokens[i].key.endswith("ون")
    )


def _has_conjunction(key: str) -> bool:
    """Whether a verb is written with «و» or «ف» before it, so that it opens a clause of its own."""
    reading = TOLLS.classes(key).get("trigger_verb")
    return reading is not None and reading[1] > 0


def _opens_clause(tokens: list[Token], figure: Figure) -> bool:
    """Whether a single person can be the subject: after «أن», a function word, a mark or a conjunction."""
    before = tokens[figure.start - 1] if figure.start else None
    if before is None or before.kind == "mark" or before.sentence != tokens[figure.start].sentence or figure.joined:
        return True
    return before.key in BARRIERS or has(tokens, figure.start - 1, "stop") is not None or before.key in ("لقي", "لقيت")


def _agrees(figure: Figure, key: str, gap: int) -> bool:
    """Whether a verb after its subject fits it: plural or dual for several, singular for one, only near."""
    if key.endswith(("وا", "ون")):
        return figure.count != 1
    if figure.count == 1 or figure.kind == "other":
        return gap <= 5
    return key.endswith("ا") or gap <= 1


def _is_object(tokens: list[Token], trigger: Trigger, figure: Figure) -> bool:
    """Whether a figure stands right behind a verb, at most with an opening mark between."""
    return figure.start == trigger.stop or (
        figure.start == trigger.stop + 1 and tokens[trigger.stop].kind == "mark" and not figure.joined
    )


def _is_subject(tokens: list[Token], start: int, stop: int) -> bool:
    """«اعتقلت الشرطة التركية رجلا»: one to three definite words between a verb and an indefinite person."""
    words = tokens[start:stop]
    return 1 <= len(words) <= 3 and all(word.kind == "word" and word.key.startswith("ال") for word in words)
