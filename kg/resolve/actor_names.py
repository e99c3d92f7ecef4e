"""Keys under which the names of an actor and the mentions in an article meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.arabic import match_key
from kg.extraction import EntityType
from kg.resolve.actor_words import BODY_HEADS, EPITHETS, GROUP_HEADS, SIDES, SPELLINGS, TITLES

_CLITICS = frozenset("وفبلك")
_LONE = re.compile(r"\b([وفبلك]) (?=\w{3})")
_LONE_ARTICLE = re.compile(r"\bل ال(?=\w)")
_STEM = 3  # letters that must be left of a word when an ending is cut
_ENDINGS = ("يتين", "يتان", "يين", "يون", "يات", "يه", "يا", "ون", "ين", "ان", "ات", "ه", "ا")
# Of the endings above, those that stand on a nisba and leave its «ي».
_NISBA_ENDINGS = frozenset({"يتين", "يتان", "يين", "يون", "يات", "يه", "يا"})
_JOINED = frozenset({"عبد", "ابو", "ابا", "ابي"})


@lru_cache(maxsize=65536)
def loose_word(word: str) -> str:
    """One word without «ال» and without endings of gender, number and case; at least three letters are left.

    word (str): from `match_key`.
    """
    word = word.rstrip("ء")
    for written, usual in SPELLINGS.items():
        word = word.replace(written, usual)
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= _STEM - (ending in _NISBA_ENDINGS):
            return stem + "ي" if ending in _NISBA_ENDINGS else stem
    return word


@lru_cache(maxsize=65536)
def loose_key(key: str) -> str:
    """Key that definite and indefinite, singular and plural, masculine and feminine forms of a name share.

    key (str): from `match_key`. «عبد», «أبو» and «الله» are joined with their neighbour, as half of the papers do.
    """
    out: list[str] = []
    for word in key.split():
        if out and (out[-1] in _JOINED or word == "الله"):
            out[-1] += word
        else:
            out.append(word)
    return " ".join(map(loose_word, out))


def forms(text: str, type_: EntityType) -> Iterator[tuple[str, bool]]:
    """(key, whole) of everything that may be the name in a mention, most faithful first.

    whole (bool): False where a head, an epithet or a side was cut off.
    """
    seen: set[str] = set()
    whole = list(_without_clitics(without_lone_clitics(match_key(text))))
    for key in whole:
        if key and key not in seen:
            seen.add(key)
            yield key, True
    for key in whole:
        for short in _shortened(key, type_):
            if short and short not in seen:
                seen.add(short)
                yield short, False


def without_lone_clitics(key: str) -> str:
    """«ل الجيش», as papers write before a hash tag or Latin letters, is «للجيش». key (str): from `match_key`."""
    return _LONE.sub(r"\1", _LONE_ARTICLE.sub("لل", key))


def _without_clitics(key: str) -> Iterator[str]:
    yield key
    if key.startswith("لل") and len(key) > 4:
        yield "ال" + key[2:]
    if key[:1] in _CLITICS and (len(key) > 4 or key[1:2].isascii()) and len(key) > 2:
        yield key[1:]
        if key[0] in "وف" and len(key) > 5 and key[1] in "بلك":
            yield "ال" + key[3:] if key[1:3] == "لل" else key[2:]


def _shortened(key: str, type_: EntityType) -> Iterator[str]:
    heads = {EntityType.PERSON: TITLES, EntityType.ARMED_GROUP: GROUP_HEADS, EntityType.ORGANIZATION: BODY_HEADS}.get(
        type_, frozenset()
    )
    words = key.split()
    ends = [len(words)]
    if type_ is not EntityType.PERSON:
        side = next((i for i, word in enumerate(words) if i and word in SIDES), None)
        if side:
            ends.append(side)
        last = ends[-1]
        while last > 1 and words[last - 1] in EPITHETS:
            last -= 1
            ends.append(last)
    for end in ends:
        start = 0
        yield " ".join(words[start:end])
        while start < end - 1 and (words[start] in heads or "ال" + words[start] in heads or words[start][2:] in heads):
            start += 1
            yield " ".join(words[start:end])
