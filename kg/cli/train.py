"""`kg train`: the Arabic pipeline from gold articles."""

from __future__ import annotations

from pathlib import Path

import click

from kg import __version__


@click.command("train", epilog="Example: kg train --gold gold/train --gold gold/synth --encoder encoder/ -o model/")
@click.option(
    "--gold",
    "gold",
    multiple=True,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of gold articles in the resolved format; may be given more than once.",
)
@click.option("--encoder", required=True, help="Encoder: a Hugging Face folder or hub name.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Pipeline folder to write.")
@click.option("--checkpoints", type=click.Path(path_type=Path), help="Where an interrupted training goes on from.")
@click.option("--epochs", default=8, show_default=True, type=click.IntRange(1))
@click.option("--layers", default=6, show_default=True, help="Lowest layers of the encoder to keep; 0 keeps all.")
@click.option("--seed", default=0, show_default=True)
@click.option("--threads", default=1, show_default=True, help="Torch threads.")
def command(
    gold: tuple[Path, ...],
    encoder: str,
    output: Path,
    checkpoints: Path | None,
    epochs: int,
    layers: int,
    seed: int,
    threads: int,
) -> None:
    """Train encoder and heads together, then the links of dates and tolls, and write a pipeline folder.

    Load the result with `kg extract --model FOLDER` or spacy.load. About an hour for 1,000 articles on one core; run it
    with jemalloc (LD_PRELOAD=libjemalloc.so.2) where memory is short.
    """
    import torch
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from kg.nlp.training.assemble import assemble, blank_pipeline, save_pipeline
    from kg.nlp.training.examples import load_examples
    from kg.nlp.training.linking import train_links
    from kg.nlp.training.trainer import Settings, load_encoder, train

    console = Console(stderr=True)
    torch.set_num_threads(threads)
    examples = load_examples(list(gold), blank_pipeline())
    settings = Settings(epochs=epochs, layers=layers, seed=seed)
    model, tokenizer = load_encoder(encoder, layers)
    checkpoint = (checkpoints or output.with_name(output.name + ".checkpoints")) / "joint.pt"
    console.print(f"{len(examples)} articles; checkpoint after every epoch: {checkpoint}")
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("training", total=None)

        def on_step(step: int, steps: int, losses: dict[str, float]) -> None:
            progress.update(task, completed=step, total=steps, description=f"loss {sum(losses.values()):.3f}")

        heads = train(
            examples,
            encoder=model,
            tokenizer=tokenizer,
            settings=settings,
            checkpoint=checkpoint,
            on_step=on_step,
            on_epoch=lambda epoch, *_: console.print(f"epoch {epoch} of {epochs} done"),
        )
    nlp = assemble(model, tokenizer, heads)
    train_links(nlp, examples, seed=seed, on_epoch=lambda n, e, x: console.print(f"{n} epoch {e}: loss {x:.3f}"))
    save_pipeline(nlp, output, name="isnad", version=__version__, description=f"Trained on {len(examples)} articles.")
    console.print(f"wrote {output}")
