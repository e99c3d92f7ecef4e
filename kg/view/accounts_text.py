"""Accounts and judged pairs as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.analyse.accounts import Account
from kg.analyse.judged import JudgedPair
from kg.analyse.why_incident import period


def origin(one: Account) -> str:
    """Where it stands: «2024-05-18 · outlet · headline»."""
    published = one.published.isoformat() if one.published else None
    return " · ".join(part for part in (published, one.outlet, one.title or one.article) if part)


def said(one: Account) -> Iterator[tuple[str, str]]:
    """What it says, field by field; a field of which it says nothing is left out."""
    fields = {
        "type": one.type.replace("_", " ") + ("" if one.modality == "actual" else f" ({one.modality})"),
        "date": period(one.start, one.end),
        "places": _listed(one.places),
        "by": _listed(one.initiators),
        "against": _listed(one.targets),
        "sides": _listed(one.participants),
        "toll": _listed(one.tolls),
        "weapon": one.weapon,
    }
    yield from ((name, text) for name, text in fields.items() if text)


def verdict(pair: JudgedPair) -> str:
    """What is thought of a pair, in one line: «likelihood 0.49: same, by incident-pairs/1»."""
    line = f"likelihood {pair.score:.2f}: {pair.verdict}, by {pair.by}"
    if (pair.verdict == "same") == pair.joined:
        return line
    # All pairs between two groups decide together (`kg.resolve.incidents.clusters`).
    return line + (
        "; of one incident now, for other pairs" if pair.joined else "; of two incidents now, for other pairs"
    )


def for_and_against(pair: JudgedPair) -> tuple[str, str]:
    """The reasons that speak for one incident, and those that speak against it, the weightiest first."""
    return (
        _listed((reason.text for reason in pair.reasons if reason.weight > 0), ", "),
        _listed((reason.text for reason in pair.reasons if reason.weight < 0), ", "),
    )


def _listed(items: Iterable[str], between: str = " · ") -> str:
    return between.join(items)
