"""`kg train`: the Arabic pipeline from gold articles."""

from __future__ import annotations

from pathlib import Path

import click

from kg import __version__

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_EPILOG = """\b
Examples:
  kg train --gold gold/train --gold gold/synth --dev gold/dev --encoder encoder/ -o model/
  kg train --gold gold/mine --encoder intfloat/multilingual-e5-small --layers 6 -o model/
  kg train --gold gold/mine --encoder isnad_ar --epochs 3 -o finer/         # the shipped pipeline, trained further
  kg train --gold gold/mine --encoder isnad_ar --epochs 1 --rate 0.5 -o finer/       # the same, more gently
  kg extract news/ --model model/ -o extractions/
"""


@click.command("train", epilog=_EPILOG)
@click.option(
    "--gold",
    "gold",
    multiple=True,
    required=True,
    type=_FOLDER,
    help="Folder of gold articles in the resolved format; may be given more than once.",
)
@click.option(
    "--silver",
    multiple=True,
    type=_FOLDER,
    help="Folder of further articles whose annotation is less sure: for the first epochs only. May be repeated.",
)
@click.option("--silver-epochs", default=5, show_default=True, type=click.IntRange(0))
@click.option("--dev", type=_FOLDER, help="Gold articles that choose the epoch; none of them may be in --gold.")
@click.option(
    "--encoder",
    required=True,
    help="A Hugging Face folder or hub name; or a pipeline to train further: its folder, or isnad_ar, the shipped one.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Pipeline folder to write.")
@click.option("--checkpoints", type=click.Path(path_type=Path), help="Where an interrupted training goes on from.")
@click.option("--epochs", default=9, show_default=True, type=click.IntRange(1))
@click.option(
    "--patience", default=3, show_default=True, type=click.IntRange(0), help="Stop after so many without a better one."
)
@click.option("--layers", default=6, show_default=True, help="Lowest layers of the encoder to keep; 0 keeps all.")
@click.option(
    "--rate",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Share of the usual learning rates: below 1 where little is to be added to what a pipeline has learned.",
)
@click.option("--seed", default=0, show_default=True)
@click.option("--device", default="cpu", show_default=True, help="cpu, or cuda for a GPU.")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1), help="Torch threads.")
def command(
    gold: tuple[Path, ...],
    silver: tuple[Path, ...],
    silver_epochs: int,
    dev: Path | None,
    encoder: str,
    output: Path,
    checkpoints: Path | None,
    epochs: int,
    patience: int,
    layers: int,
    rate: float,
    seed: int,
    device: str,
    threads: int,
) -> None:
    """Train encoder and heads together, and write a pipeline folder.

    Load the result with `kg extract --model FOLDER` or spacy.load. With --dev the best epoch by graph F1 is kept and
    the folder's README.md gives the figures. About 20 minutes for 1,000 articles on two cores; run it with jemalloc
    (LD_PRELOAD=libjemalloc.so.2) where memory is short. Interrupted, the same command goes on from the last epoch.
    """
    import torch
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from kg.errors import InputError
    from kg.evaluate.files import gold_files, read_gold
    from kg.nlp.encoders.device import check_device
    from kg.nlp.training.assemble import blank_pipeline, check_output, save_pipeline
    from kg.nlp.training.card import card_of
    from kg.nlp.training.examples import load_examples
    from kg.nlp.training.recipe import train_pipeline
    from kg.nlp.training.selection import measure_pipeline
    from kg.nlp.training.trainer import Settings

    console = Console(stderr=True, emoji=False)
    check_output(output)
    check_device(device)
    torch.set_num_threads(threads)
    chosen_by = [read_gold(path) for path in gold_files(dev)] if dev else []
    blank = blank_pipeline()
    examples, further = load_examples(list(gold), blank), load_examples(list(silver), blank)
    both = {e.gold.id for e in (*examples, *further)} & {g.id for g in chosen_by}
    if both:
        hint = "a figure on what was learned means nothing; take them out of one"
        raise InputError(
            f"{len(both)} articles are in --gold or --silver as well, {min(both)} for one", where=str(dev), hint=hint
        )
    usual = Settings()
    settings = Settings(
        epochs=epochs,
        layers=layers,
        seed=seed,
        first=silver_epochs if further else 0,
        device=device,
        encoder_rate=rate * usual.encoder_rate,
        head_rate=rate * usual.head_rate,
    )
    folder = checkpoints or output.with_name(output.name + ".checkpoints")
    console.print(
        f"{len(examples)} articles, {len(further)} for the first epochs; checkpoint after every epoch: {folder}"
    )
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("training", total=None)

        def on_step(step: int, steps: int, loss: float) -> None:
            progress.update(task, completed=step, total=steps, description=f"loss {loss:.3f}")

        nlp = train_pipeline(
            examples,
            first=further,
            encoder=encoder,
            settings=settings,
            dev=chosen_by,
            patience=patience,
            checkpoints=folder,
            on_step=on_step,
            say=console.print,
        )
    measured = measure_pipeline(nlp, chosen_by) if chosen_by else None
    description = f"Trained on {len(examples)} annotated articles" + (
        f", and {len(further)} before." if further else "."
    )
    card = card_of(description, encoder=encoder, settings=settings, dev=len(chosen_by), measured=measured)
    save_pipeline(nlp, output, name="isnad", version=__version__, description=description, card=card)
    console.print(f"wrote {output}")
