"""`kg review`: which reports are of one incident, judged by people."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from kg.cli.options import bidi_option, store_options
from kg.errors import InputError
from kg.resolve.incidents.judgements import Verdict

if TYPE_CHECKING:
    from kg.review.filters import Show
    from kg.review.judge import Outcome
    from kg.store.session import Store
    from kg.view.bidi import Choice

Opener = Callable[..., AbstractContextManager["Store"]]
_HELP = {"help_option_names": ["-h", "--help"]}

_by = click.option("--by", metavar="NAME", help="Who judges [default: your login name]")
_note = click.option("--note", metavar="TEXT", help="Why, for whoever reads it later")
_likelihood = click.FloatRange(0, 1)


@click.group("review", invoke_without_command=True, context_settings=_HELP)
@_by
@store_options
@bidi_option
@click.pass_context
def command(ctx: click.Context, by: str | None, store: Opener, bidi: Choice | None) -> None:
    """Judge which reports are of one incident: in the terminal, pair by pair, or by the commands below.

    What people judge outranks the score. It is kept in a file beside the graph, so it survives a rebuild, and applied
    to the graph at once. ONE and OTHER are ids of reports; that of an incident with one report works too.
    """
    if ctx.invoked_subcommand is not None:
        return
    if not in_terminal():
        raise InputError("kg review needs a terminal", hint="`kg review list` and its companions do not")
    try:
        from kg.review.app import ReviewApp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        hint = "pip install 'isnad-kg[review]'; `kg review list`, `same` and `different` work without"
        raise InputError("the terminal interface needs Textual, which is not installed", hint=hint) from error
    from kg.review.judge import Judge
    from kg.view.bidi import choose_order

    with store() as graph:
        ReviewApp(graph, Judge(graph, by), choose_order(bidi, sys.stdout)).run()


def in_terminal() -> bool:
    """Whether somebody sits at it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@command.command("list", context_settings=_HELP)
