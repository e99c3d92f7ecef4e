"""The tables of cases for linking, in `kg/evaluate/cases/`: pairs of actor names, places in a sentence, spellings.

They lie in the package so that `kg evaluate --linking` finds them in an installed wheel. All sentences are our own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

from kg.errors import SchemaError
from kg.extraction import EntityType
from kg.resolve.resolution import Precision
from kg.resources import resource

ACTOR_PAIRS, PLACE_CASES, GOLD_NAMES = "actor_pairs.csv", "place_cases.csv", "gold_names.csv"
_PAIR = ("type", "name_a", "context_a", "name_b", "context_b", "label", "phenomenon")
_PLACE = (
    "type",
    "sentence",
    "mention",
    "others",
    "name",
    "lat",
    "lon",
    "tolerance_km",
    "precision",
    "phenomenon",
)
_LABELS = {"same": True, "different": False}


@dataclass(frozen=True, slots=True)
class ActorPair:
    """Two names as papers write them, each in an article of its own.

    context_a, context_b (str): the words that stand before the name in its article; may be empty. Words in [square
    brackets] are another actor of that type that the article names.
    same (bool): whether both mean one actor. phenomenon (str): what makes it hard.
    """

    type: EntityType
    name_a: str
    context_a: str
    name_b: str
    context_b: str
    same: bool
    phenomenon: str


@dataclass(frozen=True, slots=True)
class PlaceCase:
    """A place in a sentence.

    others (tuple[str, ...]): further places that the sentence names. name (str): what is meant, in English.
    lat, lon (float | None): degrees, WGS 84; None: it must get no point. tolerance_km (float): how far off is right.
    """

    type: EntityType
    sentence: str
    mention: str
    others: tuple[str, ...]
    name: str
    lat: float | None
    lon: float | None
    tolerance_km: float
    precision: Precision
    phenomenon: str


def case_file(name: str) -> Path:
    """Path of a table that ships with the package."""
    return resource("evaluate", "cases", name)


def read_actor_pairs(path: Path) -> tuple[ActorPair, ...]:
    """RAISES SchemaError: a line is not a pair; names file, line, cause and way out."""
    return tuple(_actor_pair(row, where) for row, where in _rows(path, _PAIR))


def read_place_cases(path: Path) -> tuple[PlaceCase, ...]:
    """RAISES SchemaError: a line is not a case; names file, line, cause and way out."""
    return tuple(_place_case(row, where) for row, where in _rows(path, _PLACE))


def read_gold_names(path: Path) -> dict[str, str]:
    """Variant of an English name in gold → the name that stands for all of them.

    RAISES SchemaError: a variant stands twice, or a canonical name is itself a variant.
    """
    names: dict[str, str] = {}
    lines: dict[str, str] = {}
    for row, where in _rows(path, ("variant", "canonical")):
        if row["variant"] in names:
            raise SchemaError(f"{row['variant']!r} stands twice", where=where, hint="keep one of the lines")
        names[row["variant"]], lines[row["variant"]] = row["canonical"], where
    for variant, canonical in names.items():
        if canonical in names:
            cause = f"{canonical!r} is a variant itself"
            raise SchemaError(cause, where=lines[variant], hint=f"write {names[canonical]!r} here")
    return names


@lru_cache(maxsize=1)
def shipped_cases() -> tuple[tuple[ActorPair, ...], tuple[PlaceCase, ...]]:
    """Both tables that ship with the package."""
    return read_actor_pairs(case_file(ACTOR_PAIRS)), read_place_cases(case_file(PLACE_CASES))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[dict[str, str], str]]:
    """(values by column, file:line) of each line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise SchemaError("not the columns of this table", where=f"{path.name}:1", hint=",".join(columns))
        for row in reader:
            where = f"{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise SchemaError(f"not {len(columns)} values", where=where, hint="count the commas; quote such values")
            yield {name: value.strip() for name, value in row.items()}, where


def _type(row: dict[str, str], where: str) -> EntityType:
    if row["type"] not in set(EntityType):
        raise SchemaError(f"no entity type {row['type']!r}", where=where, hint=f"there are: {', '.join(EntityType)}")
    return EntityType(row["type"])


def _actor_pair(row: dict[str, str], where: str) -> ActorPair:
    if row["label"] not in _LABELS:
        raise SchemaError(f"no label {row['label']!r}", where=where, hint="same or different")
    if not (row["name_a"] and row["name_b"] and row["phenomenon"]):
        raise SchemaError("a name or the phenomenon is missing", where=where, hint="fill it in")
    return ActorPair(
        type=_type(row, where),
        name_a=row["name_a"],
        context_a=row["context_a"],
        name_b=row["name_b"],
        context_b=row["context_b"],
        same=_LABELS[row["label"]],
        phenomenon=row["phenomenon"],
    )


def _place_case(row: dict[str, str], where: str) -> PlaceCase:
    others = tuple(other.strip() for other in row["others"].split("|") if other.strip())
    for mention in (row["mention"], *others):
        if not mention or mention not in row["sentence"]:
            raise SchemaError(f"{mention!r} is not in the sentence", where=where, hint="copy it from the sentence")
    precision = next((value for value in get_args(Precision) if value == row["precision"]), None)
    if precision is None:
        hint = f"there are: {', '.join(get_args(Precision))}"
        raise SchemaError(f"no precision {row['precision']!r}", where=where, hint=hint)
    try:
        lat, lon, km = (float(row[name]) if row[name] else None for name in ("lat", "lon", "tolerance_km"))
    except ValueError as error:
        raise SchemaError(str(error), where=where, hint="decimal degrees and kilometres") from None
    if len({value is None for value in (lat, lon, km)}) == 2:
        raise SchemaError("lat, lon and tolerance_km belong together", where=where, hint="give all three or none")
    return PlaceCase(
        type=_type(row, where),
        sentence=row["sentence"],
        mention=row["mention"],
        others=others,
        name=row["name"],
        lat=lat,
        lon=lon,
        tolerance_km=km or 0.0,
        precision=precision,
        phenomenon=row["phenomenon"],
    )
