"""Figures of people in a sentence: number, dual, single or vague quantity, with its hedge and its counted noun.

A figure here is only «how many of whom»; what happened to them is decided in `tolls`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from kg.arabic import match_key
from kg.nlp.grammar.date_words import month_readings
from kg.nlp.grammar.numbers import match_number, may_begin_number
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_words import TOLLS

_HEDGES = tuple(
    (modifier, tuple(match_key(word) for word in words.split()))
    for modifier, phrases in (
        (
            "at_least",
            (
                "ما لا يقل عن",
                "ما لا يقل على",
                "لا يقل عن",
                "ما لا تقل عن",
                "لا تقل عن",
                "مالا يقل عن",
                "ما لايقل عن",
                "على الأقل",
            ),
        ),
        (
            "over",
            (
                "أكثر من",
                "أزيد من",
                "ما يزيد عن",
                "ما يزيد على",
                "يزيد عن",
                "يزيد على",
                "تزيد عن",
                "تزيد على",
                "أكثر عن",
                "ما يفوق",
                "ما يربو على",
                "يتجاوز",
                "تجاوز",
                "تجاوزت",
                "لتتجاوز",
                "ليتجاوز",
                "فوق",
            ),
        ),
        (
            "about",
            ("نحو", "حوالي", "قرابة", "زهاء", "ما يقارب", "ما يقرب من", "يقارب", "يقدر بنحو", "قرابة ال", "تقارب"),
        ),
        ("up_to", ("ما يصل إلى", "يصل إلى", "ما يصل لـ")),
    )
    for words in phrases
)
_AFTER = (
    ("at_least", ("علي", "الاقل")),
    ("up_to", ("علي", "الاكثر")),
    ("about", ("تقريبا",)),
)
_THOUSANDS_AFTER = frozenset(("الالاف", "الاف", "المءات", "الميات"))
_ONE_OF = frozenset(("احد", "احدي"))
_BEGINNINGS = frozenset(
    (
        "hedge",
        "vague",
        "other",
        *(f"{kind}_{name}" for kind in ("counted", "person") for name in ("one", "two", "many")),
    )
)
_OPENING = frozenset("\"«“('#")
_NO_FIGURE_AFTER = frozenset(("اي", "بين", "او", "وبين"))


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of whom, in token numbers.

    start, stop: the hedge, number and counted noun. noun_start, noun_stop: the counted noun phrase; equal where it
    has none.
    outcome (str | None): what the counted noun itself says («قتيلا»). people (bool): the noun is known to mean people.
    joined (bool): a conjunction ties it to what stands before. kind: "number", "dual", "one", "other" or "vague".
    """

    start: int
    stop: int
    count: int | None
    modifier: str | None
    noun_start: int
    noun_stop: int
    outcome: str | None
    people: bool
    joined: bool
    kind: str


def has(tokens: list[Token], i: int, name: str) -> object | None:
    """Value of the word at i in a class of `toll_words`; None where it is not in it."""
    if not 0 <= i < len(tokens) or tokens[i].kind != "word":
        return None
    found = TOLLS.classes(tokens[i].key).get(name)
    return None if found is None else found[0]


def match_figure(tokens: list[Token], i: int) -> Figure | None:
    """The figure that starts at token i; None where none does."""
    token = tokens[i]
    if token.kind == "mark" or (token.kind == "word" and not _may_begin(token.key)):
        return None
    joined = tokens[i].key.startswith("و") or (i > 0 and tokens[i - 1].key == "و")
    at, modifier = _hedge(tokens, i)
    figure = _number(tokens, at) or _vague(tokens, at)
    if figure is None and at == i:
        figure = _noun_alone(tokens, i)
    if figure is None:
        return None
    stop, after = _hedge_after(tokens, figure)
    return replace(figure, start=i, stop=stop, modifier=modifier or after or figure.modifier, joined=joined)


@lru_cache(maxsize=100_000)
def _may_begin(key: str) -> bool:
    """Whether a word may begin a figure: a cheap answer for most words."""
    return (
        any(name in _BEGINNINGS for name in TOLLS.classes(key)) or key.lstrip("وبل") in _ONE_OF or may_begin_number(key)
    )


def _hedge(tokens: list[Token], i: int) -> tuple[int, str | None]:
    if not TOLLS.classes(tokens[i].key).get("hedge"):
        return i, None
    for modifier, words in _HEDGES:
        if _words_at(tokens, i, words):
            stop = i + len(words)
            if stop < len(tokens) and _is_article(tokens, stop):
                stop += 1
            return (stop, modifier) if stop < len(tokens) else (i, None)
    return i, None


