"""Write incidents with all that hangs on them, once it is decided which reports are of which: claims follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.graph.nodes import incident_node
from kg.graph.schema import graph_schema
from kg.resolve.incidents.judgements import Judgements
from kg.resolve.incidents.reconcile import ranks
from kg.resolve.incidents.report import Report, own_incident
from kg.resolve.incidents.scorer import PairScorer
from kg.store.batch import Batch, Ends, Properties, Row, label_of
from kg.store.incidents import Assignment, assigned
from kg.store.run import Run

_EdgeKind = tuple[str, str, str]
_BETWEEN_INCIDENTS = ("RETALIATION_FOR", "PART_OF")


def write_incidents(
    run: Run,
    batch: Batch,
    came: Iterable[Report],
    *,
    gone: Mapping[str, str],
    backed: Iterable[str],
    judgements: Judgements,
    scorer: PairScorer,
) -> set[str]:
    """Group the reports of a batch with those in the graph, and write incidents, reports, claims and relationships.

    came: the batch's reports; also such as are in the graph already, to be judged anew. gone: reports that were removed
    → incident. backed: keys of relationships that the articles' earlier claims backed.
    RETURNS (set[str]): keys of all relationships whose claims may have changed.
    """
    came = list(came)
    assignment = assigned(run, came, gone, judgements, scorer)
    claims: dict[str, Properties] = dict(batch.nodes["Claim",])
    keys = set(backed)
    if assignment.moved:
        for row in run.rows("incidents", "claims", ids=assignment.moved):
            found = row["properties"]
            if found.get("edge"):
                keys.add(found["edge"])
            claims.setdefault(found["id"], found)
    own = set(batch.nodes["Claim",])
    claims = {name: _rehomed(claim, assignment.home) for name, claim in sorted(claims.items())}
    incidents = {
        incident: incident_node(incident, members).properties
        for incident, members in sorted(assignment.members.items())
    }
    _write_nodes(run, "incident", incidents)
    _write_nodes(run, "report", dict(sorted(batch.nodes["Report",].items())))
    _write_nodes(run, "claim", claims)
    edges = _edges(batch, assignment)
    _add_moved(edges, assignment, (claim for name, claim in claims.items() if name not in own))
    relationships = graph_schema().relationships
    for (edge_type, start_label, end_label), ends in sorted(edges.items()):
        rows: list[Row] = [{"start": start, "end": end} for start, end in sorted(ends)]
        if relationships[edge_type].claimed or relationships[edge_type].properties:
            rows = [{**row, "properties": ends[row["start"], row["end"]]} for row in rows]
        run.write("edges", "_".join((edge_type, start_label, end_label)).lower(), rows=rows)
        if relationships[edge_type].claimed:
            keys.update(f"{edge_type}|{start}|{end}" for start, end in ends)
    _leave(run, assignment, claims)
    _write_judgements(run, came, assignment)
    if assignment.emptied:
        run.rows("replace", "drop_incidents", ids=assignment.emptied)
    return keys


def _rehomed(claim: Mapping[str, Any], home: Mapping[str, str]) -> Properties:
    """A claim about the incident that its report is of now."""
    new = dict(claim)
    report, other = claim.get("report"), claim.get("value_report")
    if report:
        new["about"] = home.get(report, claim["about"])
    if other:
        new["value_id"] = home.get(other, claim["value_id"])
    if claim["attribute"] in _BETWEEN_INCIDENTS and other:
        new.pop("edge", None)
        # Of two reports of one incident, neither is a part of the other or an answer to it.
        if new["about"] != new["value_id"]:
            new["edge"] = f"{claim['attribute']}|{new['about']}|{new['value_id']}"
    elif edge := claim.get("edge"):
        new["edge"] = "|".join(new["about"] if part == claim["about"] else part for part in edge.split("|"))
    return new


def _edges(batch: Batch, assignment: Assignment) -> dict[_EdgeKind, dict[Ends, Properties]]:
    """The relationships of a batch, those of incidents running to where their reports are."""
    now = {own_incident(report): incident for report, incident in assignment.home.items()}
    edges: dict[_EdgeKind, dict[Ends, Properties]] = defaultdict(dict)
    for kind, ends in batch.edges.items():
        for (start, end), properties in ends.items():
            moved = (now.get(start, start), now.get(end, end))
            if moved[0] != moved[1]:
                edges[kind][moved] = properties
    for incident, members in assignment.members.items():
        for place, rank in ranks(members).items():
            edges["HAPPENED_AT", "Incident", "Place"][incident, place] = {"rank": rank}
    return edges


def _add_moved(
    edges: dict[_EdgeKind, dict[Ends, Properties]], assignment: Assignment, claims: Iterable[Mapping[str, Any]]
) -> None:
    """What ties reports and claims of other articles to the incidents that these are of now."""
    for report in assignment.moved:
        edges["REPORTS", "Report", "Incident"][report, assignment.home[report]] = {}
    for claim in claims:
        edges["ABOUT", "Claim", "Incident"][claim["id"], claim["about"]] = {}
        if claim.get("value_report"):
            edges["VALUE", "Claim", "Incident"][claim["id"], claim["value_id"]] = {}
        if edge := claim.get("edge"):
            edge_type, start, end = edge.split("|")
            edges[edge_type, label_of(start), label_of(end)].setdefault((start, end), {})


def _leave(run: Run, assignment: Assignment, claims: Mapping[str, Mapping[str, Any]]) -> None:
    """Untie what has moved from where it was."""
    moved = set(assignment.moved)
    if not moved:
        return
    run.rows("incidents", "leave", rows=[{"start": name, "end": assignment.home[name]} for name in assignment.moved])
    for name, report, end in (("leave_about", "report", "about"), ("leave_value", "value_report", "value_id")):
        rows = [{"start": claim["id"], "end": claim[end]} for claim in claims.values() if claim.get(report) in moved]
        if rows:
            run.rows("incidents", name, rows=rows)


def _write_judgements(run: Run, came: Iterable[Report], assignment: Assignment) -> None:
    now = {(row["start"], row["end"]) for row in assignment.judged}
    before = run.rows("incidents", "judged", ids=sorted(report.id for report in came))
    old = sorted({(row["one"], row["other"]) for row in before} - now)
    if old:
        run.rows("incidents", "unjudge", rows=[{"start": one, "end": other} for one, other in old])
    run.write("edges", "judged_report_report", rows=assignment.judged)


def _write_nodes(run: Run, name: str, nodes: Mapping[str, Properties]) -> None:
    run.write("nodes", name, rows=[{"id": node_id, "properties": nodes[node_id]} for node_id in nodes])
