"""Who says what a sentence tells: «قال فلان إن …», «… بحسب فلان», «… وفق ما أعلنت الجهة»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]


class Attribution(NamedTuple):
    """source: index of a mention; start, end: the tokens that are said on its authority, half-open."""

    source: int
    start: int
    end: int


_PAST = [
    "قال",
    "قالت",
    "قالوا",
    "اعلن",
    "اعلنت",
    "ذكر",
    "ذكرت",
    "افاد",
    "افادت",
    "اكد",
    "اكدت",
    "اضاف",
    "اضافت",
    "اوضح",
    "اوضحت",
    "اشار",
    "اشارت",
    "كشف",
    "كشفت",
    "صرح",
    "صرحت",
    "نقلت",
    "زعم",
    "زعمت",
    "ادعي",
    "ادعت",
    "لفت",
    "لفتت",
]
SAYS = frozenset([*_PAST, *("و" + word for word in _PAST), *("ف" + word for word in _PAST)])
THAT = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها", "انهم", "بانهم", "انهما", ":"})
# «تحدثت الوكالة عن قتلى».
SPEAKS = frozenset({c + word for c in ("", "و", "ف") for word in ("تحدث", "تحدثت", "اعلن", "اعلنت", "كشف", "كشفت")})
_OF = "عن"
ACCORDING = frozenset({c + word for c in ("", "و") for word in ("بحسب", "حسب", "وفق", "وفقا", "بحسبما", "حسبما")})
_AS = frozenset({"كما", "ما"})
# Words that may stand between a verb of saying, or «بحسب», and whom it is said of.
_BEFORE = frozenset(
    {
        "ما",
        "بيان",
        "متحدث",
        "متحدثه",
        "ناطق",
        "ناطقه",
        "المتحدث",
        "المتحدثه",
        "الناطق",
        "الناطقه",
        "باسم",
        "الرسمي",
        "الرسميه",
        "العسكري",
        "الاعلامي",
        "مصدر",
        "مصادر",
        "مسوول",
        "مسوولون",
        "في",
        "من",
        "داخل",
        "وكاله",
        "مجموعه",
        "قناه",
        "تقرير",
        "عن",
    }
)
_NO_SOURCE = frozenset({"PLACE", "FACILITY", "CIVILIANS"})
# Tokens from a verb to its «أن», and from a cue to whom it names.
_TO_THAT, _TO_SOURCE = 16, 8


def attributions(
    words: Sequence[str], sentences: Sequence[SpanIndex], mentions: Sequence[tuple[SpanIndex, str]]
) -> list[Attribution]:
    """What the words of a sentence put into somebody's mouth.

    words: of an article; sentences: token spans, half-open; mentions: token spans with their entity types.
    RETURNS: in the order of the text. A person named in the subject is the source, not the body that he speaks for.
    """
    keys = [word_key(word) for word in words]
    at = {span[0]: k for k, (span, _) in enumerate(mentions)}
    found = []
    for start, end in sentences:
        for cue in range(start, end):
            if keys[cue] in SAYS or keys[cue] in SPEAKS:
                found += _said(keys, cue, start, end, at, mentions)
            elif keys[cue] in ACCORDING:
                found += _according(keys, cue, start, end, at, mentions)
    return found


def _said(
    keys: Sequence[str],
    cue: int,
    start: int,
    end: int,
    at: Mapping[int, int],
    mentions: Sequence[tuple[SpanIndex, str]],
) -> list[Attribution]:
    """Of a verb: what follows its «أن»; without one, after «كما» or «ما», what stands before."""
    opens = THAT | {_OF} if keys[cue] in SPEAKS else THAT
    that = next((i for i in range(cue + 1, min(end, cue + _TO_THAT)) if keys[i] in opens or keys[i] in SAYS), None)
    if that is not None and keys[that] in opens:
        source = subject(keys, cue, that, at, mentions)
        return [] if source is None else [Attribution(source, that + 1, end)]
    if cue > start and keys[cue - 1] in _AS:
        source = subject(keys, cue, min(end, cue + _TO_SOURCE), at, mentions)
        return [] if source is None else [Attribution(source, start, cue)]
    return []


def _according(
    keys: Sequence[str],
    cue: int,
    start: int,
    end: int,
    at: Mapping[int, int],
    mentions: Sequence[tuple[SpanIndex, str]],
) -> list[Attribution]:
    """Of «بحسب»: what stands before it, or, where it opens the sentence, what follows."""
    after = cue + 1
    while after < end and (keys[after] in _AS or keys[after] in SAYS):
        after += 1
    source = subject(keys, after - 1, min(end, after + _TO_SOURCE), at, mentions)
    if source is None:
        return []
    if cue - start <= 1:
        return [Attribution(source, mentions[source][0][1], end)]
    # After «وفق ما أعلنت» the verb has had its say.
    return [Attribution(source, start, cue)] if after == cue + 1 else []


def subject(
    keys: Sequence[str], cue: int, end: int, at: Mapping[int, int], mentions: Sequence[tuple[SpanIndex, str]]
) -> int | None:
    """The mention that is the subject of a cue, between it and a token: a person, else what follows directly."""
    inside = [at[i] for i in range(cue + 1, end) if i in at]
    person = next((k for k in inside if mentions[k][1] == "PERSON"), None)
    if person is not None:
        return person
    for k in inside[:1]:
        (first, _), kind = mentions[k]
        if kind not in _NO_SOURCE and all(keys[i] in _BEFORE or not keys[i].isalnum() for i in range(cue + 1, first)):
            return k
    return None
