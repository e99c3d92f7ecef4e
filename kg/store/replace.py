"""What an earlier version of an article has left in the graph and the new one no longer says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.store.batch import SHARED, Batch, Ends, label_of
from kg.store.run import Run


@dataclass(slots=True)
class Stale:
    """Leftovers of earlier versions.

    reports: report that is no longer made → incident it was of.
    edges: keys of the relationships that the articles' claims backed.
    brought: label → (article, node) of what is no longer brought.
    inside: (place, place that contains it) where an article no longer puts it there.
    replaced (int): articles that were there before with other content or from another model.
    """

    claims: list[str] = field(default_factory=list)
    reports: dict[str, str] = field(default_factory=dict)
    edges: set[str] = field(default_factory=set)
    brought: dict[str, list[Ends]] = field(default_factory=lambda: defaultdict(list))
    inside: set[Ends] = field(default_factory=set)
    replaced: int = 0


def stale(run: Run, batch: Batch) -> Stale:
    """Compare the articles of a batch with what the graph has of them."""
    found = Stale()
    stated = {row["id"]: row for row in run.rows("replace", "articles", ids=sorted(batch.brought))}
    if not stated:
        return found
    articles = batch.nodes["Article",]
    ids = sorted(stated)
    found.replaced = sum(
        any(stated[node_id][name] != articles[node_id].get(name) for name in ("content_hash", "model"))
        for node_id in ids
    )
    claims, reports = batch.nodes["Claim",], batch.nodes["Report",]
    for row in run.rows("replace", "claims", ids=ids):
        if row["id"] not in claims:
            found.claims.append(row["id"])
        if row["edge"]:
            found.edges.add(row["edge"])
    gone = (row for row in run.rows("replace", "reports", ids=ids) if row["id"] not in reports)
    found.reports = {row["id"]: row["incident"] for row in gone}
    for row in run.rows("replace", "brought", ids=ids):
        label = label_of(row["id"])
        if row["id"] not in set(batch.brought[row["article"]][label]):
            found.brought[label].append((row["article"], row["id"]))
        # Without a list: an actor, or brought before there were such lists.
        now = batch.inside.get((row["article"], row["id"]), ())
        found.inside.update((row["id"], outer) for outer in row["inside"] or () if outer not in now)
    return found


def drop_statements(run: Run, found: Stale) -> None:
    """Remove claims and reports; before the new ones are written."""
    if found.claims:
        run.rows("replace", "drop_claims", ids=sorted(found.claims))
    if found.reports:
        run.rows("replace", "drop_reports", ids=sorted(found.reports))


def drop_orphans(run: Run, found: Stale) -> None:
    """Remove actors, places and containments that no article brings any more; after everything else."""
    for label in SHARED:
        if pairs := sorted(found.brought[label]):
            rows = [{"start": article, "end": node_id} for article, node_id in pairs]
            run.rows("replace", f"unbring_{label.lower()}s", rows=rows)
            run.rows("replace", f"drop_{label.lower()}s", ids=sorted({node_id for _, node_id in pairs}))
    if found.inside:
        rows = [{"start": place, "end": outer} for place, outer in sorted(found.inside)]
        run.rows("replace", "drop_containments", rows=rows)
