"""Accounts and judged pairs as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.analyse.accounts import Account
from kg.analyse.judged import JudgedPair
from kg.analyse.why_incident import period
from kg.view.lines import Line


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
    note = f" («{' '.join(pair.note.split())}»)" if pair.note else ""
    line = f"likelihood {pair.score:.2f}: {pair.verdict}, by {pair.by}{note}"
    if (pair.verdict == "same") == pair.joined:
        return line
    # All pairs between two groups decide together (`kg.resolve.incidents.clusters`).
    return f"{line}; yet of {'one incident' if pair.joined else 'two incidents'} now, because of other pairs"


def for_and_against(pair: JudgedPair) -> tuple[str, str]:
    """The reasons that speak for one incident, and those that speak against it, the weightiest first."""
    return (
        _listed((reason.text for reason in pair.reasons if reason.weight > 0), ", "),
        _listed((reason.text for reason in pair.reasons if reason.weight < 0), ", "),
    )


def account_lines(one: Account, indent: int) -> Iterator[Line]:
    """An account in four lines: its id, where it stands, what it says, its sentence."""
    yield indent, one.id
    yield indent + 2, origin(one)
    yield indent + 2, "; ".join(f"{name} {text}" for name, text in said(one))
    yield indent + 2, f"«{one.sentence}»"


def pair_lines(pair: JudgedPair, told: Mapping[str, Account]) -> Iterator[Line]:
    """A pair with both accounts (report id → account) and the reasons."""
    yield 0, verdict(pair)
    for report in (pair.one, pair.other):
        yield from account_lines(told[report], 2)
    yield from reason_lines(pair, 2)


def reason_lines(pair: JudgedPair, indent: int) -> Iterator[Line]:
    """What speaks for one incident, and what against, where anything does."""
    for side, text in zip(("for", "against"), for_and_against(pair), strict=True):
        if text:
            yield indent, f"{side}: {text}"


def _listed(items: Iterable[str], between: str = " · ") -> str:
    return between.join(items)
