"""Arabic number expressions and their values: digits of any script and number words up to milliards.

Compounds («مئة وخمسة وعشرون», «ألف ومئتان»), mixed forms («30 ألفا») and proclitics are read.
Nothing here knows what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.nlp.grammar.number_words import (
    BROKEN_SCALE,
    DOUBLE_SCALE,
    FIRST_IN_TEENS,
    HALF,
    HUNDRED,
    HUNDREDS,
    SCALE,
    TEN_IN_TEENS,
    TENS,
    UNITS,
)
from kg.nlp.grammar.tokens import Form, Token, digits, forms, offset_of, tokenize


@dataclass(frozen=True, slots=True)
class NumberExpression:
    """A number in a text.

    start, end (int): code points, half-open, proclitics outside. text (str): that stretch.
    value (int): what it says. definite (bool): it has the article («الثلاثة»).
    """

    start: int
    end: int
    text: str
    value: int
    definite: bool


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number that starts at one token: the token after it, its value, and the clitics of its first word."""

    stop: int
    value: int
    form: Form


def find_numbers(content: str) -> list[NumberExpression]:
    """All number expressions of a string, longest first at each place, without overlap.

    content (str): any string.
    RETURNS (list[NumberExpression]): in order of position; decimals and the halves of a million are left out unless
    whole.
    """
    tokens = tokenize(content)
    found: list[NumberExpression] = []
    i = 0
    while i < len(tokens):
        match = match_number(tokens, i)
        if match is None:
            i += 1
            continue
        start = number_start(content, tokens[i], match.form)
        end = tokens[match.stop - 1].end
        found.append(NumberExpression(start, end, content[start:end], match.value, match.form.definite))
        i = match.stop
    return found


def number_start(content: str, token: Token, form: Form) -> int:
    """Where a number's own letters begin in its first word: conjunction and preposition are outside, «ال» is inside."""
    clitics = len(form.conjunction) + len(form.preposition)
    if form.definite and form.preposition == "ل":
        return token.start + len(form.conjunction)
    return offset_of(content, token, clitics) if clitics else token.start


def match_number(tokens: list[Token], i: int) -> NumberMatch | None:
    """The longest number expression that starts at token i; None where there is none.

    A conjunction before the first word is not part of it.
    """
    token = tokens[i]
    if token.kind == "mark":
        return None
    if token.kind == "number":
        return _match_digits(tokens, i)
    for form in _number_forms(token.key):
        if (found := _match_words(tokens, i, form)) is not None:
            return NumberMatch(found[0], found[1], form)
    return None


def may_begin_number(key: str) -> bool:
    """Whether a word, by its match key, can begin a number."""
    return bool(_number_forms(key))


@lru_cache(maxsize=100_000)
def _number_forms(key: str) -> tuple[Form, ...]:
    """The readings of a word that can begin a number; mostly none."""
    tables = (UNITS, TENS, HUNDREDS, SCALE, DOUBLE_SCALE, FIRST_IN_TEENS)
    readings = tuple(form for form in forms(key) if any(form.key in known for known in tables))
    # «كمية» is a quantity, not «like a hundred».
    return tuple(form for form in readings if not (form.preposition == "ك" and form.key in HUNDRED))


def _match_digits(tokens: list[Token], i: int) -> NumberMatch | None:
    value = digits(tokens[i].key)
    if value is None:
        return None
    stop = i + 1
    if (scale := _scale_at(tokens, stop)) is not None:
        value *= scale
        stop += 1
    if value != int(value):
        return None
    total = int(value)
    if scale is not None:
        stop, total = _lower_part(tokens, stop, total, scale)
    return NumberMatch(stop, total, Form(tokens[i].key, "", "", False))


def _match_words(tokens: list[Token], i: int, form: Form) -> tuple[int, int] | None:
    """(stop, value) of number words whose first word reads as `form`."""
    if form.key in DOUBLE_SCALE:
        scale = DOUBLE_SCALE[form.key]
        return _lower_part(tokens, i + 1, 2 * scale, scale)
    if form.key in SCALE:
        scale = SCALE[form.key]
        if form.key in BROKEN_SCALE:
            return None
        return _lower_part(tokens, i + 1, scale, scale)
    group = _group(tokens, i, form)
    if group is None:
        return None
    stop, value = group
    if (scale_after := _scale_at(tokens, stop)) is not None:
        return _lower_part(tokens, stop + 1, value * scale_after, scale_after)
    return stop, value


def _lower_part(tokens: list[Token], i: int, value: int, scale: int) -> tuple[int, int]:
    """What follows a thousand, million …: «و» and a number below it, or «ونصف»."""
    if i >= len(tokens) or tokens[i].kind != "word" or not tokens[i].key.startswith("و"):
        if i + 1 < len(tokens) and tokens[i].key == "و" and tokens[i + 1].kind == "number":
            lower = digits(tokens[i + 1].key)
            if lower is not None and lower < scale and lower == int(lower):
                return i + 2, value + int(lower)
        return i, value
    if tokens[i].key == "و" and i + 1 < len(tokens) and tokens[i + 1].kind == "number":
        lower = digits(tokens[i + 1].key)
        if lower is not None and lower < scale and lower == int(lower):
            return i + 2, value + int(lower)
        return i, value
    rest = Form(tokens[i].key[1:], "و", "", False)
    if rest.key in HALF:
        return i + 1, value + scale // 2
    found = _match_words(tokens, i, rest)
    return (found[0], value + found[1]) if found is not None and found[1] < scale else (i, value)


def _group(tokens: list[Token], i: int, form: Form) -> tuple[int, int] | None:
    """A number below one thousand."""
    hundreds: int | None = None
    stop = i + 1
    if form.key in HUNDREDS:
        hundreds = HUNDREDS[form.key]
    elif 3 <= UNITS.get(form.key, 0) <= 9 and _key(tokens, stop) in HUNDRED:
        hundreds = 100 * UNITS[form.key]
        stop += 1
    if hundreds is None:
        return _below_hundred(tokens, i, form)
    key = _key(tokens, stop)
    if key is not None and key.startswith("و"):
        below = _below_hundred(tokens, stop, Form(key[1:], "و", "", False))
        # «مئة وعشرة آلاف» is one number, but a thousand of its own («مئة وألف») is not below a hundred.
        if below is not None:
            return below[0], hundreds + below[1]
    return stop, hundreds


def _below_hundred(tokens: list[Token], i: int, form: Form) -> tuple[int, int] | None:
    if form.key in TENS:
        return i + 1, TENS[form.key]
    after = _key(tokens, i + 1)
    if form.key in ("واحد", "واحده") and after in TEN_IN_TEENS:
        # «وأحد عشر»: «and eleven», which is written like «one».
        return None
    if form.key in FIRST_IN_TEENS and after in TEN_IN_TEENS:
        return i + 2, 10 + FIRST_IN_TEENS[form.key]
    unit = UNITS.get(form.key)
    first = unit if unit is not None else FIRST_IN_TEENS.get(form.key)
    if first is None:
        return None
    if first < 10 and after is not None and after.startswith("و"):
        tens = TENS.get(after[1:]) or (TENS.get(after[3:]) if after[1:3] == "ال" else None)
        if tens is not None:
            return i + 2, first + tens
    return None if unit is None else (i + 1, unit)


def _key(tokens: list[Token], i: int) -> str | None:
    return tokens[i].key if i < len(tokens) and tokens[i].kind == "word" else None


def _scale_at(tokens: list[Token], i: int) -> int | None:
    key = _key(tokens, i)
    return None if key is None else SCALE.get(key)
