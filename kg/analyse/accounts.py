"""Reports as people read them: each article's account of an incident, with names instead of ids."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.analyse.graph import GraphReader
from kg.resources import resource


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of one incident.

    id (str): of the report. incident (str): id of the incident that it is of now.
    title (str | None): headline of the article; in_headline: whether that tells of the incident.
    published (date | None): of the article. start, end: first and last day of the incident, when the text says.
    initiators, targets, participants, places: names. tolls: «killed at least 11 (victim; says source)».
    """

    id: str
    incident: str
    article: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    url: str | None
    type: str
    modality: str
    start: dt.date | None
    end: dt.date | None
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    participants: tuple[str, ...]
    places: tuple[str, ...]
    tolls: tuple[str, ...]
    weapon: str | None
    sentence: str
    in_headline: bool
    confidence: float


def accounts(reader: GraphReader, ids: Iterable[str]) -> dict[str, Account]:
    """Report id → account, of those that the graph has, in order of publication."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = reader.read(statement("accounts"), ids=wanted)
    names = _names(reader, rows)
    tolls: dict[str, set[str]] = defaultdict(set)
    for row in reader.read(statement("tolls"), ids=wanted):
        tolls[row["report"]].add(_toll(row))
    found = [_account(row, names, tolls[row["report"]["id"]]) for row in rows]
    return {one.id: one for one in sorted(found, key=lambda one: (one.published or dt.date.max, one.id))}


def accounts_of(reader: GraphReader, incident: str) -> dict[str, Account]:
    """The accounts of an incident, in order of publication; none where there is no such incident."""
    return accounts(reader, [row["report"] for row in reader.read(statement("members"), id=incident)])


def statement(name: str) -> str:
    """Text of a statement of `cypher/review/`."""
    return resource("cypher", "review", f"{name}.cypher").read_text(encoding="utf-8")


def _names(reader: GraphReader, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    lists = ("initiators", "targets", "participants", "places")
    ids = {node for row in rows for name in lists for node in row["report"][name]}
    return {row["id"]: row["name"] for row in reader.read(statement("names"), ids=sorted(ids))}


def _account(row: Mapping[str, Any], names: Mapping[str, str], tolls: Iterable[str]) -> Account:
    report = row["report"]

    def named(key: str) -> tuple[str, ...]:
        # The codes of states among the sides (`state/SY`) are no nodes.
        return tuple(names[node] for node in report[key] if node in names)

    return Account(
        id=report["id"],
        incident=row["incident"],
        article=report["article"],
        title=row["title"],
        outlet=report.get("outlet"),
        published=report.get("published"),
        url=row["url"],
        type=report["type"],
        modality=report["modality"],
        start=report.get("date_start"),
        end=report.get("date_end"),
        initiators=named("initiators"),
        targets=named("targets"),
        participants=named("participants"),
        places=named("places"),
        tolls=tuple(sorted(tolls)),
        weapon=report.get("weapon"),
        sentence=report["summary"],
        in_headline=report["headline"],
        confidence=report["confidence"],
    )


def _toll(row: Mapping[str, Any]) -> str:
    parts = (row["outcome"], row["modifier"], row["count"])
    figure = " ".join(str(part).replace("_", " ") for part in parts if part is not None)
    around = [row["victim"], f"says {row['source']}" if row["source"] else None]
    told = "; ".join(part for part in around if part)
    return f"{figure} ({told})" if told else figure
