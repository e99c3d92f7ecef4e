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
from kg.nlp.annotations import Cluster, Link, cluster_of_span
from kg.nlp.grammar.attribution import attributions
from kg.nlp.grammar.dates import DateExpression
from kg.nlp.grammar.tolls import TollExpression
from kg.nlp.labels import ROLE_LABELS, outcome_in
from kg.nlp.layout import labelled_of, layout_of, sentences_of, text_of, words_of


class _Found:
    """What a doc's attributes hold, each read once: reading one makes its values anew."""

    def __init__(self, doc: Doc) -> None:
        self.entities: tuple[Cluster, ...] = doc._.entity_clusters
        self.incidents: tuple[Cluster, ...] = doc._.incident_clusters
        self.roles = _by_source(doc._.roles)
        self.dates = _by_source(doc._.date_links)
        self.tolls = _by_source(doc._.toll_links)
        self.date_expressions: tuple[DateExpression, ...] = doc._.date_expressions
        self.toll_expressions: tuple[TollExpression, ...] = doc._.toll_expressions
        self.toll_spans = list(doc.spans["tolls"])
        # spaCy looks for the sentence of a span from the start of the doc on.
        sentences = list(doc.sents) if len(doc) else []
        sentence_of = layout_of(doc).sentences
        self.date_sentences, self.toll_sentences = (
            [sentences[sentence_of[s.start]] for s in doc.spans[key]] for key in ("dates", "tolls")
        )
        self.mentions = _Group(doc, "mentions", sentences, sentence_of)
        self.triggers = _Group(doc, "triggers", sentences, sentence_of)
        self.entity_id = _names(self.entities, self.mentions, "e")
        self.incident_id = _names(self.incidents, self.triggers, "i")
        self.said = _said(doc, self.entities)


class _Group:
    """A span group: token spans, their sentences, and their character offsets less the proclitics before them."""

    def __init__(self, doc: Doc, key: str, sentences: list[DocSpan], sentence_of: list[int]) -> None:
        self.spans: list[DocSpan] = list(doc.spans[key])
        self.sentences = [sentences[sentence_of[s.start]] for s in self.spans]
        text = text_of(doc)
        starts = [s.start_char + c for s, c in zip(self.spans, doc.spans[key].attrs["clitic"], strict=True)]
        self.chars = [(a, s.end_char, text[a : s.end_char]) for a, s in zip(starts, self.spans, strict=True)]


def _said(doc: Doc, entities: tuple[Cluster, ...]) -> dict[int, int]:
    """Token → index of the entity on whose authority the words put it, the last where they name several."""
    if not entities:
        return {}
    owner = cluster_of_span(entities)
    mentions = labelled_of(doc.spans["mentions"])
    found = attributions(words_of(doc), sentences_of(doc), mentions)
    return {i: owner[a.source] for a in found for i in range(a.start, a.end)}


def _by_source(links: tuple[Link, ...]) -> dict[int, list[Link]]:
    out: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        out[link.source].append(link)
    return out


def _names(clusters: tuple[Cluster, ...], group: _Group, letter: str) -> dict[int, str]:
    order = sorted(range(len(clusters)), key=lambda k: (group.spans[clusters[k].members[0]].start_char, k))
    return {k: f"{letter}{n + 1}" for n, k in enumerate(order)}


def extraction_of(doc: Doc, article: Article, model: str | None = None) -> Extraction:
    """What the pipeline found in one article.

    doc: the annotated `article.content`; model: name and version, kept as provenance.
    RETURNS: entity and incident ids number them by first mention (e1, i1 …).
    """
    found = _Found(doc)
    return Extraction(
        id=article.id,
        title=article.title,
        date=article.date,
        text=article.text,
        source=article.source,
        url=article.url,
        content_hash=article.content_hash,
        model=model,
        entities=tuple(_entity(found, k, name) for k, name in found.entity_id.items()),
        incidents=tuple(_incident(found, k, name) for k, name in found.incident_id.items()),
        relations=tuple(_relations(doc, found)),
        incident_relations=tuple(_incident_relations(doc, found)),
    )


def _entity(found: _Found, k: int, name: str) -> Entity:
    cluster = found.entities[k]
    mentions = [Mention(start=s, end=e, text=t) for s, e, t in (found.mentions.chars[i] for i in cluster.members)]
    return Entity(
        id=name,
        type=EntityType(cluster.label),
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        confidence=round(cluster.confidence, 4),
    )


