"""`kg gold`: work on gold articles."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import click

_EPILOG = """\b
Examples:
  kg gold check gold/train gold/dev
  kg gold check gold/ --json | jq -r '.[].file' | sort | uniq -c
  kg gold detach gold/mine -o mine.jsonl
  kg gold attach annotations/news.jsonl.xz corpora/news/*.jsonl.xz -o gold/news
"""


@click.group("gold", help="Work on gold articles.", epilog=_EPILOG)
def command() -> None:
    pass


@command.command("check", epilog=_EPILOG)
@click.argument("paths", metavar="FOLDER…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON list of problems instead of lines.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Look for what is wrong in the gold files of each FOLDER (at any depth), or in single files.

    One line a problem: the file, the entity, incident or relation in it, the cause, the way out. The exit code is 1
    where there is any.
    """
    from kg.evaluate.gold_check import check_file, find_gold

    files = find_gold(paths)
    problems = [problem for path in files for problem in check_file(path)]
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(problem)
    faulty = len({problem.file for problem in problems})
    click.echo(f"kg: {len(files)} files, {len(problems)} problems in {faulty} of them", err=True)
    if problems:
        sys.exit(1)


@command.command("detach", epilog=_EPILOG)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def detach(folder: Path, output: Path) -> None:
    """Write the annotations of the gold files in FOLDER without their texts, as JSON Lines of offsets.

    They can be passed on where the articles may not; `kg gold attach` puts the two together again. A name that ends in
    .xz, .gz or .bz2 is compressed.
    """
    from kg.evaluate.files import gold_files, read_gold
    from kg.evaluate.standoff import detach as without_text
    from kg.ingest.compressed import open_text

    paths = gold_files(folder)
    with open_text(output, "w") as stream:
        for path in paths:
            stream.write(json.dumps(without_text(read_gold(path)), ensure_ascii=False, separators=(",", ":")) + "\n")
    click.echo(f"kg: {len(paths)} annotated articles written to {output}", err=True)


@command.command("attach", epilog=_EPILOG)
@click.argument("annotations", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("articles", nargs=-1, required=True)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
def attach(annotations: Path, articles: tuple[str, ...], output: Path) -> None:
    """Put ANNOTATIONS (from `kg gold detach`) and their ARTICLES together: a gold file for each in the output folder.

    ARTICLES as for `kg extract`, in any order, with any others among them. Articles that are missing or not those that
    were annotated are named; the exit code is 1 where none could be put together.
    """
    from kg.errors import InputError
    from kg.evaluate.standoff import attach as with_text
    from kg.ingest import read_articles
    from kg.ingest.compressed import open_text
    from kg.ingest.ids import file_stem

    wanted: dict[str, dict[str, object]] = {}
    with open_text(annotations, "r") as stream:
        for number, line in enumerate(stream, 1):
            try:
                record = json.loads(line)
                wanted[str(record["id"])] = record
            except (ValueError, TypeError, KeyError) as error:
                hint = "kg gold detach writes the format"
                raise InputError("not an annotation record", where=f"{annotations}:{number}", hint=hint) from error
    output.mkdir(parents=True, exist_ok=True)
    written, problems = 0, 0
    for article in read_articles(articles, on_set_aside=lambda _: None):
        if (record := wanted.pop(article.id, None)) is None:
            continue
        try:
            gold = with_text(record, article)
        except InputError as error:
            problems += 1
            click.echo(f"kg: {error}", err=True)
            continue
        (output / f"{file_stem(gold.id)}.json").write_text(gold.to_json(), encoding="utf-8")
        written += 1
    for name in wanted:
        click.echo(f"kg: article {name} is not among the articles", err=True)
    click.echo(f"kg: {written} written to {output}, {problems} differ, {len(wanted)} missing", err=True)
    if not written:
        sys.exit(1)
