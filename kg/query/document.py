"""The catalogue of templates as a Markdown page: `python -m kg.query.document > docs/queries.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from kg.query.catalogue import list_templates
from kg.query.parameters import shown_default
from kg.query.template import Parameter, Template

_HEAD = """# Query catalogue

Made from the headers of `cypher/queries/*.cypher` by `python -m kg.query.document > docs/queries.md`; edit those.

`kg query` lists the templates, `kg query NAME --help` shows one, `kg query NAME --parameter value` runs it read-only.
`--format csv` and `--format json` give the answer to other programs.

Types: `date` is a day like 2023-03-24; `list` is words with commas between; `incident_type` is types and families of
`schemas/incident_types.yaml` with commas between; `actor`, `place`, `source`, `article` and `node` name something
in the graph, by its English or Arabic name in any spelling, by an alias, or by its id; `incident` and `report` take the
id of an incident or of one of its reports.

`--min-confidence 0.6` leaves out what the reader believes less, row by row and name by name: an incident that it
believes may stand there without the actor that it doubts. What is derived of many claims, an incident's days and the
sum of its killed, is not filtered. How often what it believes is right: [model.md](model.md).
"""


def catalogue_markdown(templates: Iterable[Template]) -> str:
    """One section a template: what it answers, an example, its parameters and its columns."""
    return "\n".join([_HEAD, *(_section(template) for template in templates)])


def _section(template: Template) -> str:
    lines = [
        f"## {template.name}",
        "",
        template.summary,
        "",
        "```",
        f"kg query {template.name}{_needed(template)}",
        "```",
        "",
    ]
    if template.parameters:
        lines += ["| parameter | type | default | meaning |", "|---|---|---|---|"]
        lines += [_parameter(parameter) for parameter in template.parameters]
        lines.append("")
    lines += ["| column | meaning |", "|---|---|"]
    lines += [f"| {column.name} | {_cell(column.meaning)} |" for column in template.columns]
    return "\n".join([*lines, ""])


def _needed(template: Template) -> str:
    return "".join(f" --{p.name.replace('_', '-')} {p.type.upper()}" for p in template.parameters if p.required)


def _parameter(parameter: Parameter) -> str:
    default = "required" if parameter.required else shown_default(parameter)
    choices = f" ({', '.join(map(str, parameter.choices))})" if parameter.choices else ""
    return f"| {parameter.name} | {parameter.type} | {_cell(default)} | {_cell(parameter.meaning + choices)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(catalogue_markdown(list_templates()))
