"""Blocking: which reports are compared at all: of actual incidents, of neighbouring days, with something in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kg.resolve.incidents.columns import Columns, Flags
from kg.resolve.incidents.report import Report

# An article of the next day still reports it; an incident without a stated day counts under its article's.
_DAYS = 2


def day_of(modality: str, start: dt.date | None, published: dt.date | None) -> dt.date | None:
    """The day under which a report is compared: the first that the text states, else that of publication.

    RETURNS (date | None): None for what did not happen, and for what has no day at all.
    """
    return (start or published) if modality == "actual" else None


def neighbours(day: dt.date) -> Iterator[dt.date]:
    """The days whose reports may be of an incident of this one, itself included, in order."""
    for shift in range(-_DAYS, _DAYS + 1):
        try:
            yield day + dt.timedelta(days=shift)
        except OverflowError:  # The first and the last days that a calendar has.
            continue


def comparable(ones: Columns, others: Columns) -> Flags:
    """Which reports of neighbouring days are worth a score: of two articles, with a place or an actor in common.

    What one article tells as two is two: its reader has had the whole text in view.
    RETURNS (array): shape (ones, others).
    """
    found: Flags = (ones.shared(_anchors, others, _anchors) > 0) & (ones.shared(_article, others, _article) == 0)
    return found


def _anchors(report: Report) -> frozenset[str]:
    return report.anchors


def _article(report: Report) -> tuple[str]:
    return (report.article,)
