"""Words, numbers and marks of a string with the keys that the grammars compare.

A token knows its offsets in the string it came from, so that a grammar works on keys and answers with spans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.arabic import match_key

# Combining marks and tatweel stand inside a word; an underscore (hashtags) and a change from digit to letter end one.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
_TOKEN = re.compile(rf"(?P<number>\d+(?:[.,٫٬،]\d+)*)|(?P<word>[^\W\d_](?:[^\W\d_]|[{_MARKS}])*)|(?P<mark>\S)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,٬،]\d{3})+")
_END_MARKS = frozenset(".!?؟؛…")
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark.

    key (str): what is compared: `match_key` of a word, the mark itself, or the digits of a number.
    start, end (int): code points in the string, half-open.
    kind (str): "word", "number" or "mark".
    sentence (int): number of the sentence, from 0.
    """

    key: str
    start: int
    end: int
    kind: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word: what is left when proclitics are taken off.

    key (str): the rest. conjunction, preposition (str): what was taken off, or "".
    definite (bool): the article was taken off too.
    """

    key: str
    conjunction: str
    preposition: str
    definite: bool


def tokenize(content: str) -> list[Token]:
    """Tokens of a string in order; whitespace is dropped.

    content (str): any string.
    RETURNS (list[Token]): their spans do not overlap. A sentence ends at . ! ? ؟ ؛ … and at a line end.
    """
    return list(_tokens(content))


@lru_cache(maxsize=1)
def _tokens(content: str) -> tuple[Token, ...]:
    """Every grammar asks for those of the article in hand."""
    tokens: list[Token] = []
    sentence = 0
    previous_end = 0
    for match in _TOKEN.finditer(content):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        if "\n" in content[previous_end:start]:
            sentence += 1
        previous_end = end
        text = match.group()
        if kind == "word":
            tokens.append(Token(_word_key(text), start, end, kind, sentence))
        elif kind == "number":
            tokens.append(Token(text, start, end, kind, sentence))
        else:
            tokens.append(Token(text, start, end, kind, sentence))
            if text in _END_MARKS:
                sentence += 1
    return tuple(tokens)


@lru_cache(maxsize=100_000)
def _word_key(text: str) -> str:
    return match_key(text)


@lru_cache(maxsize=100_000)
def forms(key: str) -> tuple[Form, ...]:
    """Readings of a word, the fullest first: as it stands, then with ever more proclitics taken off."""
    found = [Form(key, "", "", False)]
    for conjunction in ("", *_CONJUNCTIONS):
        if not key.startswith(conjunction):
            continue
        rest = key[len(conjunction) :]
        if conjunction and len(rest) >= 2:
            found.append(Form(rest, conjunction, "", False))
        if rest.startswith("لل") and len(rest) > 3:
            found.append(Form(rest[2:], conjunction, "ل", True))
        for preposition in ("", *_PREPOSITIONS):
            if not rest.startswith(preposition):
                continue
            tail = rest[len(preposition) :]
            if preposition and len(tail) >= 2:
                found.append(Form(tail, conjunction, preposition, False))
            if tail.startswith("ال") and len(tail) > 3:
                found.append(Form(tail[2:], conjunction, preposition, True))
    return tuple(found)


def digits(text: str) -> float | None:
    """Value of digits of any script, with thousands separators or a decimal part («١٢٬٠٠٠», «3,5»).

    RETURNS (float | None): None where the marks make no number («1.2.3»).
    """
    if text.isdecimal():
        return float(int(text)) if len(text) <= 15 else None
    if len(text) > 24:
        return None
    if _THOUSANDS.fullmatch(text):
        return float(int("".join(c for c in text if c.isdecimal())))
    whole, *parts = re.split(r"[.,٫٬،]", text)
    return float(f"{int(whole)}.{int_text(parts[0])}") if len(parts) == 1 else None


def int_text(text: str) -> str:
    """ASCII digits of decimal digits of any script."""
    return "".join(str(int(char)) for char in text)


def offset_of(content: str, token: Token, letters: int) -> int:
    """Where a word goes on after its first `letters` letters (proclitics), marks and tatweel skipped."""
    position = token.start
    left = letters
    while left and position < token.end:
        position += 1
        while position < token.end and not match_key(content[position]):
            position += 1
        left -= 1
    return position


def table(*words: str) -> frozenset[str]:
    """Match keys of words written with spaces between them: how word lists are declared."""
    return frozenset(match_key(word) for line in words for word in line.split())
