"""The key under which an actor that nobody listed is one node in every article, however each spells it."""

from __future__ import annotations

import re

from kg.arabic import match_key
from kg.extraction import EntityType
from kg.resolve.actor_names import loose_key, without_lone_clitics
from kg.resolve.actor_words import BODY_HEADS, GROUP_HEADS, MEMBER_HEADS, NAME_HEADS, SIDES, TITLES

_JOIN = re.compile(r"\b(عبد|ابو|ابا|ابي) (?=\w)|(?<=\w) (?=الله\b)")
_FATHER = re.compile(r"^اب[اي](?=\w)")
_CLITICS = frozenset("وفبلك")
_LEAST = 2  # words that must be left when a side is cut off
_HEADS = frozenset({*GROUP_HEADS, *BODY_HEADS, *NAME_HEADS})


def cluster_key(text: str, type_: EntityType) -> str:
    """Key that spellings of one unlisted name share.

    A particle is taken off only where what is left begins with «ال» or a noun that names of groups begin with, for a
    first letter may be the name's own («لواء»). Of people titles are taken off, but no endings: «سليم» is not «سليمان».

    text (str): as written. RETURNS (str): never empty where `match_key` of the text is not.
    """
    words = _without_particle(without_lone_clitics(match_key(text))).split()
    if type_ is EntityType.PERSON:
        while len(words) > 1 and (words[0] in TITLES or words[0].removeprefix("ال") in TITLES):
            words = words[1:]
        return _FATHER.sub("ابو", _JOIN.sub(r"\1", " ".join(words)))
    side = next((at for at, word in enumerate(words) if at >= _LEAST and word in SIDES), len(words))
    words = words[:side]
    while len(words) > 1 and words[0].removeprefix("ال") in MEMBER_HEADS:
        words = words[1:]
    return loose_key(" ".join(words))


def _without_particle(key: str) -> str:
    first, _, rest = key.partition(" ")
    bare = first[1:]
    if first.startswith("لل") and len(first) > 4 and bare not in _HEADS:
        return f"ال{first[2:]} {rest}".rstrip()
    known = bare.removeprefix("ال") in _HEADS or bare in TITLES or (bare.startswith("ال") and len(bare) > 4)
    if first[:1] in _CLITICS and known:
        return f"{bare} {rest}".rstrip()
    return key
