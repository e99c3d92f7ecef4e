"""`kg encoder`: make an encoder smaller, or better at the language of a corpus, before `kg train`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import InputError
from kg.ingest import SetAside, read_articles

if TYPE_CHECKING:
    from kg.nlp.encoders.adapt import Progress

_LINE_EVERY = 60  # seconds, where progress is written to a file

_corpus_option = click.option(
    "--corpus",
    "corpus",
    multiple=True,
    required=True,
    metavar="FOLDER",
    help="Articles: a folder (at any depth), file or glob of txt, html, jsonl, json, csv; may be given more than once.",
)
_output_option = click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Encoder folder to write."
)
_json_option = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@click.group("encoder", help="Cut an encoder to a corpus' vocabulary, or adapt it to its language.")
def command() -> None:
    pass


@command.command(epilog="Example: kg encoder trim intfloat/multilingual-e5-small --corpus news/ --layers 6 -o encoder/")
@click.argument("name", metavar="NAME_OR_PATH")
@_corpus_option
@_output_option
@click.option("--layers", type=click.IntRange(1), help="Lowest layers to keep; all without it.")
@click.option(
    "--min-count", default=1, show_default=True, type=click.IntRange(1), help="Pieces seen less often are left out."
)
@click.option("--fp16", "half", is_flag=True, help="Write weights as 16-bit floats: half the size.")
@_json_option
def trim(
    name: str, corpus: tuple[str, ...], output: Path, layers: int | None, min_count: int, half: bool, as_json: bool
) -> None:
    """Cut the vocabulary of an encoder to what a corpus uses.

    NAME_OR_PATH is a Hugging Face folder or hub name with a SentencePiece Unigram (XLM-R, e5) or WordPiece (BERT)
    tokenizer. Texts whose pieces are all kept get the same hidden states as before; other words fall back to smaller
    pieces. What was cut stands in trim.json beside the weights.
    """
    from dataclasses import asdict

    from kg.nlp.encoders.output import check_output
    from kg.nlp.encoders.source import find_encoder, load_encoder
    from kg.nlp.encoders.trim import REPORT
    from kg.nlp.encoders.trim import trim as trim_encoder

    check_output(output)
    encoder = load_encoder(find_encoder(name), masked_lm=False, for_training=False)
    report = trim_encoder(encoder, _texts(corpus), output, source=name, min_count=min_count, layers=layers, half=half)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
        return
    click.echo(
        f"{output}: {report.pieces_before} → {report.pieces_after} pieces (of the corpus' {report.same_pieces:.2%}"
        f" stay), {report.layers_before} → {report.layers_after} layers, {report.mb_before} → {report.mb_after} MB;"
        f" details in {REPORT}"
    )


@command.command(epilog="Example: kg encoder adapt encoder/ --corpus news/ --hours 6 --processes 2 -o adapted/")
@click.argument("name", metavar="NAME_OR_PATH")
@_corpus_option
@_output_option
@click.option("--hours", type=click.FloatRange(0, min_open=True), help="Train for so long.")
@click.option("--steps", type=click.IntRange(1), help="Train for so many steps: the same result on every run.")
@click.option("--processes", type=click.IntRange(1), help="Processes of one thread each.  [default: 2; on a GPU 1]")
@click.option("--device", default="cpu", show_default=True, help="cpu or cuda.")
@click.option(
    "--mask", default=0.15, show_default=True, type=click.FloatRange(0, 1, True, True), help="Share of pieces to hide."
)
@click.option("--batch", default=32, show_default=True, type=click.IntRange(1), help="Blocks a step and process.")
@click.option("--length", default=128, show_default=True, type=click.IntRange(8), help="Pieces in a block.")
@click.option(
    "--rate", default=2e-4, show_default=True, type=click.FloatRange(0, min_open=True), help="Peak learning rate."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0))
@click.option("--checkpoints", type=click.Path(path_type=Path), help="Where an interrupted training goes on from.")
@click.option(
    "--save-every", default=600.0, show_default=True, type=click.FloatRange(0), help="Seconds between checkpoints."
)
@_json_option
def adapt(
    name: str,
    corpus: tuple[str, ...],
    output: Path,
    hours: float | None,
    steps: int | None,
    processes: int | None,
    device: str,
    mask: float,
    batch: int,
    length: int,
    rate: float,
    seed: int,
    checkpoints: Path | None,
    save_every: float,
    as_json: bool,
) -> None:
    """Train an encoder on in the language of a corpus: whole words are hidden, it learns to guess them.

    NAME_OR_PATH is a Hugging Face folder or hub name of a BERT, ELECTRA, RoBERTa, XLM-R or ALBERT encoder. The result
    goes to `kg train --encoder`. The same command goes on where an interrupted one left its last checkpoint.
    """
    import torch

    from kg.nlp.encoders.adapt import REPORT, Settings, check_encoder
    from kg.nlp.encoders.adapt import adapt as adapt_encoder
    from kg.nlp.encoders.blocks import make_blocks
    from kg.nlp.encoders.device import check_device
    from kg.nlp.encoders.output import check_output
    from kg.nlp.encoders.source import find_encoder, load_encoder

    if (hours is None) == (steps is None):
        raise click.UsageError("give one of --hours and --steps")
    count = processes or (2 if device == "cpu" else 1)
    check_device(device, count)
    check_output(output)
    torch.set_num_threads(1)
    folder = find_encoder(name)
    encoder = load_encoder(folder, masked_lm=True, for_training=True)
    check_encoder(encoder, length)
    blocks = make_blocks(_texts(corpus), encoder.tokenizer, length)
    settings = Settings(
        steps=steps,
        hours=hours,
        processes=count,
        batch=batch,
        mask=mask,
        rate=rate,
        seed=seed,
        device=device,
        save_every=save_every,
    )
    checkpoint = (checkpoints or output.with_name(output.name + ".checkpoints")) / "adapt.pt"
    click.echo(f"{len(blocks)} blocks of {blocks.pieces.shape[1]} pieces; checkpoint: {checkpoint}", err=True)
    with _bar() as on_step:
        report = adapt_encoder(folder, blocks, output, checkpoint, source=name, settings=settings, on_step=on_step)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(
        f"{output}: {report['steps']} steps, {report['pieces_seen']} pieces at {report['pieces_per_second']:.0f} a"
        f" second, loss {report['final_loss']}; details in {REPORT}"
    )


def _texts(corpus: tuple[str, ...]) -> Iterator[str]:
    """Articles of the corpus, counted while they are read; what could not be read is told at the end, by reason."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, emoji=False)
    left_out: Counter[str] = Counter()

    def set_aside(item: SetAside) -> None:
        if item.reason == "no file":
            raise InputError(item.cause, where=item.where, hint=item.hint)
        if item.kind in ("set_aside", "duplicate"):
            left_out[item.reason] += 1

    columns = (SpinnerColumn(), TextColumn("articles"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("articles", total=None)
        for article in read_articles(corpus, on_set_aside=set_aside):
            progress.advance(task)
            yield article.content.strip()
    if left_out:
        reasons = ", ".join(f"{count} {reason}" for reason, count in left_out.most_common())
        click.echo(f"kg: {left_out.total()} articles left out: {reasons}", err=True)


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    """A bar with loss, speed and time left on a terminal; elsewhere a line a minute."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, emoji=False)
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    told = 0.0
    first: Progress | None = None
    with Bar(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0)

        def on_step(now: Progress) -> None:
            nonlocal told, first
            first = first or now
            done = now.share - first.share
            # With --hours the last step ends a little after the time is over.
            left = (now.seconds - first.seconds) * max(0.0, 1 - now.share) / done if done > 0 else 0.0
            eta = f"{timedelta(seconds=round(left))} left" if done > 0 else "time left unknown"
            line = f"step {now.step}, loss {now.loss:.3f}, {now.pieces_per_second:.0f} pieces/s, {eta}"
            bar.update(task, completed=min(1.0, now.share), description=line)
            if not console.is_terminal and (now is first or now.seconds - told >= _LINE_EVERY):
                told = now.seconds
                click.echo(f"{min(1.0, now.share):.1%}: {line}", err=True)

        yield on_step
