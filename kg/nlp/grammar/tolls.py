"""Figures of killed, wounded, captured, abducted, arrested, missing and displaced people in an article.

Each figure is found with its counted noun and tied to the word that says what happened: the counted noun itself
(«قتيلا»), a
word before it («مقتل 20»), one after it («5 أشخاص أصيبوا»), or that of the figure it is joined to («و3 جنود»).
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction import Modifier, Outcome
from kg.nlp.grammar.numbers import match_number, number_start
from kg.nlp.grammar.tokens import Token, offset_of, tokenize
from kg.nlp.grammar.toll_links import Toll, link_tolls
from kg.nlp.grammar.toll_words import TOLLS


@dataclass(frozen=True, slots=True)
class TollExpression:
    """One stated figure of people.

    start, end (int): code points of the figure with its counted noun, half-open. text (str): that stretch.
    outcome (Outcome): what happened. count (int | None): None where the text gives no number.
    modifier (Modifier | None): hedge of the count.
    noun_start, noun_end (int): the counted noun phrase; equal where the figure stands alone.
    trigger_start, trigger_end (int): the word that gives the outcome; it may be inside the figure.
    subset (bool): part of a figure before it («بينهم 3 أطفال»). implied (bool): one named or definite person, no
    figure stated.
    """

    start: int
    end: int
    text: str
    outcome: Outcome
    count: int | None
    modifier: Modifier | None
    noun_start: int
    noun_end: int
    trigger_start: int
    trigger_end: int
    subset: bool
    implied: bool


def find_tolls(content: str) -> list[TollExpression]:
    """All casualty figures of an article.

    content (str): title, blank line, text.
    RETURNS (list[TollExpression]): by position; spans do not repeat with the same outcome.
    """
    tokens = tokenize(content)
    found = {_expression(content, tokens, toll) for toll in link_tolls(tokens)}
    return sorted(found, key=lambda e: (e.start, e.end, e.outcome, e.trigger_start))


def _expression(content: str, tokens: list[Token], toll: Toll) -> TollExpression:
    figure = toll.figure
    start = _start(content, tokens, figure.start)
    end = tokens[figure.stop - 1].end
    noun = figure.noun_stop > figure.noun_start
    return TollExpression(
        start=start,
        end=end,
        text=content[start:end],
        outcome=toll.outcome,
        count=figure.count,
        modifier=figure.modifier,  # type: ignore[arg-type]
        noun_start=_start(content, tokens, figure.noun_start) if noun else end,
        noun_end=tokens[figure.noun_stop - 1].end if noun else end,
        trigger_start=_start(content, tokens, toll.trigger_start),
        trigger_end=tokens[toll.trigger_stop - 1].end,
        subset=toll.subset,
        implied=toll.implied,
    )


def _start(content: str, tokens: list[Token], i: int) -> int:
    """Where the word at i begins after its proclitics, as its class in the toll lexicon or its number shows them."""
    token = tokens[i]
    if token.kind != "word":
        return token.start
    readings = [letters for _, letters in TOLLS.classes(token.key).values()]
    if not readings:
        number = match_number(tokens, i)
        return token.start if number is None else number_start(content, token, number.form)
    return offset_of(content, token, min(readings)) if min(readings) else token.start
