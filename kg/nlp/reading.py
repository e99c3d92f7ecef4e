"""From an annotated doc to an `Extraction`: clusters become entities and incidents, links facts with evidence."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kg.article import Article
from kg.extraction import (
    Casualty,
    DateRange,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Incident,
    IncidentRelation,
    Mention,
    Relation,
    Span,
)
from kg.nlp.annotations import Cluster, Link
from kg.nlp.labels import ROLE_LABELS


def extraction_of(doc: Doc, article: Article, model: str | None = None) -> Extraction:
    """What the pipeline found in one article.

    doc: the annotated `article.content`; model: name and version, kept as provenance.
    RETURNS: entity and incident ids number them by first mention (e1, i1 …).
    """
    entity_order = _order(doc, doc._.entity_clusters, "mentions")
    entity_id = {k: f"e{n + 1}" for n, k in enumerate(entity_order)}
    entities = [_entity(doc, doc._.entity_clusters[k], name) for k, name in entity_id.items()]
    incident_order = _order(doc, doc._.incident_clusters, "triggers")
    incident_id = {k: f"i{n + 1}" for n, k in enumerate(incident_order)}
    happened: tuple[Cluster, ...] = doc._.incident_clusters
    incidents = [_incident(doc, k, happened[k], name, entity_id) for k, name in incident_id.items()]
    return Extraction(
        id=article.id,
        title=article.title,
        date=article.date,
        text=article.text,
        source=article.source,
        url=article.url,
        content_hash=article.content_hash,
        model=model,
        entities=tuple(entities),
        incidents=tuple(incidents),
        relations=tuple(_relations(doc, entity_id)),
        incident_relations=tuple(_incident_relations(doc, incident_id)),
    )


def _order(doc: Doc, clusters: tuple[Cluster, ...], key: str) -> list[int]:
    group = doc.spans[key]
    return sorted(range(len(clusters)), key=lambda k: (group[clusters[k].members[0]].start_char, k))


def _chars(doc: Doc, key: str, i: int) -> tuple[int, int, str]:
    span = doc.spans[key][i]
    start = span.start_char + doc.spans[key].attrs["clitic"][i]
    return start, span.end_char, doc.text[start : span.end_char]


def _entity(doc: Doc, cluster: Cluster, name: str) -> Entity:
    mentions = [Mention(start=s, end=e, text=t) for s, e, t in (_chars(doc, "mentions", i) for i in cluster.members)]
    return Entity(
        id=name,
        type=EntityType(cluster.label),
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        confidence=round(cluster.confidence, 4),
    )


def _incident(doc: Doc, k: int, cluster: Cluster, name: str, entity_id: dict[int, str]) -> Incident:
    spans = [doc.spans["triggers"][i] for i in cluster.members]
    triggers = [Span(start=s, end=e, text=t) for s, e, t in (_chars(doc, "triggers", i) for i in cluster.members)]
    clusters: tuple[Cluster, ...] = doc._.entity_clusters
    by_role: dict[str, list[Link]] = defaultdict(list)
    for link in doc._.roles:
        if link.source == k:
            by_role[link.label].append(link)
    first = spans[0].sent
    evidence = [
        Evidence(attribute="type", start=first.start_char, end=first.end_char, confidence=round(cluster.confidence, 4))
    ]
    roles: dict[str, tuple[str, ...]] = {}
    for role in ROLE_LABELS:
        links = sorted(
            by_role[role],
            key=lambda x: (_place_rank(clusters[x.target]) if role == "place" else 0, -x.confidence, x.target),
        )
        roles[role] = tuple(entity_id[x.target] for x in links)
        for x in links:
            where = _nearest_sentence(doc, spans, clusters[x.target])
            evidence.append(
                Evidence(
                    attribute=role,
                    entity=entity_id[x.target],
                    start=where.start_char,
                    end=where.end_char,
                    confidence=round(x.confidence, 4),
                )
            )
    date = None
    for link in doc._.date_links:
        if link.source == k:
            found = doc._.date_expressions[link.target]
            date = DateRange(
                start=found.first, end=found.last, mention=Span(start=found.start, end=found.end, text=found.text)
            )
            where = doc.spans["dates"][link.target].sent
            evidence.append(
                Evidence(
                    attribute="date", start=where.start_char, end=where.end_char, confidence=round(link.confidence, 4)
                )
            )
    return Incident(
        id=name,
        type=cluster.label,
        modality=cluster.modality,
        triggers=tuple(sorted(triggers, key=lambda t: t.start)),
        date=date,
        casualties=tuple(_casualties(doc, k, entity_id)),
        confidence=round(cluster.confidence, 4),
        evidence=tuple(evidence),
        **roles,
    )


def _place_rank(cluster: Cluster) -> int:
    """Most specific place first: a site, then a town or region, then a country."""
    return {"FACILITY": 0, "PLACE": 1, "COUNTRY": 2}.get(cluster.label, 3)


def _nearest_sentence(doc: Doc, triggers: list[DocSpan], cluster: Cluster) -> DocSpan:
    """The sentence of the mention nearest to a trigger, one in a trigger's own sentence before any other."""
    mentions = [doc.spans["mentions"][i] for i in cluster.members]
    best = min(
        ((m, t) for m in mentions for t in triggers),
        key=lambda mt: (mt[0].sent.start != mt[1].sent.start, abs(mt[0].start - mt[1].start), mt[0].start),
    )
    sentence: DocSpan = best[0].sent
    return sentence