@click.option(
    "--show",
    type=click.Choice(["undecided", "joined", "refused", "people"]),
    default="undecided",
    show_default=True,
    help="Pairs that nobody has judged, that are of one incident, that are of two, or that people have judged",
)
@click.option("--least", type=_likelihood, default=0.0, help="Lowest likelihood by the rule")
@click.option("--most", type=_likelihood, default=1.0, help="Highest likelihood by the rule")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many")
@click.option("--json", "as_json", is_flag=True, help="JSON with both accounts and all reasons instead of text")
@store_options
@bidi_option
def list_(show: Show, least: float, most: float, limit: int, as_json: bool, store: Opener, bidi: Choice | None) -> None:
    """List pairs of reports that were compared, those on which the rule is least decided first."""
    from kg.analyse.accounts import accounts
    from kg.review.filters import pairs_to_review
    from kg.view.accounts_text import pair_lines
    from kg.view.lines import print_lines

    with store(read_only=True) as graph:
        pairs = pairs_to_review(graph, show, least=least, most=most, limit=limit)
        told = accounts(graph, [report for pair in pairs for report in (pair.one, pair.other)])
    if as_json:
        rows = [
            {
                **dataclasses.asdict(pair),
                "one": dataclasses.asdict(told[pair.one]),
                "other": dataclasses.asdict(told[pair.other]),
            }
            for pair in pairs
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    for number, pair in enumerate(pairs):
        print_lines([*([(0, "")] if number else []), *pair_lines(pair, told)], bidi=bidi)
    if not pairs:
        click.echo("no pairs")


@command.command("same", context_settings=_HELP)
@click.argument("one")
@click.argument("other")
@_note
@_by
@store_options
def same(one: str, other: str, note: str | None, by: str | None, store: Opener) -> None:
    """Say that ONE and OTHER are reports of the same incident."""
    _judge(store, by, one, other, "same", note)


@command.command("different", context_settings=_HELP)
@click.argument("one")
@click.argument("other")
@_note
@_by
@store_options
def different(one: str, other: str, note: str | None, by: str | None, store: Opener) -> None:
    """Say that ONE and OTHER are reports of different incidents."""
    _judge(store, by, one, other, "different", note)


@command.command("undo", context_settings=_HELP)
@click.argument("one")
@click.argument("other")
@_by
@store_options
def undo(one: str, other: str, by: str | None, store: Opener) -> None:
    """Take back what was said of ONE and OTHER: the score counts again."""
    _judge(store, by, one, other, "undone", None)


@command.command("split", context_settings=_HELP)
@click.argument("report")
@_note
@_by
@store_options
def split(report: str, note: str | None, by: str | None, store: Opener) -> None:
    """Say that REPORT is of another incident than every other report of its present one."""
    from kg.review.judge import Judge, find_report

    with store() as graph:
        _tell(Judge(graph, by).split(find_report(graph, report), note))


@command.command("apply", context_settings=_HELP)
@store_options
def apply(store: Opener) -> None:
    """Apply the whole file of judgements to the graph again: after it was edited, or brought from elsewhere."""
    from kg.review.judge import Judge

    with store() as graph:
        judge = Judge(graph)
        count = judge.apply()
    click.echo(f"{count} judgement{'s' if count != 1 else ''} applied from {judge.file}")


@command.command("name", context_settings=_HELP)
@click.argument("name")
@click.option("--means", metavar="ID", help="Known actor or place (actor/…, place/…), or nobody")
@click.option("--article", metavar="ARTICLE", help="Only in this article [default: in all]")
@click.option("--undo", "take_back", is_flag=True, help="Take back what was said of NAME")
@_note
@_by
@store_options
def name_(
    name: str, means: str | None, article: str | None, take_back: bool, note: str | None, by: str | None, store: Opener
) -> None:
    """Say who or where is meant by NAME, as articles write it. It counts for every article that is loaded from then on
    (kg load, kg refresh --reread); of the knowledge base's own names it outranks them.

    \b
    kg review name 'الحركة' --means actor/hamas --article article-17
    kg review name 'الزهراء' --means place/gn-170017
    """
    from kg.review.names import judge_name

    if (means is None) == (not take_back):
        raise click.UsageError("give either --means ID or --undo")
    with store(read_only=True) as graph:
        said = judge_name(graph, name, means, article=article, by=by, note=note)
    where = f"in {said.article}" if said.article else "in every article"
    click.echo(f"{said.name} {where}: {said.means or 'as the rules say'}; load the articles again for it to count")


@command.command("names", context_settings=_HELP)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines")
@store_options
@bidi_option
def names(as_json: bool, store: Opener, bidi: Choice | None) -> None:
    """List what people said about names."""
    from kg.resolve.judged_names import read_names
    from kg.store.beside import names_file
    from kg.view.lines import print_lines

    with store(read_only=True) as graph:
        said = read_names(names_file(graph.judgements_file)).last
    ordered = [said[key] for key in sorted(said, key=lambda key: (key[0], key[1] or ""))]
    if as_json:
        rows = [judgement.model_dump(mode="json", exclude_none=True) for judgement in ordered]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    lines = [
        (
            0,
            f"{judgement.name} {f'in {judgement.article}' if judgement.article else 'in every article'}: "
            f"{judgement.means} (by {judgement.by}{f': {judgement.note}' if judgement.note else ''})",
        )
        for judgement in ordered
    ]
    print_lines(lines or [(0, "nobody has judged a name")], bidi=bidi)


def _judge(store: Opener, by: str | None, one: str, other: str, verdict: Verdict, note: str | None) -> None:
    from kg.review.judge import Judge, find_report

    with store() as graph:
        judge = Judge(graph, by)
        _tell([judge.judge(find_report(graph, one), find_report(graph, other), verdict, note)])


def _tell(outcomes: list[Outcome]) -> None:
    from kg.review.outcome_text import outcome_lines

    for outcome in outcomes:
        for line in outcome_lines(outcome):
            click.echo(line)
