"""The figures of one sentence: dead and wounded in one, and without those who did it."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_figures import Figure, match_figure
from kg.nlp.grammar.toll_none import is_none
from kg.nlp.grammar.toll_states import state_behind
from kg.nlp.grammar.toll_words import has


def find_figures(tokens: list[Token], first: int, last: int) -> list[Figure]:
    """The figures among tokens first … last-1 (one sentence), in order, without overlap."""
    found: list[Figure] = []
    i = first
    while i < last:
        figure = match_figure(tokens, i)
        if figure is None:
            i += 1
            continue
        figure = _fallen(tokens, _joint_nouns(tokens, figure))
        i = max(figure.stop, i + 1)
        if not is_none(tokens, figure):
            found.append(figure)
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
        # «تسعة قتلى وإصابات عدة»: the second stands for itself.
        if tokens[i + 1].key == "واصابات" and figure.kind == "number":
            break
        if {one, two} == {"killed", "wounded"} and tokens[i + 1].key.startswith("و") and _alike(tokens, i):
            close = i <= figure.stop + 1 or tokens[i - 1].key in ("بين",)
            if close:
                return replace(figure, stop=i + 2, outcome="killed_or_wounded")
    return figure


def _noun_outcome(tokens: list[Token], i: int) -> object | None:
    for name in ("counted_one", "counted_many", "total"):
        if (outcome := has(tokens, i, name)) is not None:
            return outcome
    return None


def without_subjects(tokens: list[Token], figures: list[Figure]) -> list[Figure]:
    """Leaves out who kills: in «قتل مسلحون ثلاثة جنود» the first of two adjoining figures is the verb's subject."""
    kept = []
    for before, figure, after in zip_longest([None, *figures[:-1]], figures, figures[1:]):
        if figure is None or (before is not None and _is_second_unit(before, figure)):
            continue
        alone = figure.kind in ("one", "vague") and figure.start == figure.noun_start and figure.outcome is None
        verb = figure.start > 0 and has(tokens, figure.start - 1, "trigger_verb") is not None
        object_follows = after is not None and not after.joined and _adjoins(tokens, figure, after)
        if not (alone and verb and object_follows):
            kept.append(figure)
    return kept


def _fallen(tokens: list[Token], figure: Figure) -> Figure:
    """«وقوع 87 آخرين أسرى», «سقط 10 جنود قتلى»: what they fell as, behind the counted noun."""
    if figure.kind != "number" or figure.outcome is not None:
        return figure
    if (they_are := state_behind(tokens, figure.stop)) is not None:
        return replace(figure, outcome=they_are, people=True)
    before = any(has(tokens, figure.start - back, "falling") is not None for back in (1, 2))
    if not before:
        return figure
    for i in range(figure.noun_start, min(figure.stop + 2, len(tokens))):
        if tokens[i].sentence == tokens[figure.start].sentence and (state := has(tokens, i, "state")) is not None:
            return replace(figure, outcome=str(state))
    return figure


def _is_second_unit(before: Figure, figure: Figure) -> bool:
    """«50 قياديا وعنصرا»: the second singular is counted by the same number."""
    many = (
        before.kind == "number" and before.count is not None and before.count > 10 and before.outcome == figure.outcome
    )
    return many and figure.kind == "one" and figure.joined and figure.start == before.stop


def _adjoins(tokens: list[Token], figure: Figure, after: Figure) -> bool:
    """Whether the figure after stands next to a subject; an attacker may have a word or two between."""
    if after.start == figure.stop:
        return True
    if after.start - figure.stop > 2 or after.kind != "number":
        return False
    between = [token.key for token in tokens[figure.stop : after.start]]
    if tokens[figure.noun_start].key.endswith("ون") and between[0] == "في":
        # «خطف مسلحون في شبوة ثلاثة مهندسين».
        return True
    if has(tokens, figure.start, "attacker") is None:
        return False
    return all(key == "به" or not key.startswith(("ب", "في", "،", "و")) for key in between)


def _alike(tokens: list[Token], i: int) -> bool:
    """Whether two nouns have one form, as when one number counts both: «قتيلا وجريحا», not «قتلى وجريح»."""
    if (has(tokens, i, "counted_one") is None) != (has(tokens, i + 1, "counted_one") is None):
        return False
    return tokens[i].key.endswith("ا") == tokens[i + 1].key.endswith("ا")