def _casualties(doc: Doc, k: int, entity_id: dict[int, str]) -> list[Casualty]:
    out = []
    for link in doc._.toll_links:
        if link.source != k:
            continue
        found = doc._.toll_expressions[link.target]
        where = doc.spans["tolls"][link.target].sent
        out.append(
            Casualty(
                outcome=found.outcome,
                count=found.count,
                modifier=found.modifier,
                victim=_victim(doc, found.noun_start, found.noun_end, entity_id),
                source=_source(doc, k, where, entity_id),
                mention=Span(start=found.start, end=found.end, text=found.text),
                start=where.start_char,
                end=where.end_char,
                confidence=round(link.confidence, 4),
            )
        )
    return out


def _victim(doc: Doc, start: int | None, end: int | None, entity_id: dict[int, str]) -> str | None:
    """The entity named by the counted noun, or right after it («11 من مقاتلي …»)."""
    if start is None or end is None:
        return None
    for k, cluster in enumerate(doc._.entity_clusters):
        for i in cluster.members:
            s, e, _ = _chars(doc, "mentions", i)
            if s < end and start < e and cluster.label not in ("PLACE", "FACILITY"):
                return entity_id[k]
    return None


def _source(doc: Doc, k: int, sentence: DocSpan, entity_id: dict[int, str]) -> str | None:
    """The one source of the incident that is named in the sentence of the figure; none where two are."""
    named = set()
    clusters: tuple[Cluster, ...] = doc._.entity_clusters
    for link in doc._.roles:
        if link.source == k and link.label == "reported_by":
            for i in clusters[link.target].members:
                span = doc.spans["mentions"][i]
                if sentence.start <= span.start < sentence.end:
                    named.add(entity_id[link.target])
    return named.pop() if len(named) == 1 else None


def _relations(doc: Doc, entity_id: dict[int, str]) -> list[Relation]:
    out = []
    clusters: tuple[Cluster, ...] = doc._.entity_clusters
    for link in doc._.relations:
        a, b = clusters[link.source], clusters[link.target]
        where = _nearest_sentence(doc, [doc.spans["mentions"][i] for i in a.members], b)
        out.append(Relation.model_validate(_related(link, entity_id, where)))
    return sorted(out, key=_relation_order)


def _incident_relations(doc: Doc, incident_id: dict[int, str]) -> list[IncidentRelation]:
    out = []
    clusters: tuple[Cluster, ...] = doc._.incident_clusters
    for link in doc._.incident_relations:
        where = doc.spans["triggers"][clusters[link.source].members[0]].sent
        out.append(IncidentRelation.model_validate(_related(link, incident_id, where)))
    return sorted(out, key=_relation_order)


def _related(link: Link, name: dict[int, str], where: DocSpan) -> dict[str, object]:
    """Fields of a relation of either kind: its ends by name, and the sentence that states it."""
    return {
        "type": link.label,
        "from": name[link.source],
        "to": name[link.target],
        "start": where.start_char,
        "end": where.end_char,
        "confidence": round(link.confidence, 4),
    }


def _relation_order(relation: Relation | IncidentRelation) -> tuple[str, int, int]:
    return relation.type, int(relation.from_[1:]), int(relation.to[1:])
