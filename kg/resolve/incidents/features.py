"""What two reports have in common and where they differ, as numbers between 0 and 1."""

from __future__ import annotations

from rapidfuzz import fuzz

from kg.arabic import match_key
from kg.resolve.geo import distance_km
from kg.resolve.incidents.report import Report

# Points nearer than this are one place to a reporter; beyond the second they are two, unless one is vague.
_NEAR_KM, _APART_KM = 12.0, 30.0
_STATE = "state/"
# Days after which one article no longer follows the other.
_LATE = 3
# Types that one happening is told as by different outlets, and as which the reader may take it.
_KIN = (
    {"explosive_device", "suicide_bombing", "armed_attack"},
    {"explosive_device", "destruction_looting", "armed_attack"},
    {"explosive_device", "air_drone_strike"},
    {"armed_attack", "armed_clash", "territory_captured"},
    {"armed_attack", "air_drone_strike", "shelling_missile"},
    {"armed_attack", "abduction", "execution", "other_violence"},
    {"protest", "riot"},
)
_UNLIKE = {"protest", "riot", "arrest", "interception", "withdrawal_transfer", "deployment", "agreement"}


def features(one: Report, other: Report) -> dict[str, float]:
    """Name → value of everything that bears on whether two reports are of one incident; symmetric.

    Only what is so is listed: a feature that is absent is 0.
    """
    found: dict[str, float] = {}
    found[_types(one.type, other.type)] = 1.0
    _dates(one, other, found)
    _places(one, other, found)
    _sides("initiator", one.initiators, other.initiators, found)
    _sides("target", one.targets, other.targets, found)
    _sides("participant", one.participants, other.participants, found)
    for outcome in ("killed", "wounded"):
        _toll(outcome, one.total(outcome), other.total(outcome), found)
    shared = len(one.words & other.words)
    found["words"] = shared / (len(one.words | other.words) or 1)
    found["words_of_shorter"] = shared / (min(len(one.words), len(other.words)) or 1)
    if one.headline and other.headline:
        found["headlines"] = 1.0
    elif one.headline or other.headline:
        found["headline"] = 1.0
    if one.figures & other.figures:
        found["figure_same"] = 1.0
    if one.beside and other.beside:
        both = len(one.beside & other.beside)
        found["beside"] = both / len(one.beside | other.beside)
        found["beside_of_shorter"] = both / min(len(one.beside), len(other.beside))
    if one.published and other.published:
        found["published_apart"] = min(abs((one.published - other.published).days), _LATE) / _LATE
    if one.weapon and other.weapon:
        found["weapon"] = fuzz.token_set_ratio(match_key(one.weapon), match_key(other.weapon)) / 100
    return found


def _types(one: str, other: str) -> str:
    if one == other:
        return "type_same"
    if any({one, other} <= kin for kin in _KIN):
        return "type_kin"
    return "type_unlike" if one in _UNLIKE or other in _UNLIKE else "type_violent"


def _dates(one: Report, other: Report, found: dict[str, float]) -> None:
    if one.start and one.end and other.start and other.end:
        if (one.start, one.end) == (other.start, other.end):
            found["dates_same"] = 1.0
        elif one.start <= other.end and other.start <= one.end:
            found["dates_overlap"] = 1.0
        else:
            gap = max((other.start - one.end).days, (one.start - other.end).days)
            found["dates_next" if gap == 1 else "dates_apart"] = 1.0
        return
    if one.day and other.day:
        gap = abs((one.day - other.day).days)
        # Undated news is of its day; undated background may be of any.
        news = "" if (one.start or one.headline) and (other.start or other.headline) else "background_"
        found[news + ("day_same", "day_next", "day_apart")[min(gap, 2)]] = 1.0


def _places(one: Report, other: Report, found: dict[str, float]) -> None:
    if not one.places or not other.places:
        found["place_missing"] = 1.0
        return
    if one.places[0] == other.places[0]:
        found["place_same"] = 1.0
        return
    if one.point and other.point:
        km = distance_km(*one.point, *other.point)
        if km <= _NEAR_KM:
            found["place_near"] = 1.0
            return
    else:
        km = None
    first, second = one.places[0], other.places[0]
    if first in other.within or second in one.within:
        found["place_inside"] = 1.0
    elif set(one.places) & set(other.places):
        found["place_shared"] = 1.0
    elif km is not None and km <= max(_APART_KM, one.radius_km, other.radius_km):
        found["place_around"] = 1.0
    else:
        found["place_apart"] = 1.0


def _sides(role: str, one: frozenset[str], other: frozenset[str], found: dict[str, float]) -> None:
    if not one or not other:
        return
    shared = one & other
    if any(not item.startswith(_STATE) for item in shared):
        found[f"{role}_same"] = 1.0
    elif shared:
        found[f"{role}_state"] = 1.0
    else:
        found[f"{role}_differs"] = 1.0


def _toll(outcome: str, one: int | None, other: int | None, found: dict[str, float]) -> None:
    if one is None or other is None:
        return
    if one == other:
        found[f"{outcome}_same"] = 1.0
        return
    low, high = sorted((one, other))
    found[f"{outcome}_near" if high - low <= 2 or low / high > 0.7 else f"{outcome}_differs"] = 1.0
