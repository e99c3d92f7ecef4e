"""`kg average`: one pipeline out of several trainings."""

from __future__ import annotations

from pathlib import Path

import click

from kg import __version__

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_EPILOG = """\b
Examples:
  kg train --gold gold/train --encoder model/ --seed 1 -o one/
  kg train --gold gold/train --encoder model/ --seed 2 -o two/
  kg average one/ two/ --dev gold/dev -o both/
"""


@click.command("average", epilog=_EPILOG)
@click.argument("models", metavar="MODEL MODEL…", nargs=-1, required=True, type=_FOLDER)
@click.option("--dev", type=_FOLDER, help="Gold articles to measure the result on; figures go into its README.md.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Pipeline folder to write.")
def command(models: tuple[Path, ...], dev: Path | None, output: Path) -> None:
    """Average the weights of two or more pipelines that were trained from the same one.

    Thresholds and all else are those of the first. The result reads at the speed of one.
    """
    from kg.evaluate.files import gold_files, read_gold
    from kg.nlp.training.assemble import check_output, save_pipeline
    from kg.nlp.training.average import average
    from kg.nlp.training.card import figures
    from kg.nlp.training.selection import measure_pipeline

    if len(models) < 2:
        raise click.UsageError("give two pipelines or more")
    check_output(output)
    nlp = average(models)
    description = f"The mean of the weights of {len(models)} trainings. The first: {nlp.meta['description']}"
    lines = ["# Arabic conflict news: entities, incidents, relations", "", description]
    if dev:
        gold = [read_gold(path) for path in gold_files(dev)]
        lines += ["", f"On {len(gold)} development articles:", "", *figures(measure_pipeline(nlp, gold))]
    card = "\n".join(lines) + "\n"
    save_pipeline(nlp, output, name="isnad", version=__version__, description=description, card=card)
    click.echo(f"kg: wrote {output}", err=True)
