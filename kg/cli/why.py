"""`kg why`: why something is in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import bidi_option, store_options

if TYPE_CHECKING:
    from kg.view.bidi import Choice


@click.command("why", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", metavar="ID")
@click.option("--most", default=10, show_default=True, type=click.IntRange(min=1), help="So many lines of each kind")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text, with all there is")
@store_options
@bidi_option
def command(name: str, most: int, as_json: bool, store: Any, bidi: Choice | None) -> None:
    """Explain ID: an incident, a report, an actor, a place or a claim; an actor or place by name as well.

    An incident: its reports, by which rule its node says what it says, and the judgements that made it one. A report:
    the judgements on its pairs. An actor or a place: which words in which articles, and the rule that linked them. A
    claim: its sentence, article and source.
    """
    from kg.analyse.why import why
    from kg.view.lines import print_lines
    from kg.view.why_text import why_lines, why_to_json

    with store(read_only=True) as reader:
        found = why(reader, name)
    if as_json:
        click.echo(why_to_json(found), nl=False)
    else:
        print_lines(why_lines(found, most=most), bidi=bidi)
