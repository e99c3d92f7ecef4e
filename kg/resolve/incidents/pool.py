"""The reports that a grouping has to look at: those that come, and as many of the graph's as it asks for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from kg.resolve.incidents.blocks import neighbours
from kg.resolve.incidents.columns import Columns
from kg.resolve.incidents.report import Report

Wanted = Literal["by_id", "of_incidents", "of_days"]
Fetch = Callable[[Wanted, list[Any]], Iterable[Report]]


class Pool:
    """The reports that were read from the graph so far, with those that came in their place.

    fetch (Fetch): reads reports of the graph `by_id`, `of_incidents` or `of_days`.

    before: report in the graph → incident it is of there.
    """

    def __init__(self, own: Iterable[Report], gone: Iterable[str] = (), fetch: Fetch | None = None) -> None:
        self._fetch = fetch
        self._gone = set(gone)
        self._days: dict[dt.date, list[str]] = defaultdict(list)
        self._blocks: dict[dt.date, Columns] = {}
        self._read: set[dt.date] = set()
        self._asked: set[str] = set()
        self.reports: dict[str, Report] = {}
        self.before: dict[str, str] = {}
        for report in own:
            self._keep(report)

    def there(self, ids: Iterable[str]) -> set[str]:
        """Those of these reports that the graph has."""
        return self._take("by_id", sorted(ids))

    def members(self, incidents: Iterable[str]) -> set[str]:
        """All reports of these incidents that stay; an incident that was asked for before has none to add."""
        new = sorted(set(incidents) - self._asked)
        self._asked.update(new)
        return self._take("of_incidents", new)

    def with_ids(self, ids: Iterable[str]) -> set[str]:
        """Those of these reports that are known or in the graph."""
        wanted = set(ids)
        return self._take("by_id", sorted(wanted - set(self.reports))) | (wanted & set(self.reports))

    def reach(self, reports: Iterable[str]) -> None:
        """Read all that these may be compared with."""
        days = {near for report in reports if (day := self.reports[report].day) for near in neighbours(day)}
        if new := sorted(days - self._read):
            self._read.update(new)
            self._take("of_days", new)

    def days(self, reports: Iterable[str]) -> Iterator[tuple[list[str], Columns]]:
        """These reports day by day, in order, those left out that no day is known of; and with each day all reports
        that its reports may be of one incident with."""
        by_day: dict[dt.date, list[str]] = defaultdict(list)
        for report in sorted(reports):
            if day := self.reports[report].day:
                by_day[day].append(report)
        for day, ids in sorted(by_day.items()):
            for near in neighbours(day):
                if near in self._days:
                    yield ids, self._block(near)

    def _block(self, day: dt.date) -> Columns:
        ids = self._days[day]
        block = self._blocks.get(day)
        if block is None or len(block.reports) < len(ids):
            block = self._blocks[day] = Columns([self.reports[report] for report in ids])
        return block

    def _take(self, name: Wanted, values: list[Any]) -> set[str]:
        found: set[str] = set()
        if self._fetch is None or not values:
            return found
        for report in self._fetch(name, values):
            if report.id in self._gone:
                continue
            found.add(report.id)
            self.before[report.id] = report.incident
            self._keep(report)
        return found

    def _keep(self, report: Report) -> None:
        if report.id not in self.reports:
            self.reports[report.id] = report
            if report.day:
                self._days[report.day].append(report.id)
