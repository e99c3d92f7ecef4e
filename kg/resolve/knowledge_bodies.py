"""The bodies of states (army, police, ministries …), made from one list of name patterns.

An actor that claims a body with `body` takes its names and its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.resolve.knowledge_check import Problems
from kg.resolve.knowledge_entries import Actor, ActorsFile, Body, State


def all_actors(file: ActorsFile, problems: Problems) -> Iterator[Actor]:
    """States, then listed actors, then the bodies that no actor claims, in the order of the file."""
    bodies = {body.body: body for body in file.bodies}
    states = {state.country: state for state in file.states}
    known = f"bodies: {', '.join(bodies)}"
    claimed: dict[tuple[str, str], str] = {("state", state.country): state.key for state in file.states}
    for state in file.states:
        for name in state.without:
            if name not in bodies:
                problems.tell(state.key, f"no body {name!r}", known)
    for body in file.bodies:
        if body.parent is not None and body.parent not in bodies:
            problems.tell(body.body, f"unknown parent {body.parent!r}", "use another body")
            bodies[body.body] = body.model_copy(update={"parent": None})
    listed: list[Actor] = []
    for actor in file.actors:
        if actor.body is not None and (actor.body not in bodies or actor.country not in states):
            problems.tell(actor.key, f"no body {actor.body!r} of country {actor.country}", known)
            continue
        if actor.body is not None:
            claimed[actor.body, actor.country or ""] = actor.key
        listed.append(actor)
    for actor in listed:
        if actor.body is None:
            yield actor
        else:
            yield _merged(actor, _made(bodies[actor.body], states[actor.country or ""], claimed))
    for state in file.states:
        for body in bodies.values():
            key = claimed.get((body.body, state.country))
            if (key is None and body.body not in state.without) or body.body == "state":
                yield _made(body, state, claimed)


def _made(body: Body, state: State, claimed: dict[tuple[str, str], str]) -> Actor:
    """The body of one state, its names filled in."""
    is_state = body.body == "state"
    parent = state.key
    if body.parent and body.parent not in state.without:
        parent = claimed.get((body.parent, state.country), _body_key(body.parent, state))
    plural = (*state.plural, *(nisba + "ين" for nisba in state.nisba))
    aliases = [
        pattern.format(nisba=nisba, plural=people, ar=state.ar)
        for pattern in body.aliases
        for nisba in (state.nisba if "{nisba}" in pattern else state.nisba[:1])
        for people in (plural if "{plural}" in pattern else plural[:1])
    ]
    nisba = state.nisba[0]
    fill = {"ar": state.ar, "ar_m": _definite(nisba), "ar_f": _definite(nisba + "ة")}
    return Actor(
        key=state.key if is_state else _body_key(body.body, state),
        en=body.en.format(en=state.en, demonym=state.demonym),
        ar=body.ar.format(**fill),
        type=body.type,
        kind=body.kind,
        named=body.named,
        country=state.country,
        aliases=tuple(dict.fromkeys([*aliases, *(state.aliases if is_state else ())])),
        ambiguous=tuple(dict.fromkeys([*body.ambiguous, *(state.ambiguous if is_state else ())])),
        affiliated_with=() if is_state or body.type == "CIVILIANS" or not body.named else (parent,),
        body=body.body,
        wikidata=state.wikidata if is_state else None,
    )


def _merged(actor: Actor, made: Actor) -> Actor:
    """The listed actor with the names of the body that it claims."""
    return actor.model_copy(
        update={
            "aliases": tuple(
                dict.fromkeys([*actor.aliases, made.ar, *made.aliases] if made.named else actor.aliases + made.aliases)
            ),
            "ambiguous": tuple(dict.fromkeys([*actor.ambiguous, *made.ambiguous])),
            "affiliated_with": actor.affiliated_with or made.affiliated_with,
        }
    )


def _body_key(body: str, state: State) -> str:
    return f"{state.country.lower()}-{body.replace('_', '-')}"


def _definite(adjective: str) -> str:
    return " ".join("ال" + word for word in adjective.split())
