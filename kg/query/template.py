"""Query templates: one Cypher statement a file, under a comment header that says what it answers, takes and returns.

The header is the file's leading `//` lines, read as YAML:

    // name: incidents-by-place
    // summary: Incidents at a place and in every place that lies in it.
    // parameters:
    //   place: {type: place, meaning: where}
    //   limit: {type: integer, default: 50, minimum: 1, meaning: at most so many rows}
    // columns:
    //   date: first day
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from kg.errors import InputError
from kg.resources import resource

# `incident_type`: a list of types and families of `schemas/incident_types.yaml`. The last seven name something in the
# graph, by English or Arabic name or by id; a query receives the list of ids.
ParameterType = Literal[
    "string",
    "integer",
    "float",
    "date",
    "boolean",
    "list",
    "incident_type",
    "actor",
    "place",
    "source",
    "article",
    "node",
    "incident",
    "report",
]
NAME_TYPES = frozenset({"actor", "place", "source", "article", "node", "incident", "report"})
_TYPES: tuple[str, ...] = get_args(ParameterType)
_HEADER_KEYS = ("name", "summary", "parameters", "columns")
_PARAMETER_KEYS = ("type", "meaning", "default", "choices", "minimum", "maximum")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
# What may hide a dollar sign (strings, quoted identifiers, comments), or a parameter.
_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*|/\*.*?\*/|\$(?P<name>[A-Za-z_]\w*)""", re.DOTALL
)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input of a template.

    required (bool): no default stands in the header; default is then None.
    choices: the only values allowed; minimum, maximum: bounds of a number, inclusive.
    """

    name: str
    type: ParameterType
    meaning: str
    required: bool
    default: object = None
    choices: tuple[object, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template. `cypher` is the statement without its header."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    cypher: str


def parse_template(text: str, where: str = "template") -> Template:
    """The template that a file's text holds.

    where (str): what to call the file in errors.
    RAISES InputError: no or broken header, missing name, unknown type or key, a default that does not fit, a parameter
        used and not declared, or declared and not used.
    """
    from kg.query.parameters import coerce

    header, body = _split(text)
    fields = _header(header, where)
    name = fields.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InputError(f"name is {name!r}", where=where, hint="the header needs `name: words-with-hyphens`")
    summary = _text(fields, "summary", where)
    declared = _section(fields, "parameters", where)
    parameters = tuple(_parameter(key, value, where) for key, value in declared.items())
    described = _section(fields, "columns", where)
    if not described:
        raise InputError("no columns", where=where, hint="the header needs `columns:` with a meaning for each")
    columns = tuple(Column(str(key), _text(described, key, where)) for key in described)
    if not body:
        raise InputError("no statement follows the header", where=where)
    _same_parameters({p.name for p in parameters}, used_parameters(body), where)
    for parameter in parameters:
        if parameter.default is not None and parameter.type not in NAME_TYPES:
            coerce(parameter, parameter.default, where=where)
    return Template(name, summary, parameters, columns, body)


def used_parameters(cypher: str) -> frozenset[str]:
    """Names of the `$parameters` of a statement, those inside strings and comments left out."""
    return frozenset(match["name"] for match in _TOKEN.finditer(cypher) if match["name"])


def _split(text: str) -> tuple[str, str]:
    """Header (without its slashes) and statement (without a final semicolon)."""
    lines = text.lstrip("\ufeff").splitlines()
    count = next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = "\n".join(line[2:].removeprefix(" ") for line in lines[:count])
    return header, "\n".join(lines[count:]).strip().removesuffix(";").rstrip()


def _header(header: str, where: str) -> dict[Any, Any]:
    try:
        fields = yaml.load(header, _LOADER)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where}:{mark.line + 1}" if mark else where
        raise InputError(f"broken header: {getattr(error, 'problem', None) or error}", where=place) from error
    if not isinstance(fields, dict):
        raise InputError("no header", where=where, hint="the file begins with `// name: …` lines")
    _known_keys(fields, _HEADER_KEYS, "header", where)
    return fields


def _section(fields: Mapping[Any, Any], key: str, where: str) -> dict[Any, Any]:
    value = fields.get(key) or {}
    if not isinstance(value, dict):
        raise InputError(f"{key} is no list of `name: …` lines", where=where)
    return value


def _parameter(name: object, value: object, where: str) -> Parameter:
    if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name):
        raise InputError(f"parameter name {name!r}", where=where, hint="small letters, digits and underscores")
    if not isinstance(value, dict):
        raise InputError(f"parameter {name} needs {{type: …, meaning: …}}", where=where)
    _known_keys(value, _PARAMETER_KEYS, f"parameter {name}", where)
    kind = value.get("type")
    if kind not in _TYPES:
        raise InputError(f"parameter {name}: unknown type {kind!r}", where=where, hint=f"one of {', '.join(_TYPES)}")
    choices = value.get("choices") or []
    if not isinstance(choices, list):
        raise InputError(f"parameter {name}: choices is no list", where=where)
    for bound in ("minimum", "maximum"):
        if not isinstance(value.get(bound), int | float | None) or isinstance(value.get(bound), bool):
            raise InputError(f"parameter {name}: {bound} is no number", where=where)
    return Parameter(
        name=name,
        type=kind,
        meaning=_text(value, "meaning", f"{where}: parameter {name}"),
        required="default" not in value,
        default=value.get("default"),
        choices=tuple(choices),
        minimum=value.get("minimum"),
        maximum=value.get("maximum"),
    )


def _text(fields: Mapping[Any, Any], key: object, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"no {key}", where=where, hint=f"write `{key}: …`; quote it when it holds a colon or comma")
    return value.strip()


def _known_keys(fields: Mapping[Any, Any], known: tuple[str, ...], what: str, where: str) -> None:
    if unknown := [str(key) for key in fields if key not in known]:
        raise InputError(f"{what}: unknown {', '.join(unknown)}", where=where, hint=f"known: {', '.join(known)}")


def _same_parameters(declared: set[str], used: frozenset[str], where: str) -> None:
    if missing := sorted(used - declared):
        raise InputError(f"${', $'.join(missing)} used but not declared", where=where, hint="add it to the header")
    if idle := sorted(declared - used):
        raise InputError(f"{', '.join(idle)} declared but not used", where=where, hint="remove it from the header")


def templates_folder() -> Path:
    """Folder of the shipped templates."""
    return resource("cypher", "queries")
