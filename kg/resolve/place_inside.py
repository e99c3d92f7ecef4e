"""Which place lies in which, as the words between two mentions say: «أريحا بريف إدلب», «الزهراء في مدينة حمص»."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from kg.arabic import match_key
from kg.extraction import Extraction
from kg.resolve.place_names import HEADS

_HEAD = "(?:" + "|".join(sorted({"ريف", *HEADS})) + ")"
_BETWEEN = re.compile(rf"(?:في|ب|ضمن|داخل|التابعه ل|الواقعه في)(?: ?(?:ال)?{_HEAD})?")
# A mention that begins with its particle, right after the other.
_WITH_PARTICLE = re.compile(rf"ب(?:ال)?{_HEAD}(?: |$)")
_FURTHEST = 30  # code points between two mentions


def stated_inside(extraction: Extraction, places: Collection[str]) -> set[tuple[str, str]]:
    """(entity, entity that contains it) for neighbouring mentions of places.

    places: ids of the entities that are places.
    """
    content = extraction.content
    mentions = sorted((m.start, m.end, e.id) for e in extraction.entities if e.id in places for m in e.mentions)
    out: set[tuple[str, str]] = set()
    for (_, end, inner), (start, after, outer) in pairwise(mentions):
        if inner == outer or not 0 <= start - end <= _FURTHEST:
            continue
        between = match_key(content[end:start])
        if _BETWEEN.fullmatch(between) or (not between and _WITH_PARTICLE.match(match_key(content[start:after]))):
            out.add((inner, outer))
    return out