def _is_article(tokens: list[Token], i: int) -> bool:
    return tokens[i].key in ("ال", "ل") and i + 1 < len(tokens) and tokens[i + 1].kind == "number"


def _words_at(tokens: list[Token], i: int, words: tuple[str, ...]) -> bool:
    if i + len(words) > len(tokens):
        return False
    key = tokens[i].key
    first = key == words[0] or (key[:1] in ("و", "ب", "ل", "ف") and (key[1:] == words[0] or key[2:] == words[0]))
    return first and all(tokens[i + n].key == word for n, word in enumerate(words) if n)


def _hedge_after(tokens: list[Token], figure: Figure) -> tuple[int, str | None]:
    stop = figure.noun_stop if figure.noun_stop > figure.stop else figure.stop
    for at in range(figure.stop, min(stop + 4, len(tokens))):
        if tokens[at].sentence != tokens[figure.stop - 1].sentence or tokens[at].kind == "number":
            break
        for modifier, words in _AFTER:
            if _words_at(tokens, at, words):
                return (at + len(words) if at <= stop else figure.stop), modifier
    return figure.stop, None


def _number(tokens: list[Token], i: int) -> Figure | None:
    number = match_number(tokens, i)
    if number is None or (number.form.definite and tokens[i].kind == "word"):
        return None
    stop, count = number.stop, number.value
    if not _counts_people(tokens, i, stop, count):
        return None
    upper = _upper_end(tokens, i, stop, count)
    if upper is not None:
        return _with_noun(tokens, i, *upper, "up_to", "number")
    return _with_noun(tokens, i, stop, count, None, "number")


def _upper_end(tokens: list[Token], i: int, stop: int, count: int) -> tuple[int, int] | None:
    """(token after, value) of the upper end of «4 إلى 8» or «بين 20 و30»."""
    if stop + 1 >= len(tokens):
        return None
    between = i > 0 and has(tokens, i - 1, "between") is not None
    key = tokens[stop].key
    if key == "الي" or key == "-" or (key == "و" and between):
        upper = match_number(tokens, stop + 1)
    elif key.startswith("و") and between:
        upper = match_number(tokens, stop)
    else:
        return None
    if upper is None or upper.value <= count or not _counts_people(tokens, stop + 1, upper.stop, upper.value):
        return None
    return upper.stop, upper.value


def _counts_people(tokens: list[Token], i: int, stop: int, count: int) -> bool:
    """Whether a number may count people: no date, year, hour, share or name of a unit."""
    before = tokens[i - 1] if i else None
    after = tokens[stop] if stop < len(tokens) else None
    if before is not None and before.key in "/-:" and tokens[i].start == before.end:
        return False
    if has(tokens, i - 1, "not_count") is not None and before is not None and before.kind == "word":
        return False
    if after is None:
        return count < 1900 or count > 2100
    if after.key in ("%", "٪", "/", ":") or (after.key == "-" and after.start == tokens[stop - 1].end):
        return False
    if after.key in ("في", "ب") and stop + 1 < len(tokens) and tokens[stop + 1].key in ("الميه", "المايه"):
        return False
    if after.kind == "word" and month_readings(after.key):
        return False
    bare_year = 1900 <= count <= 2100 and len(tokens[i].key) == 4 and tokens[i].kind == "number"
    return not (bare_year and has(tokens, stop, "person_one") is None and has(tokens, stop, "counted_one") is None)


def _with_noun(
    tokens: list[Token], i: int, stop: int, count: int | None, modifier: str | None, kind: str
) -> Figure | None:
    """A figure with the noun phrase after its number; None where what is counted is a thing."""
    sentence = tokens[stop - 1].sentence
    noun = stop
    if noun < len(tokens) and tokens[noun].key in ")»”" and i and tokens[i - 1].key in "(«“":
        noun += 1
    if noun < len(tokens) and tokens[noun].sentence == sentence and tokens[noun].key in _OPENING:
        noun += 1
    of = noun < len(tokens) and tokens[noun].key == "من"
    if of:
        noun += 1
        while noun < len(tokens) and tokens[noun].key in _OPENING:
            noun += 1
    if noun >= len(tokens) or tokens[noun].sentence != sentence or tokens[noun].kind != "word":
        return Figure(i, stop, count, modifier, stop, stop, None, of, False, kind)
    if has(tokens, noun, "case") is not None:
        outcome = has(tokens, noun + 1, "trigger_noun")
        return (
            None
            if outcome is None
            else Figure(i, noun + 2, count, modifier, noun, noun + 2, str(outcome), True, False, kind)
        )
    if has(tokens, noun, "thing") is not None:
        return None
    outcome = _counted_outcome(tokens, noun)
    names = ("person_one", "person_two", "person_many", "other", "household")
    people = any(has(tokens, noun, name) is not None for name in names)
    if not (outcome or people) and (has(tokens, noun, "stop") is not None or is_trigger(tokens, noun)):
        return Figure(i, stop, count, modifier, stop, stop, None, of, False, kind)
    noun_stop = noun_phrase(tokens, noun)
    return Figure(
        i, noun_stop, count, modifier, noun, noun_stop, outcome, people or of or outcome is not None, False, kind
    )


