"""Hedges before and after a number: «أكثر من», «ما لا يقل عن», «على الأقل»."""

from __future__ import annotations

from kg.arabic import match_key
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


def hedge_before(tokens: list[Token], i: int) -> tuple[int, str | None]:
    """(token after, modifier) of a hedge that starts at i; (i, None) where none does."""
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


def hedge_after(tokens: list[Token], end: int, noun_stop: int) -> tuple[int, str | None]:
    """(token after, modifier) of a hedge behind a figure that ends at `end`, counted noun at `noun_stop`."""
    stop = max(noun_stop, end)
    for at in range(end, min(stop + 4, len(tokens))):
        if tokens[at].sentence != tokens[end - 1].sentence or tokens[at].kind == "number":
            break
        for modifier, words in _AFTER:
            if _words_at(tokens, at, words):
                return (at + len(words) if at <= stop else end), modifier
    return end, None
