"""Short texts for nodes: what a box in a drawing, a row of a table or a line in a terminal calls a thing."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping
from typing import Any

from kg.graph.schema import incident_types


def title(properties: Mapping[str, Any]) -> str:
    """One line: «Islamic State · تنظيم الدولة», or «air drone strike, 2023-03-23».

    properties (Mapping[str, Any]): of a node of `kg.analyse.graph.fetch_graph`.
    """
    if properties["label"] == "Incident":
        return ", ".join(part for part in (properties["type"].replace("_", " "), period(properties)) if part)
    return " · ".join(dict.fromkeys(name for name in (properties["name"], properties.get("name_ar")) if name))


def caption(properties: Mapping[str, Any], width: int = 24) -> str:
    """A few short lines: Arabic first, then English; an incident's type in both, its days and its dead.

    width (int): characters at which a line breaks.
    """
    if properties["label"] == "Incident":
        lines = [incident_types()[properties["type"]].ar, properties["type"].replace("_", " "), period(properties)]
        lines.append(_dead(properties))
    else:
        lines = [properties.get("name_ar") or "", properties["name"]]
    kept = dict.fromkeys(line for line in lines if line)
    return "\n".join(piece for line in kept for piece in textwrap.wrap(line, width))


def period(properties: Mapping[str, Any]) -> str:
    """The days of an incident as ISO text: one day, a range, or nothing where no article says."""
    start, end = properties.get("date_start"), properties.get("date_end")
    if not isinstance(start, dt.date):
        return ""
    return start.isoformat() if end in (None, start) else f"{start.isoformat()} to {end.isoformat()}"


def _dead(properties: Mapping[str, Any]) -> str:
    low, high = properties.get("killed_low"), properties.get("killed_high")
    if low is None:
        return ""
    return f"{low} killed" if low == high else f"{low}–{high} killed"
