"""The features of a compared pair in words, with how much each speaks for or against one incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.resolve.incidents.scorer import PairScorer

# Log odds below which a feature decides nothing and is not shown.
_SLIGHT = 0.05
_LATE_DAYS = 3
_SIDES = {"initiator": "initiator", "target": "target", "participant": "participant"}
_WORDS = {
    "type_same": "same type",
    "type_kin": "types that one happening may be told as",
    "type_violent": "different types",
    "type_unlike": "types that do not go together",
    "dates_same": "same stated date",
    "dates_overlap": "stated dates overlap",
    "dates_next": "stated dates a day apart",
    "dates_apart": "different stated dates",
    "day_same": "news of one day",
    "day_next": "news of neighbouring days",
    "day_apart": "news of days apart",
    "background_day_same": "background, under one day",
    "background_day_next": "background, under neighbouring days",
    "background_day_apart": "background, under days apart",
    "place_same": "same place",
    "place_near": "places near each other",
    "place_inside": "one place inside the other",
    "place_shared": "different places, a wider one in common",
    "place_around": "places around each other",
    "place_apart": "places apart",
    "place_missing": "one names no place",
    **{f"{role}_same": f"same {word}" for role, word in _SIDES.items()},
    **{f"{role}_state": f"{word}s of one state" for role, word in _SIDES.items()},
    **{f"{role}_differs": f"different {word}s" for role, word in _SIDES.items()},
    **{f"{outcome}_same": f"same number of {outcome}" for outcome in ("killed", "wounded")},
    **{f"{outcome}_near": f"nearly the same number of {outcome}" for outcome in ("killed", "wounded")},
    **{f"{outcome}_differs": f"different numbers of {outcome}" for outcome in ("killed", "wounded")},
    "figure_same": "a figure in common",
    "headlines": "both headlines tell of it",
    "headline": "only one headline tells of it",
    "words": "{percent} of all their words in common",
    "words_of_shorter": "{percent} of the shorter one's words in common",
    "beside": "{percent} of all names beside it in common",
    "beside_of_shorter": "{percent} of the names beside the one in common",
    "weapon": "means alike to {percent}",
    "published_apart": "published {days} apart",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature of a pair.

    feature (str): its name (`kg.resolve.incidents.features`). text (str): in words.
    weight (float): what it adds to the log odds that both are of one incident: above 0 speaks for, below against.
    """

    feature: str
    text: str
    weight: float


def reasons(written: Iterable[str], scorer: PairScorer | None = None) -> tuple[Reason, ...]:
    """The reasons of a judgement, the weightiest first; what decides nothing is left out.

    written: as the property `features` of JUDGED holds them, «killed_same 1.0».
    scorer: whose weights count; the shipped one when None.
    """
    weights = (scorer or PairScorer.default()).weights
    found = []
    for line in written:
        name, _, number = line.rpartition(" ")
        value = float(number)
        weight = round(weights.get(name, 0.0) * value, 3)
        if abs(weight) >= _SLIGHT:
            found.append(Reason(name, in_words(name, value), weight))
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))


def in_words(name: str, value: float) -> str:
    """A feature as people say it; its own name where no words are known for it."""
    days = round(value * _LATE_DAYS)
    late = f"{days} days or more" if days == _LATE_DAYS else f"{days} day{'s' if days != 1 else ''}"
    return _WORDS.get(name, name.replace("_", " ")).format(percent=f"{value:.0%}", days=late)
