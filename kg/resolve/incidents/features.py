"""What two reports have in common and where they differ, as numbers between 0 and 1."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache

import numpy as np
from rapidfuzz import fuzz

from kg.arabic import match_key
from kg.resolve.incidents.columns import NO_DAY, Columns, Flags, Floats, SetOf
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
_KINDS = ("type_same", "type_kin", "type_unlike", "type_violent")

# Feature → its value for every pair, shape (ones, others); flags are 1 where they stand.
Matrices = dict[str, Floats | Flags]


def features(one: Report, other: Report) -> dict[str, float]:
    """Name → value of everything that bears on whether two reports are of one incident; symmetric.

    Only what is so is listed: a feature that is absent is 0.
    """
    return at(compared(Columns([one]), Columns([other])), 0, 0)


def at(found: Matrices, row: int, column: int) -> dict[str, float]:
    """The features of one pair, by name."""
    return {name: float(matrix[row, column]) for name, matrix in sorted(found.items()) if matrix[row, column]}


def compared(ones: Columns, others: Columns) -> Matrices:
    """The features of every pair of one of `ones` and one of `others`; those that none has may be missing.

    A pair's values do not depend on what it is compared together with.
    """
    found: Matrices = {}
    _types(ones, others, found)
    _dates(ones, others, found)
    _places(ones, others, found)
    for role, of in _SIDES.items():
        _sides(role, of, ones, others, found)
    for outcome in ("killed", "wounded"):
        _tolls(outcome, ones, others, found)
    _words("words", _words_of, ones, others, found)
    _words("beside", _beside, ones, others, found)
    found["headlines"] = ones.headline[:, None] & others.headline
    found["headline"] = ones.headline[:, None] ^ others.headline
    found["figure_same"] = ones.shared(_figures, others, _figures) > 0
    dated = (ones.published[:, None] != NO_DAY) & (others.published != NO_DAY)
    late = np.minimum(np.abs(ones.published[:, None] - others.published), _LATE) / _LATE
    found["published_apart"] = np.where(dated, late, 0.0)
    _weapons(ones, others, found)
    return found


def _types(ones: Columns, others: Columns, found: Matrices) -> None:
    kinds = np.array([[_kind(one.type, other.type) for other in others.reports] for one in ones.reports], dtype=np.int8)
    for number, name in enumerate(_KINDS):
        found[name] = kinds.reshape(len(ones.reports), len(others.reports)) == number


@cache
def _kind(one: str, other: str) -> int:
    if one == other:
        return 0
    if any({one, other} <= kin for kin in _KIN):
        return 1
    return 2 if one in _UNLIKE or other in _UNLIKE else 3


def _dates(ones: Columns, others: Columns, found: Matrices) -> None:
    stated, other_stated = ((each.start != NO_DAY) & (each.end != NO_DAY) for each in (ones, others))
    both = stated[:, None] & other_stated
    start, end = ones.start[:, None], ones.end[:, None]
    same = both & (start == others.start) & (end == others.end)
    overlap = both & ~same & (start <= others.end) & (others.start <= end)
    next_to = np.maximum(others.start - end, start - others.end) == 1
    apart = both & ~same & ~overlap
    found.update(dates_same=same, dates_overlap=overlap, dates_next=apart & next_to, dates_apart=apart & ~next_to)
    undated = ~both & (ones.day[:, None] != NO_DAY) & (others.day != NO_DAY)
    gap = np.minimum(np.abs(ones.day[:, None] - others.day), 2)
    # Undated news is of its day; undated background may be of any.
    fresh, other_fresh = ((each.start != NO_DAY) | each.headline for each in (ones, others))
    news = fresh[:, None] & other_fresh
    for days, name in enumerate(("day_same", "day_next", "day_apart")):
        found[name] = undated & news & (gap == days)
        found[f"background_{name}"] = undated & ~news & (gap == days)


def _places(ones: Columns, others: Columns, found: Matrices) -> None:
    rest: Flags = ones.placed[:, None] & others.placed
    found["place_missing"] = ~rest
    km = ones.km(others)
    around = np.maximum(_APART_KM, np.maximum(ones.radius_km[:, None], others.radius_km))
    inside = (ones.shared(_first, others, _within) > 0) | (ones.shared(_within, others, _first) > 0)
    for name, holds in (
        ("place_same", ones.shared(_first, others, _first) > 0),
        ("place_near", km <= _NEAR_KM),
        ("place_inside", inside),
        ("place_shared", ones.shared(_all_places, others, _all_places) > 0),
        ("place_around", km <= around),
    ):
        found[name] = rest & holds
        rest = rest & ~holds
    found["place_apart"] = rest


def _sides(role: str, of: SetOf, ones: Columns, others: Columns, found: Matrices) -> None:
    both = (ones.sizes(of) > 0)[:, None] & (others.sizes(of) > 0)
    shared = ones.shared(of, others, of)
    states = ones.shared(_states(of), others, _states(of))
    found[f"{role}_same"] = shared > states
    found[f"{role}_state"] = (shared > 0) & (shared == states)
    found[f"{role}_differs"] = both & (shared == 0)


def _tolls(outcome: str, ones: Columns, others: Columns, found: Matrices) -> None:
    one, other = ones.totals(outcome)[:, None], others.totals(outcome)
    both = (one >= 0) & (other >= 0)
    low, high = np.minimum(one, other), np.maximum(one, other)
    near = (high - low <= 2) | (low / np.maximum(high, 1) > 0.7)
    found[f"{outcome}_same"] = both & (one == other)
    found[f"{outcome}_near"] = both & (one != other) & near
    found[f"{outcome}_differs"] = both & (one != other) & ~near


def _words(name: str, of: SetOf, ones: Columns, others: Columns, found: Matrices) -> None:
    shared = ones.shared(of, others, of)
    sizes, other_sizes = ones.sizes(of)[:, None], others.sizes(of)
    found[name] = shared / np.maximum(sizes + other_sizes - shared, 1.0)
    found[f"{name}_of_shorter"] = shared / np.maximum(np.minimum(sizes, other_sizes), 1.0)


def _weapons(ones: Columns, others: Columns, found: Matrices) -> None:
    rows, columns = (
        [(number, match_key(report.weapon)) for number, report in enumerate(each.reports) if report.weapon]
        for each in (ones, others)
    )
    if not rows or not columns:
        return
    alike = np.zeros((len(ones.reports), len(others.reports)))
    for row, weapon in rows:
        for column, other in columns:
            alike[row, column] = fuzz.token_set_ratio(weapon, other) / 100
    found["weapon"] = alike


# What is taken of a report; named functions, because columns remember what they have worked out by them.


def _words_of(report: Report) -> frozenset[str]:
    return report.words


def _beside(report: Report) -> frozenset[str]:
    return report.beside


def _figures(report: Report) -> frozenset[tuple[str, int]]:
    return report.figures


def _first(report: Report) -> tuple[str, ...]:
    return report.places[:1]


def _all_places(report: Report) -> tuple[str, ...]:
    return report.places


def _within(report: Report) -> frozenset[str]:
    return report.within


def _initiators(report: Report) -> frozenset[str]:
    return report.initiators


def _targets(report: Report) -> frozenset[str]:
    return report.targets


def _participants(report: Report) -> frozenset[str]:
    return report.participants


_SIDES: dict[str, SetOf] = {"initiator": _initiators, "target": _targets, "participant": _participants}


@cache
def _states(of: SetOf) -> SetOf:
    """Of those, the states alone."""

    def states(report: Report) -> list[Hashable]:
        return [item for item in of(report) if str(item).startswith(_STATE)]

    return states
