"""`kg query`: lists the templates, or runs one; each template is a command with its parameters as options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import bidi_option, format_option, store_options
from kg.query.catalogue import find_template, list_templates
from kg.query.parameters import shown_default
from kg.query.template import Parameter, Template

if TYPE_CHECKING:
    from kg.view.bidi import Choice


class _Templates(click.Group):
    """A group whose commands are the templates; only the one that is run is read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [template.name for template in list_templates()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        return _command(find_template(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Templates"):
            formatter.write_dl([(template.name, template.summary) for template in list_templates()])


@click.group(
    cls=_Templates,
    invoke_without_command=True,
    subcommand_metavar="[NAME [OPTIONS]]",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the query templates, or run one. `kg query NAME --help` shows its parameters and columns."""
    if ctx.invoked_subcommand is None:
        formatter = ctx.make_formatter()
        formatter.write_dl([(template.name, template.summary) for template in list_templates()])
        click.echo(formatter.getvalue(), nl=False)


def _command(template: Template) -> click.Command:
    @store_options
    @format_option
    @bidi_option
    def run(store: Any, form: str, bidi: Choice | None, **values: object) -> None:
        from kg.cli.output import write_result
        from kg.query.run import run_template

        with store(read_only=True) as graph:
            result = run_template(graph, template, values)
        write_result(result, form, bidi)

    made = click.command(template.name, help=_help(template), short_help=template.summary)(run)
    made.params = [_option(parameter) for parameter in template.parameters] + made.params
    return made


def _option(parameter: Parameter) -> click.Option:
    default = shown_default(parameter)
    note = "[required]" if parameter.required else f"[default: {default}]" if default else ""
    choices = f"({' | '.join(map(str, parameter.choices))})" if parameter.choices else ""
    text = " ".join(part for part in (parameter.meaning, choices, note) if part)
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name], metavar=parameter.type.upper(), help=text
    )


def _help(template: Template) -> str:
    width = max(len(column.name) for column in template.columns)
    lines = [f"  {column.name:{width}}  {column.meaning}" for column in template.columns]
    return "\n".join([template.summary, "", "\b", "Columns:", *lines])
