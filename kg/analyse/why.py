"""Why something is in the graph: from an id or a name to the articles, words, rules and judgements behind it."""

from __future__ import annotations

from kg.analyse.graph import GraphReader
from kg.analyse.why_claim import WhyClaim, why_claim
from kg.analyse.why_incident import WhyIncident, WhyReport, why_incident, why_report
from kg.analyse.why_node import WhyNode, why_node
from kg.errors import InputError
from kg.query.names import find_ids

Why = WhyIncident | WhyReport | WhyNode | WhyClaim


def why(reader: GraphReader, name: str) -> Why:
    """The explanation of an incident, a report, an actor, a place or a claim.

    name (str): its id, or the English or Arabic name of an actor or a place in any spelling. Where an actor and a place
        share it (a country), the actor is meant.
    RAISES InputError: there is no such thing, with the way out, or there are several, with their ids.
    """
    name = name.strip()
    kind = name.split("/", 1)[0] if "/" in name else ""
    found: Why | None = None
    match kind:
        case "incident":
            found = why_incident(reader, name)
        case "report":
            found = why_report(reader, name)
        case "claim":
            found = why_claim(reader, name)
        case "actor" | "place":
            found = why_node(reader, name)
        case "article":
            raise InputError(
                "an article is in the graph because it was loaded",
                where=name,
                hint="`kg query incidents-of-article` lists what it reports, kg why explains that",
            )
        case _:
            found = why_node(reader, _called(reader, name))
    if found is None:
        raise InputError(f"the graph has no such {kind}", where=name, hint=_HINTS[kind])
    return found


_HINTS = {
    "incident": "`kg query incidents` shows ids of incidents",
    "report": "`kg query incident-reports` shows ids of reports",
    "claim": "`kg query incident-claims` shows ids of claims",
    "actor": "a name works as well",
    "place": "a name works as well",
}


def _called(reader: GraphReader, name: str) -> str:
    ids = [node for node in find_ids(reader, "node", name) if not node.startswith("incident/")]
    for prefix in ("actor/", "place/"):
        matches = [node for node in ids if node.startswith(prefix)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise InputError("more than one has this name", where=repr(name), hint=f"write an id: {', '.join(matches)}")
    raise InputError("no actor or place has this name", where=repr(name), hint="write an id whole: incident/…")
