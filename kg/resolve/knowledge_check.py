"""What is wrong in a file of actors, told by line with cause and way out; the rest of the file stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from kg.arabic import match_key
from kg.errors import SchemaError
from kg.resolve.knowledge_entries import Actor


class Problems:
    """Collects what is wrong in a file, or stops at the first."""

    def __init__(self, name: str, text: str = "", *, strict: bool = True) -> None:
        """name (str): of the file; text (str): what it holds, for line numbers; strict: raise at once."""
        self.found: list[SchemaError] = []
        self.name = name
        self._text = text
        self._strict = strict
        self._lines: dict[str, list[int]] | None = None

    def tell(self, key: str, cause: str, hint: str, *, again: bool = False) -> None:
        """Note what is wrong with an entry. again: it is the last of several with this key. RAISES SchemaError."""
        lines = self._line_of().get(key)
        at = f"{self.name}:{lines[-1 if again else 0]}" if lines else self.name
        error = SchemaError(cause, where=f"{at}: {key}", hint=hint)
        if self._strict:
            raise error
        self.found.append(error)

    def _line_of(self) -> dict[str, list[int]]:
        """Key of an entry → the lines on which entries with that key begin. Composing takes long: only where needed."""
        if self._lines is None:
            self._lines = {}
            root = yaml.compose(self._text, Loader=_LOADER) if self._text else None
            for _, section in root.value if isinstance(root, yaml.MappingNode) else ():
                for number, node in enumerate(section.value if isinstance(section, yaml.SequenceNode) else ()):
                    for name in _names(node, number):
                        self._lines.setdefault(name, []).append(node.start_mark.line + 1)
        return self._lines


def sound(actors: Iterable[Actor], problems: Problems) -> dict[str, Actor]:
    """Actors by key, without what would make linking or the graph wrong.

    Left out: an actor whose key stands before it, ties to unknown actors, the tie that closes a circle of parents, and
    a name that another actor of the type has claimed before. Each is told to `problems`.
    """
    out: dict[str, Actor] = {}
    for actor in actors:
        if actor.key in out:
            problems.tell(actor.key, "key stands twice", "give one of them another key", again=True)
        else:
            out[actor.key] = actor
    for actor in list(out.values()):
        for tie, other in actor.ties():
            if other not in out:
                problems.tell(actor.key, f"{tie} names the unknown actor {other!r}", "use a key of the file")
                out[actor.key] = _without_tie(out[actor.key], tie, other)
    for key, parent, circle in _circles(out):
        problems.tell(key, f"cycle of parents: {' → '.join(circle)}", "remove one of them")
        out[key] = _without_tie(out[key], "affiliated_with", parent)
    owner: dict[tuple[str, str], str] = {}
    for actor in list(out.values()):
        for name in (actor.ar, *actor.aliases) if actor.named else actor.aliases:
            first = owner.setdefault((actor.type, match_key(name)), actor.key)
            if first != actor.key:
                hint = "list it under `ambiguous` in both, or drop it from one"
                problems.tell(actor.key, f"the name «{name}» is also claimed by {first}", hint)
                kept = tuple(alias for alias in out[actor.key].aliases if alias != name)
                out[actor.key] = out[actor.key].model_copy(update={"aliases": kept})
    return out


def _without_tie(actor: Actor, tie: str, other: str) -> Actor:
    return actor.model_copy(update={tie: tuple(key for key in getattr(actor, tie) if key != other)})


def _circles(actors: dict[str, Actor]) -> Iterator[tuple[str, str, list[str]]]:
    """(actor, its parent that closes a circle, the circle), in the order of the file; without them there is none."""
    done: set[str] = set()
    for start in actors:
        # Depth first without recursion: a chain may be longer than Python's stack.
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(actors[start].affiliated_with)
        while path:
            key = next(reversed(path))
            parent = next(path[key], None)
            if parent is None:
                done.add(key)
                del path[key]
            elif parent in path:
                keys = list(path)
                yield key, parent, [*keys[keys.index(parent) :], parent]
            elif parent not in done:
                path[parent] = iter(actors[parent].affiliated_with)


def _names(node: Any, number: int) -> Iterator[str]:
    """How an entry of a section is called: its key or body, else its number."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    own = {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
    yield own.get("key") or own.get("body") or f"entry {number + 1}"


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
