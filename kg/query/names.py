"""Names that a user types, as ids of the graph: in every Arabic spelling, by alias, or with a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from kg.arabic import match_key
from kg.errors import InputError
from kg.resources import resource

if TYPE_CHECKING:
    from kg.resolve.knowledge import Actor

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
    aliases: Callable[[str, str, Collection[str]], Collection[str]] | None = None,
) -> list[str]:
    """Ids of all actors, places, sources, articles, nodes, incidents or reports that a name stands for, sorted.

    An id stands for itself, with or without its `actor/` or `place/` in front; the id of a report for its incident too,
    and that of an incident for its reports. A name is compared with the English and the Arabic name of every node of
    the kind, then with the aliases, always through `match_key`.

    kind (str): a parameter type of `kg.query.template.NAME_TYPES`.
    where (str | None): what to name first in an error.
    aliases: asked for a kind, a key and the graph's ids when no name in the graph fits, gives those of them that it is
        another name of. None takes the aliases of `schemas/actors.yaml` and of the gazetteer.
    RAISES InputError: nothing in the graph is called so, with the closest names.
    """
    rows = store.read(resource("cypher", "names", f"{kind}.cypher").read_text(encoding="utf-8"))
    ids = {row["id"] for row in rows}
    for candidate in (text, f"{kind}/{text}"):
        if candidate in ids:
            return [candidate]
    key = match_key(text)
    found = {row["id"] for row in rows if key and key in _keys(row)}
    if not found and key:
        found = ids.intersection((aliases or known_aliases)(kind, key, ids))
    if not found:
        hint = _HINTS.get(kind) or _closest(key, rows)
        raise InputError(f"no {_WORDS.get(kind, kind)} {text!r} in the graph", where=where, hint=hint)
    return sorted(found)


_WORDS = {"node": "actor, place or incident", "incident": "incident or report", "report": "report or incident"}
# Ids are hashes: the one that looks most like another has nothing to do with it.
_HINTS = {
    "incident": "`kg query incidents` shows the ids of incidents",
    "report": "`kg query incident-reports` shows the ids of reports and incidents",
}


def _keys(row: Mapping[str, Any]) -> set[str]:
    return {match_key(name) for name in (row["name"], row["name_ar"]) if name}


def known_aliases(kind: str, key: str, among: Collection[str]) -> set[str]:
    """Those of some ids whose actor or place has a name with this `match_key` in the knowledge base or the gazetteer.

    Places are left out as long as no index of the gazetteer has been built: a query builds none.
    """
    found: set[str] = set()
    if kind in ("actor", "source", "node"):
        found |= {f"actor/{actor.key}" for actor in _actors() if f"actor/{actor.key}" in among and _called(actor, key)}
    if kind in ("place", "source", "node"):
        from kg.resolve.gazetteer import Gazetteer
        from kg.resolve.gazetteer_cache import default_path

        if default_path().exists():
            found |= {place.id for place, _ in Gazetteer.default().find(key)}.intersection(among)
    return found


@lru_cache(maxsize=1)
def _actors() -> Sequence[Actor]:
    """The shipped actors. Not `KnowledgeBase.default()`: whether they agree is checked by whatever links to them."""
    from kg.resolve.knowledge import read_actors

    return read_actors(resource("schemas", "actors.yaml"))[0]


def _called(actor: Actor, key: str) -> bool:
    """Whether one of an actor's names has a key. Names are made keys only when asked for: the file has 79,000."""
    return any(match_key(name) == key for name in (actor.en, actor.ar, *actor.aliases, *actor.ambiguous))


def _closest(key: str, rows: Iterable[Mapping[str, Any]]) -> str | None:
    from rapidfuzz import fuzz, process

    shown = {match_key(name): name for row in rows for name in (row["name_ar"], row["name"]) if name}
    best = process.extract(key, sorted(shown), scorer=fuzz.WRatio, limit=_SUGGESTIONS, score_cutoff=_LEAST_LIKENESS)
    return f"did you mean {' · '.join(shown[match] for match, _, _ in best)}?" if best else None
