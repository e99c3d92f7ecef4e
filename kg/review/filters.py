"""Which pairs a reviewer looks at."""

from __future__ import annotations

from typing import Literal, TypedDict, get_args

from kg.analyse.graph import GraphReader
from kg.analyse.judged import JudgedPair, judged_pairs

Show = Literal["undecided", "joined", "refused", "people"]
SHOWN: tuple[Show, ...] = get_args(Show)


class _Wanted(TypedDict, total=False):
    people: bool
    joined: bool


_WANTED: dict[Show, _Wanted] = {
    "undecided": {"people": False},
    "joined": {"joined": True},
    "refused": {"joined": False},
    "people": {"people": True},
}


def pairs_to_review(
    reader: GraphReader, show: Show, *, least: float = 0.0, most: float = 1.0, limit: int = 50
) -> list[JudgedPair]:
    """The pairs of a filter, those on which the rule is least decided first.

    show (Show): `undecided`, nobody has judged them; `joined`, of one incident now; `refused`, of two; `people`,
        judged by people.
    least, most (float): likelihood by the rule, 0-1.
    """
    return judged_pairs(reader, **_WANTED[show], least=least, most=most, limit=limit)
