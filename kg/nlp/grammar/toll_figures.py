"""Figures of people in a sentence: number, dual, single or vague quantity, with its hedge and its counted noun.

A figure here is only «how many of whom»; what happened to them is decided in `tolls`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from kg.nlp.grammar.numbers import match_number, may_begin_number
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_counts import counts_people, upper_end
from kg.nlp.grammar.toll_hedges import hedge_after, hedge_before
from kg.nlp.grammar.toll_nouns import counted_outcome, is_definite, is_group, is_trigger, means_group, noun_phrase
from kg.nlp.grammar.toll_words import TOLLS, has

_THOUSANDS_AFTER = frozenset(("الالاف", "الاف", "المءات", "الميات"))
_ONE_OF = frozenset(("احد", "احدي"))
_ONE = frozenset(("واحد", "واحده"))
# Nouns that people share: one family, one house, one day.
_TIMES = ("يوم", "ليل", "شهر", "اسبوع", "وقت", "ان")
_IN_ONE = (*_TIMES, "عايل", "عاءل", "اسر", "منزل", "سيار", "مكان", "حي", "هجوم")
_BEGINNINGS = frozenset(
    (
        "hedge",
        "vague",
        "other",
        *(f"{kind}_{name}" for kind in ("counted", "person") for name in ("one", "two", "many")),
    )
)
_OPENING = frozenset("\"«“('#")
_NO_FIGURE_AFTER = frozenset(("اي", "بين", "او", "وبين", "غير"))


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


def match_figure(tokens: list[Token], i: int) -> Figure | None:
    """The figure that starts at token i; None where none does."""
    token = tokens[i]
    if token.kind == "mark" or (token.kind == "word" and not _may_begin(token.key)):
        return None
    joined = _has_conjunction(tokens, i) or (i > 0 and tokens[i - 1].key == "و")
    at, modifier = hedge_before(tokens, i)
    figure = _number(tokens, at, hedged=at > i) or _vague(tokens, at)
    if figure is None and at == i:
        figure = _noun_alone(tokens, i)
    if figure is None:
        return None
    stop, after = hedge_after(tokens, figure.stop, figure.noun_stop)
    return replace(figure, start=i, stop=stop, modifier=modifier or after or figure.modifier, joined=joined)


@lru_cache(maxsize=100_000)
def _may_begin(key: str) -> bool:
    """Whether a word may begin a figure: a cheap answer for most words."""
    return (
        any(name in _BEGINNINGS for name in TOLLS.classes(key))
        or key.lstrip("وبل") in _ONE_OF
        or may_begin_number(key)
        or means_group(key)
    )


def _number(tokens: list[Token], i: int, *, hedged: bool) -> Figure | None:
    number = match_number(tokens, i)
    if number is None or (number.form.definite and tokens[i].kind == "word") or _is_adjective(tokens, i):
        return None
    stop, count = number.stop, number.value
    if not counts_people(tokens, i, stop, count, hedged=hedged):
        return None
    upper = upper_end(tokens, i, stop, count)
    if upper is not None:
        return with_noun(tokens, i, *upper, "up_to", "number")
    return with_noun(tokens, i, stop, count, None, "number")


def _is_adjective(tokens: list[Token], i: int) -> bool:
    """«من عائلة واحدة», «في يوم واحد»: one behind its noun, not «قتل واحد» or «أصيب واحد منهم»."""
    if i == 0 or tokens[i].key not in _ONE or tokens[i - 1].sentence != tokens[i].sentence:
        return False
    after = tokens[i + 1].key if i + 1 < len(tokens) else ""
    noun = tokens[i - 1]
    if noun.kind != "word" or not noun.key.startswith(_IN_ONE):
        return False
    return noun.key.startswith(_TIMES) or after not in ("من", "منهم")


def with_noun(
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
    if _joins_on(tokens, noun):
        # «القتلى 7 والجرحى 25»: the next heading.
        return Figure(i, stop, count, modifier, stop, stop, None, of, False, kind)
    if has(tokens, noun, "case") is not None:
        outcome = has(tokens, noun + 1, "trigger_noun")
        return (
            None
            if outcome is None
            else Figure(i, noun + 2, count, modifier, noun, noun + 2, str(outcome), True, False, kind)
        )
    # «سقطت ثلاث منها»: feminine «منها» stands for things.
    thing = TOLLS.classes(tokens[noun].key).get("thing")
    if thing is not None and thing[1] and tokens[noun].key.startswith("ب"):
        # «مقتل 8 بموقع الحفر»: where it was.
        return Figure(i, stop, count, modifier, stop, stop, None, False, False, kind)
    if thing is not None or (tokens[noun].key == "منها" and noun == stop):
        return None
    # «31 إصابة»: a wounded person; before a number the word only says what happened.
    outcome = "wounded" if tokens[noun].key == "اصابه" else counted_outcome(tokens, noun)
    names = ("person_one", "person_two", "person_many", "other", "household")
    people = any(has(tokens, noun, name) is not None for name in names)
    if not (outcome or people) and (has(tokens, noun, "stop") is not None or is_trigger(tokens, noun)):
        return Figure(i, stop, count, modifier, stop, stop, None, of, False, kind)
    noun_stop = noun_phrase(tokens, noun)
    return Figure(
        i, noun_stop, count, modifier, noun, noun_stop, outcome, people or of or outcome is not None, False, kind
    )


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
    return with_noun(tokens, i, stop, None, str(modifier), "vague")


def _noun_alone(tokens: list[Token], i: int) -> Figure | None:
    """A dual («قتيلان»), a single («جندي»), a bare plural («قتلى»), or one before its number («المجندين الثلاثة»)."""
    if (numbered := _number_behind(tokens, i)) is not None:
        return numbered
    # «صاروخان إسرائيليان»: the adjective of a thing.
    if (i and has(tokens, i - 1, "thing") is not None) or _is_last_of(tokens, i):
        return None
    for name, count, kind in (("two", 2, "dual"), ("one", 1, "one"), ("many", None, "vague")):
        outcome = has(tokens, i, f"counted_{name}")
        person = has(tokens, i, f"person_{name}")
        if outcome is None and person is None:
            continue
        if name == "one" and i and (tokens[i - 1].key in _NO_FIGURE_AFTER or (outcome and tokens[i - 1].key == "(")):
            return None
        if name != "two" and is_definite(tokens[i]):
            continue
        if tokens[i].key.endswith("جثث") and (bodies := _bodies(tokens, i)) is not None:
            return bodies
        stop = noun_phrase(tokens, i)
        modifier = "some" if count is None else None
        return Figure(i, stop, count, modifier, i, stop, None if outcome is None else str(outcome), True, False, kind)
    other = has(tokens, i, "other")
    if other is not None:
        count = 1 if other == 1 else None
        return Figure(i, i + 1, count, None if count else "some", i, i + 1, None, True, False, "other")
    if tokens[i].key.lstrip("وبل") in _ONE_OF and is_group(tokens, i + 1):
        stop = noun_phrase(tokens, i + 1)
        return Figure(i, stop, 1, None, i + 1, stop, None, True, False, "one")
    return None


def _number_behind(tokens: list[Token], i: int) -> Figure | None:
    """«المجندين الثلاثة», «الضحايا الأحد عشر», «مصريين اثنين»: a plural with its number behind it."""
    outcome = has(tokens, i, "counted_many") or has(tokens, i, "total")
    if outcome is None and not is_group(tokens, i):
        return None
    definite = is_definite(tokens[i])
    for at in (i + 1, i + 2):
        if at >= len(tokens) or tokens[at].kind != "word" or tokens[at].sentence != tokens[i].sentence:
            return None
        number = match_number(tokens, at)
        if number is not None:
            if number.form.conjunction or number.form.preposition:
                return None
            if number.form.definite != definite or not (definite or number.value == 2):
                return None
            said = None if outcome is None else str(outcome)
            return Figure(i, number.stop, number.value, None, i, at, said, True, False, "number")
        adjective = tokens[at].key.startswith("ال") if definite else tokens[at].key.endswith(("ين", "ان"))
        if is_definite(tokens[at]) != definite or not adjective:
            return None
    return None


def _has_conjunction(tokens: list[Token], i: int) -> bool:
    """Whether the word at i begins with «و» as a conjunction: «وجندي», «وأحد عشر», not «وزير» or «واحد»."""
    key = tokens[i].key
    if not key.startswith("و"):
        return False
    if may_begin_number(key) and (number := match_number(tokens, i)) is not None:
        return bool(number.form.conjunction)
    readings = [letters for _, letters in TOLLS.classes(key).values()]
    return not readings or max(readings) > 0


def _joins_on(tokens: list[Token], i: int) -> bool:
    """Whether a word that counts people has «و» before it."""
    readings = [letters for _, letters in TOLLS.classes(tokens[i].key).values()]
    return tokens[i].key.startswith("و") and bool(readings) and max(readings) > 0


def _is_last_of(tokens: list[Token], i: int) -> bool:
    """«آخر معاقل التنظيم», «آخر المقاتلين»: the last of things, not one more person."""
    if tokens[i].key != "اخر" or i + 1 >= len(tokens) or tokens[i + 1].sentence != tokens[i].sentence:
        return False
    after = tokens[i + 1]
    if after.kind != "word" or has(tokens, i + 1, "stop") is not None or is_trigger(tokens, i + 1):
        return False
    return not after.key.startswith(("و", "ب", "ف", "ل", "ك"))


def _bodies(tokens: list[Token], i: int) -> Figure | None:
    """«جثث تسعة رعاة»: the number of those whose bodies they are."""
    number = _number(tokens, i + 1, hedged=False) if i + 1 < len(tokens) and tokens[i + 1].kind != "mark" else None
    return None if number is None else replace(number, start=i, outcome="killed", people=True)