def _incident(found: _Found, k: int, name: str) -> Incident:
    cluster = found.incidents[k]
    triggers = [Span(start=s, end=e, text=t) for s, e, t in (found.triggers.chars[i] for i in cluster.members)]
    by_role: dict[str, list[Link]] = defaultdict(list)
    for link in found.roles[k]:
        by_role[link.label].append(link)
    evidence = [_evidence("type", found.triggers.sentences[cluster.members[0]], cluster.confidence)]
    roles: dict[str, tuple[str, ...]] = {}
    for role in ROLE_LABELS:
        links = sorted(
            by_role[role],
            key=lambda x: (_place_rank(found.entities[x.target]) if role == "place" else 0, -x.confidence, x.target),
        )
        roles[role] = tuple(found.entity_id[x.target] for x in links)
        for x in links:
            where = _nearest_sentence(found, found.triggers, cluster, found.entities[x.target])
            evidence.append(_evidence(role, where, x.confidence, found.entity_id[x.target]))
    date = None
    for link in found.dates[k]:
        stated = found.date_expressions[link.target]
        mention = Span(start=stated.start, end=stated.end, text=stated.text)
        date = DateRange(start=stated.first, end=stated.last, mention=mention)
        evidence.append(_evidence("date", found.date_sentences[link.target], link.confidence))
    return Incident(
        id=name,
        type=cluster.label,
        modality=cluster.modality,
        triggers=tuple(sorted(triggers, key=lambda t: t.start)),
        date=date,
        casualties=tuple(_casualty(found, k, link) for link in found.tolls[k]),
        confidence=round(cluster.confidence, 4),
        evidence=tuple(evidence),
        **roles,
    )


def _evidence(attribute: str, where: DocSpan, confidence: float, entity: str | None = None) -> Evidence:
    return Evidence(
        attribute=attribute,
        entity=entity,
        start=where.start_char,
        end=where.end_char,
        confidence=round(confidence, 4),
    )


def _place_rank(cluster: Cluster) -> int:
    """Most specific place first: a site, then a town or region, then a country."""
    return {"FACILITY": 0, "PLACE": 1, "COUNTRY": 2}.get(cluster.label, 3)


def _nearest_sentence(found: _Found, group: _Group, cluster: Cluster, entity: Cluster) -> DocSpan:
    """The sentence of the entity's mention nearest to a span of the cluster; one in a span's own sentence first."""
    of, at = found.mentions, [(group.sentences[i].start, group.spans[i].start) for i in cluster.members]

    def far(i: int) -> tuple[bool, int, int]:
        sentence, start = of.sentences[i].start, of.spans[i].start
        return min((sentence != s, abs(start - t), start) for s, t in at)

    return of.sentences[min(entity.members, key=far)]


def _casualty(found: _Found, k: int, link: Link) -> Casualty:
    stated = found.toll_expressions[link.target]
    where = found.toll_sentences[link.target]
    return Casualty(
        outcome=outcome_in(found.incidents[k].label, stated.outcome),
        count=stated.count,
        modifier=stated.modifier,
        victim=_victim(found, stated.noun_start, stated.noun_end),
        source=_source(found, k, link.target),
        mention=Span(start=stated.start, end=stated.end, text=stated.text),
        start=where.start_char,
        end=where.end_char,
        confidence=round(link.confidence, 4),
    )


def _victim(found: _Found, start: int | None, end: int | None) -> str | None:
    """The entity named by the counted noun, or right after it («11 من مقاتلي …»)."""
    if start is None or end is None:
        return None
    for k, cluster in enumerate(found.entities):
        for i in cluster.members:
            s, e, _ = found.mentions.chars[i]
            if s < end and start < e and cluster.label not in ("PLACE", "FACILITY"):
                return found.entity_id[k]
    return None


def _source(found: _Found, k: int, figure: int) -> str | None:
    """Whom the words of its sentence quote for a figure; else the one source of the incident that is named there.

    Of 371 figures found in annotated articles the words give 15 a source that they lacked or had wrong, and one a wrong
    one (`kg.nlp.grammar.attribution`).
    """
    start, sentence = found.toll_spans[figure].start, found.toll_sentences[figure]
    if start in found.said:
        return found.entity_id[found.said[start]]
    named = set()
    for link in found.roles[k]:
        if link.label == "reported_by":
            for i in found.entities[link.target].members:
                if sentence.start <= found.mentions.spans[i].start < sentence.end:
                    named.add(found.entity_id[link.target])
    return named.pop() if len(named) == 1 else None


def _relations(doc: Doc, found: _Found) -> list[Relation]:
    out = []
    for link in doc._.relations:
        where = _nearest_sentence(found, found.mentions, found.entities[link.source], found.entities[link.target])
        out.append(Relation.model_validate(_related(link, found.entity_id, where)))
    return sorted(out, key=_relation_order)


def _incident_relations(doc: Doc, found: _Found) -> list[IncidentRelation]:
    out = []
    for link in doc._.incident_relations:
        where = _shared_sentence(found.triggers, found.incidents[link.source], found.incidents[link.target])
        out.append(IncidentRelation.model_validate(_related(link, found.incident_id, where)))
    return sorted(out, key=_relation_order)


def _shared_sentence(group: _Group, source: Cluster, target: Cluster) -> DocSpan:
    """The first sentence that reports both incidents; without one, the first that reports the source."""
    of_target = {group.sentences[i].start for i in target.members}
    sentences = [group.sentences[i] for i in source.members]
    return next((sentence for sentence in sentences if sentence.start in of_target), sentences[0])


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