def _counted_outcome(tokens: list[Token], i: int) -> str | None:
    for name in ("counted_one", "counted_two", "counted_many", "total"):
        if (outcome := has(tokens, i, name)) is not None:
            return str(outcome)
    return None


def _vague(tokens: list[Token], i: int) -> Figure | None:
    """«عشرات القتلى», «عدد من المدنيين», «آلاف الأشخاص»."""
    modifier = has(tokens, i, "vague")
    if modifier is None:
        return None
    stop = i + 1
    if has(tokens, i, "needs_of") is not None and not any(
        stop < len(tokens) and tokens[stop].key == "من" for stop in (i + 1, i + 2)
    ):
        return None
    if stop < len(tokens) and tokens[stop].key in _THOUSANDS_AFTER:
        stop += 1
    return _with_noun(tokens, i, stop, None, str(modifier), "vague")


def _noun_alone(tokens: list[Token], i: int) -> Figure | None:
    """A dual («قتيلان»), a single («جندي») or a bare plural («قتلى»)."""
    for name, count, kind in (("two", 2, "dual"), ("one", 1, "one"), ("many", None, "vague")):
        outcome = has(tokens, i, f"counted_{name}")
        person = has(tokens, i, f"person_{name}")
        if outcome is None and person is None:
            continue
        if name == "one" and i and (tokens[i - 1].key in _NO_FIGURE_AFTER or (outcome and tokens[i - 1].key == "(")):
            return None
        if name != "two" and _is_definite(tokens[i]):
            continue
        stop = noun_phrase(tokens, i)
        modifier = "some" if count is None else None
        return Figure(i, stop, count, modifier, i, stop, None if outcome is None else str(outcome), True, False, kind)
    other = has(tokens, i, "other")
    if other is not None:
        count = 1 if other == 1 else None
        return Figure(i, i + 1, count, None if count else "some", i, i + 1, None, True, False, "other")
    if tokens[i].key.lstrip("وبل") in _ONE_OF and (
        has(tokens, i + 1, "person_many") is not None or has(tokens, i + 1, "total") is not None
    ):
        stop = noun_phrase(tokens, i + 1)
        return Figure(i, stop, 1, None, i + 1, stop, None, True, False, "one")
    return None


def _is_definite(token: Token) -> bool:
    key = token.key
    return key.startswith(("ال", "لل")) or key[1:].startswith(("ال", "لل")) or key[2:].startswith("ال")


def is_trigger(tokens: list[Token], i: int) -> bool:
    """Whether the word at i says what happened to people."""
    return any(
        has(tokens, i, name) is not None for name in ("trigger_verb", "trigger_noun", "trigger_after", "trigger_own")
    )


def noun_phrase(tokens: list[Token], i: int) -> int:
    """Token after the noun phrase that starts at i: the noun, its adjectives, and «من» with what it is part of."""
    stop = i + 1
    limit = min(len(tokens), i + 7)
    of = False
    while stop < limit:
        token = tokens[stop]
        if token.key == "#" and stop + 1 < limit and _follows(tokens[stop + 1].key):
            stop += 1
            continue
        if token.sentence != tokens[i].sentence or token.kind != "word":
            break
        key = token.key
        if key == "من" and not of and stop + 1 < limit and _is_part_of(tokens, stop + 1):
            of = True
            stop += 2
            continue
        if (
            may_begin_number(key)
            or has(tokens, stop, "stop") is not None
            or is_trigger(tokens, stop)
            or key.startswith(("و", "ب", "ف", "ك"))
        ):
            break
        if tokens[i].key.endswith("ون") and has(tokens, stop, "person_one") is not None and key.endswith("ا"):
            break
        if has(tokens, stop, "other") is None and not of and not _follows(key):
            break
        if of and not (key.startswith("ال") or _follows(key)):
            break
        stop += 1
    return stop


def _is_part_of(tokens: list[Token], i: int) -> bool:
    return tokens[i].kind == "word" and has(tokens, i, "stop") is None and has(tokens, i, "subset") is None


def _follows(key: str) -> bool:
    """Whether a word may be an adjective or genitive after a counted noun, by its ending or article."""
    return key.startswith("ال") or key.endswith(("ا", "ين", "ون", "ان", "ي", "يه", "ه")) or key.startswith("ل")
