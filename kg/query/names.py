"""Names that a user types, as ids of the graph: in every Arabic spelling, by alias, with a suggestion where none fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from kg.arabic import match_key
from kg.errors import InputError
from kg.resources import resource

_SUGGESTIONS = 3
_LEAST_LIKENESS = 60.0


class Reader(Protocol):
    """What queries need of a store (`kg.store.session.Store` is one)."""

    def read(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Rows of a statement that only reads."""


def find_ids(
    store: Reader,
    kind: str,
    text: str,
    *,
    where: str | None = None,
    aliases: Callable[[], Mapping[str, str]] | None = None,
) -> list[str]:
    """Ids of all actors, places, sources, articles or nodes that a name stands for, sorted.

    An id stands for itself, with or without its `actor/` or `place/` in front. A name is compared with the English and
    the Arabic name of every node of the kind, then with the aliases, always through `match_key`.

    kind (str): a parameter type of `kg.query.template.NAME_TYPES`.
    where (str | None): what to name first in an error.
    aliases: gives the id that each alias stands for, by its `match_key`; those of `schemas/actors.yaml` when None.
    RAISES InputError: nothing in the graph is called so, with the closest names.
    """
    rows = store.read(resource("cypher", "names", f"{kind}.cypher").read_text(encoding="utf-8"))
    ids = {row["id"] for row in rows}
    for candidate in (text, f"{kind}/{text}"):
        if candidate in ids:
            return [candidate]
    key = match_key(text)
    found = {row["id"] for row in rows if key and key in _keys(row)}
    if not found and key and kind in ("actor", "source", "node"):
        alias = (aliases or _actor_aliases)().get(key)
        found = {alias} & ids if alias else set()
    if not found:
        raise InputError(f"no {_WORDS.get(kind, kind)} {text!r} in the graph", where=where, hint=_closest(key, rows))
    return sorted(found)


_WORDS = {"node": "actor, place or incident"}


def _keys(row: Mapping[str, Any]) -> set[str]:
    return {match_key(name) for name in (row["name"], row["name_ar"]) if name}


def _actor_aliases() -> Mapping[str, str]:
    return {}


def _closest(key: str, rows: Iterable[Mapping[str, Any]]) -> str | None:
    from rapidfuzz import fuzz, process

    shown = {match_key(name): name for row in rows for name in (row["name_ar"], row["name"]) if name}
    best = process.extract(key, sorted(shown), scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_LEAST_LIKENESS)
    return f"did you mean {' · '.join(shown[match] for match, _, _ in best)}?" if best else None
