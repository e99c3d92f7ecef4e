"""From what a user typed to what a query takes."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from functools import lru_cache

import yaml

from kg.errors import InputError
from kg.query.template import NAME_TYPES, Parameter
from kg.resources import resource

_INTEGER = re.compile(r"[+-]?\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SEPARATOR = re.compile("[,،;؛]")
_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_EXPECTED = {
    "integer": "a whole number",
    "float": "a number",
    "date": "a date like 2023-03-24",
    "boolean": "true or false",
    "list": "words with commas between",
    "incident_type": "incident types or families with commas between",
}


def coerce(parameter: Parameter, value: object, where: str | None = None) -> object:
    """A value as the query takes it. None stays None.

    value: text from a command line (digits of any script), or a Python value of the right type already. Types that name
        something in the graph give their text, which `kg.query.names` turns into ids.
    where (str | None): what to name in an error before the parameter.
    RAISES InputError: value does not fit the type, the choices or the bounds.
    """
    if value is None:
        return None
    kind = "string" if parameter.type in NAME_TYPES else parameter.type
    try:
        result = _READERS[kind](value)
    except (ValueError, OverflowError):
        raise _misfit(parameter, value, _EXPECTED.get(kind, "text"), where) from None
    if kind == "incident_type" and isinstance(result, list):
        _check_incident_types(parameter, result, where)
    for item in result if isinstance(result, list) else [result]:
        if parameter.choices and item not in parameter.choices:
            raise _misfit(parameter, item, "one of " + ", ".join(map(str, parameter.choices)), where)
        if isinstance(item, int | float):
            _check_bounds(parameter, item, where)
    return result


def shown_default(parameter: Parameter) -> str:
    """The default as a user would type it; empty when there is none."""
    default = parameter.default
    if default is None:
        return ""
    return ", ".join(map(str, default)) if isinstance(default, list) else str(default)


def _check_incident_types(parameter: Parameter, words: list[str], where: str | None) -> None:
    known = _incident_words()
    if unknown := next((word for word in words if word not in known), None):
        raise _misfit(parameter, unknown, "one of " + ", ".join(known), where)


@lru_cache(maxsize=1)
def _incident_words() -> tuple[str, ...]:
    """Families and types, in the order of the file. Read as plain YAML: a query pays for no models."""
    types = yaml.safe_load(resource("schemas", "incident_types.yaml").read_text(encoding="utf-8"))
    return tuple(dict.fromkeys([spec["family"] for spec in types.values()] + list(types)))


def _check_bounds(parameter: Parameter, number: float, where: str | None) -> None:
    if parameter.minimum is not None and number < parameter.minimum:
        raise _misfit(parameter, number, f"at least {parameter.minimum}", where)
    if parameter.maximum is not None and number > parameter.maximum:
        raise _misfit(parameter, number, f"at most {parameter.maximum}", where)


def _misfit(parameter: Parameter, value: object, expected: str, where: str | None) -> InputError:
    place = f"{where}: parameter {parameter.name}" if where else f"parameter {parameter.name}"
    return InputError(f"{value!r} is not {expected}", where=place)


def _string(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        number = int(value)
    else:
        raise ValueError
    if not -(2**63) <= number < 2**63:  # what Bolt can carry
        raise ValueError
    return number


def _float(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        raise ValueError
    return dt.date(*(int(part) for part in value.strip().split("-")))


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.strip().lower() not in _BOOLEANS:
        raise ValueError
    return _BOOLEANS[value.strip().lower()]


def _list(value: object) -> list[str]:
    items = _SEPARATOR.split(value) if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise ValueError
    if not (words := [item.strip() for item in items if item.strip()]):
        raise ValueError
    return words


_READERS: dict[str, Callable[[object], object]] = {
    "string": _string,
    "integer": _integer,
    "float": _float,
    "date": _date,
    "boolean": _boolean,
    "list": _list,
    "incident_type": _list,
}
