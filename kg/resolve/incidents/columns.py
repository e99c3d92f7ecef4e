"""Reports as columns of numbers, so that many are compared with many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kg.resolve.geo import EARTH_KM
from kg.resolve.incidents.report import Report

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
# A set of each report: the words of its sentence, the actors of a role.
SetOf = Callable[[Report], Collection[Hashable]]

# The day of what has none.
NO_DAY = 0


class Columns:
    """Some reports, in an order that stays; what is asked of them is worked out once."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = reports
        self._sets: dict[SetOf, tuple[dict[Hashable, int], Floats]] = {}

    def days(self, of: Callable[[Report], dt.date | None]) -> Integers:
        """Shape (reports,): ordinals of a day of each, `NO_DAY` for none."""
        found = (of(report) for report in self.reports)
        return np.array([day.toordinal() if day else NO_DAY for day in found], dtype=np.int64)

    def flags(self, of: Callable[[Report], object]) -> Flags:
        """Shape (reports,): whether each has something."""
        return np.array([bool(of(report)) for report in self.reports], dtype=np.bool_)

    @cached_property
    def start(self) -> Integers:
        return self.days(lambda report: report.start)

    @cached_property
    def end(self) -> Integers:
        return self.days(lambda report: report.end)

    @cached_property
    def day(self) -> Integers:
        return self.days(lambda report: report.day)

    @cached_property
    def published(self) -> Integers:
        return self.days(lambda report: report.published)

    @cached_property
    def headline(self) -> Flags:
        return self.flags(lambda report: report.headline)

    @cached_property
    def placed(self) -> Flags:
        return self.flags(lambda report: report.places)

    @cached_property
    def _points(self) -> tuple[Flags, Floats, Floats]:
        """Whether each has a point, and its latitude and longitude in radians, 0 for none; each of shape (reports,)."""
        points = np.array([report.point or (0.0, 0.0) for report in self.reports], dtype=np.float64).reshape(-1, 2)
        return self.flags(lambda report: report.point), np.radians(points[:, 0]), np.radians(points[:, 1])

    def km(self, other: Columns) -> Floats:
        """Great-circle distances, shape (reports, other's reports); infinite where one has no point.

        Rounded to metres, so that it is the same whichever of two reports comes first.
        """
        known, lats, lons = self._points
        other_known, other_lat, other_lon = other._points
        lat, lon = lats[:, None], lons[:, None]
        bow = np.sin((lat - other_lat) / 2) ** 2
        bow += np.cos(lat) * np.cos(other_lat) * np.sin((lon - other_lon) / 2) ** 2
        km: Floats = np.round(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, bow))), 3)
        return np.where(known[:, None] & other_known, km, np.inf)

    @cached_property
    def radius_km(self) -> Floats:
        return np.array([report.radius_km for report in self.reports], dtype=np.float64)

    def totals(self, outcome: str) -> Integers:
        """Shape (reports,): the figure of each that counts, -1 for none."""
        found = (report.total(outcome) for report in self.reports)
        return np.array([-1 if count is None else count for count in found], dtype=np.int64)

    def sizes(self, of: SetOf) -> Floats:
        """Shape (reports,): how many each has of something."""
        return np.array([len(of(report)) for report in self.reports], dtype=np.float64)

    def shared(self, of: SetOf, other: Columns, other_of: SetOf) -> Floats:
        """How many things two reports have in common.

        of, other_of: what is taken of each report, of these and of the others; functions that stay, as they are keys.
        RETURNS (array): shape (reports, other's reports).
        """
        vocabulary, theirs = other._incidence(other_of)
        found = np.zeros((len(self.reports), len(other.reports)))
        for row, report in enumerate(self.reports):
            # Sums of a few rows: a product of matrices this small would spend its time on starting threads.
            if common := [vocabulary[item] for item in of(report) if item in vocabulary]:
                found[row] = theirs[common].sum(axis=0)
        return found

    def _incidence(self, of: SetOf) -> tuple[dict[Hashable, int], Floats]:
        """Thing → row, and a matrix (things, reports) with 1 where a report has it."""
        if of not in self._sets:
            sets = [of(report) for report in self.reports]
            vocabulary = {item: row for row, item in enumerate(dict.fromkeys(chain.from_iterable(sets)))}
            matrix = np.zeros((len(vocabulary), len(sets)))
            for column, items in enumerate(sets):
                for item in items:
                    matrix[vocabulary[item], column] = 1.0
            self._sets[of] = vocabulary, matrix
        return self._sets[of]
