"""Runs a template read-only: typed values in, named columns out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.query.names import Reader, find_ids
from kg.query.parameters import coerce
from kg.query.template import NAME_TYPES, Template


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: column names in order, and rows by column name."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


def run_template(store: Reader, template: Template, values: Mapping[str, object]) -> Result:
    """The answer of a template.

    values: by parameter name; text or typed values (see `kg.query.parameters.coerce`). What is missing or None takes
        its default.
    RAISES InputError: an unknown or missing parameter, a value of the wrong type, a name that is not in the graph.
    RAISES StoreError: see `kg.store.session.Store.read`.
    """
    rows = store.read(template.cypher, **bind(store, template, values))
    return Result(tuple(column.name for column in template.columns), tuple(rows))


def run_cypher(store: Reader, cypher: str, values: Mapping[str, object]) -> Result:
    """The answer of an ad-hoc statement; its columns are those of the first row, in order.

    RAISES StoreError: the statement writes or is wrong.
    """
    rows = store.read(cypher, **values)
    return Result(tuple(rows[0]) if rows else (), tuple(rows))


def bind(store: Reader, template: Template, values: Mapping[str, object]) -> dict[str, object]:
    """What the statement receives for each of its parameters; names become lists of ids."""
    known = [parameter.name for parameter in template.parameters]
    if unknown := sorted(set(values) - set(known)):
        raise InputError(
            f"no parameter {', '.join(unknown)}", where=template.name, hint=f"it takes: {', '.join(known) or 'none'}"
        )
    bound: dict[str, object] = {}
    for parameter in template.parameters:
        value = values.get(parameter.name)
        if value is None:
            if parameter.required:
                raise InputError(
                    f"parameter {parameter.name} is missing",
                    where=template.name,
                    hint=f"{parameter.type}: {parameter.meaning}",
                )
            value = parameter.default
        value = coerce(parameter, value, template.name)
        if parameter.type in NAME_TYPES and isinstance(value, str):
            value = find_ids(store, parameter.type, value, where=f"{template.name}: parameter {parameter.name}")
        bound[parameter.name] = value
    return bound
