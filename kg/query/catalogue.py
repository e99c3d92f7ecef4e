"""Which templates there are, and the one of a name."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.query.template import Template, parse_template, templates_folder


def find_template(name: str, folder: Path | None = None) -> Template:
    """The template of a name; hyphens and underscores are the same.

    folder (Path | None): where to look; the shipped `cypher/queries` when None.
    RAISES InputError: no such template, with what there is and the closest name.
    """
    paths = _paths(folder)
    wanted = name.strip().lower().replace("_", "-")
    if wanted not in paths:
        raise InputError(f"no template {name!r}; there are: {', '.join(paths)}", hint=_closest(wanted, list(paths)))
    return _read(paths[wanted])


def list_templates(folder: Path | None = None) -> list[Template]:
    """All templates, sorted by name.

    RAISES InputError: a file whose header is broken or that is not named after its template.
    """
    return [_read(path) for path in _paths(folder).values()]


def _paths(folder: Path | None) -> dict[str, Path]:
    return {path.stem: path for path in sorted((folder or templates_folder()).glob("*.cypher"), key=lambda p: p.stem)}


def _read(path: Path) -> Template:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from error
    template = parse_template(text, path.name)
    if template.name != path.stem:
        raise InputError(f"the header names it {template.name!r}", where=path.name, hint="file and name are the same")
    return template


def _closest(wanted: str, names: list[str]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(wanted, names, scorer=fuzz.WRatio, score_cutoff=60)
    return f"did you mean {best[0]}?" if best else None
