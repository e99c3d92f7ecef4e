"""Why an incident is one, and says what it says: its reports, the rules that reconcile them, and the judgements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.accounts import Account, accounts, accounts_of
from kg.analyse.graph import GraphReader
from kg.analyse.judged import JudgedPair, judged_pairs
from kg.resolve.incidents.report import own_report
from kg.resources import resource

# So many judgements are read; the likeliest of them are told.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Value:
    """A property of an incident's node: its value, the rule by which it was chosen, and what the reports say.

    stated: what each report says of it (report id → text); a report that says nothing is absent.
    """

    name: str
    value: str
    rule: str
    stated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WhyIncident:
    """An incident: `values` of its node, its `reports`, the judgements that hold these together, and the likeliest
    pairs with other incidents' reports that were refused. `asked`: the id that was given, where that is another."""

    id: str
    type: str
    values: tuple[Value, ...]
    reports: tuple[Account, ...]
    joined: tuple[JudgedPair, ...]
    refused: tuple[JudgedPair, ...]
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class WhyReport:
    """A report: what it says, and the judgements on its pairs, the likeliest first. companions: the other reports of
    its incident."""

    report: Account
    companions: tuple[str, ...]
    judgements: tuple[JudgedPair, ...]


def why_incident(reader: GraphReader, incident: str) -> WhyIncident | None:
    """None where the graph has none with this id, nor a report that bears its hash (then that one's incident)."""
    told = accounts_of(reader, incident)
    asked = None
    if not told:
        # Joined to another incident, which bears the id of the report that sorts first.
        own = accounts(reader, [own_report(incident)])
        if not own:
            return None
        asked, incident = incident, next(iter(own.values())).incident
        told = accounts_of(reader, incident)
    [row] = reader.read(resource("cypher", "why", "incident.cypher").read_text(encoding="utf-8"), id=incident)
    pairs = _likeliest(judged_pairs(reader, report=incident, limit=_MOST))
    return WhyIncident(
        id=incident,
        type=row["node"]["type"],
        values=tuple(_values(row["node"], list(told.values()))),
        reports=tuple(told.values()),
        joined=tuple(pair for pair in pairs if pair.joined),
        refused=tuple(pair for pair in pairs if not pair.joined),
        asked=asked,
    )


def why_report(reader: GraphReader, report: str) -> WhyReport | None:
    """None where the graph has no such report."""
    own = accounts(reader, [report]).get(report)
    if own is None:
        return None
    companions = tuple(one for one in accounts_of(reader, own.incident) if one != report)
    return WhyReport(own, companions, tuple(_likeliest(judged_pairs(reader, report=report, limit=_MOST))))


def _likeliest(pairs: Iterable[JudgedPair]) -> list[JudgedPair]:
    return sorted(pairs, key=lambda pair: (pair.person is None, -pair.score, pair.one, pair.other))


# Property → rule (of `kg.resolve.incidents.reconcile`), and what a report states of it.
_RULES: dict[str, tuple[str, Callable[[Account], str | None]]] = {
    "type": ("what most reports say; of several the surest, then the first by name", lambda one: one.type),
    "modality": ("the strongest: actual, then planned, negated, generic", lambda one: one.modality),
    "date": (
        "the narrowest stated period; of several what most reports state, then the earliest",
        lambda one: period(one.start, one.end),
    ),
    "killed": ("range over its reports, of each source the latest figures", lambda one: _figures(one, "killed")),
    "wounded": ("range over its reports, of each source the latest figures", lambda one: _figures(one, "wounded")),
    "weapon": ("what most reports say; of several the surest, then the first by name", lambda one: one.weapon),
    "summary": ("of the report that was published first", lambda one: None),
    "confidence": ("the highest of all reports", lambda one: f"{one.confidence:.2f}"),
}


def _values(node: Mapping[str, Any], reports: Sequence[Account]) -> Iterable[Value]:
    shown = {
        **{name: node.get(name) for name in ("type", "modality", "weapon", "summary")},
        "date": period(node.get("date_start"), node.get("date_end")),
        "killed": _range(node.get("killed_low"), node.get("killed_high")),
        "wounded": _range(node.get("wounded_low"), node.get("wounded_high")),
        "confidence": f"{node['confidence']:.2f}" if "confidence" in node else None,
    }
    for name, (rule, said) in _RULES.items():
        if value := shown[name]:
            yield Value(name, value, rule, {one.id: text for one in reports if (text := said(one))})


def period(start: dt.date | None, end: dt.date | None) -> str | None:
    """Days as ISO text: one, or «2024-05-18 to 2024-05-19»."""
    if start is None:
        return None
    return start.isoformat() if end in (None, start) else f"{start.isoformat()} to {end.isoformat()}"


def _range(low: int | None, high: int | None) -> str | None:
    if low is None:
        return None
    return str(low) if low == high else f"{low} to {high}"


def _figures(one: Account, outcome: str) -> str | None:
    return "; ".join(toll.removeprefix(f"{outcome} ") for toll in one.tolls if toll.startswith(f"{outcome} ")) or None
