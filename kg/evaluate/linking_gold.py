"""Actor linking measured on gold: entities grouped by node against entities grouped by their English names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.bcubed import BCubed, bcubed_of
from kg.extraction import Entity, EntityType, Extraction
from kg.resolve.actors import ACTOR_TYPES
from kg.resolve.resolver import Resolver


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """A gold actor of an article and the node that it was linked to.

    name (str): its English name in gold, variants reconciled; node (str): node id; resolved (bool): a known actor.
    mentions (tuple[str, ...]): how the article writes it, sorted.
    """

    article: str
    type: EntityType
    name: str
    node: str
    method: str
    resolved: bool
    mentions: tuple[str, ...]


def link_gold(articles: Iterable[Extraction], names: Mapping[str, str], resolver: Resolver) -> list[LinkedEntity]:
    """Link the actors of gold articles given their mentions, in the order of the articles.

    What gold knows beyond the text (English names, coordinates) is hidden from linking. names: variant → canonical.
    Gold without an English name says nothing of who is meant and is left out.
    """
    out: list[LinkedEntity] = []
    for article in articles:
        hidden = article.model_copy(update={"entities": tuple(_hidden(entity) for entity in article.entities)})
        links = resolver.resolve(hidden).actors
        out.extend(
            LinkedEntity(
                article=article.id,
                type=entity.type,
                name=names.get(entity.en, entity.en),
                node=links[entity.id].node_id,
                method=links[entity.id].method,
                resolved=links[entity.id].resolved,
                mentions=tuple(sorted({mention.text for mention in entity.mentions})),
            )
            for entity in article.entities
            if entity.type in ACTOR_TYPES and entity.en
        )
    return out


def bcubed(linked: Sequence[LinkedEntity]) -> BCubed:
    """Over (article, actor): how pure the nodes are and how whole the gold groups."""
    return bcubed_of([(entity.name, entity.node) for entity in linked])


def bcubed_by_type(linked: Sequence[LinkedEntity]) -> dict[str, BCubed]:
    """`bcubed` of all and of the entities of each type alone, `all` first."""
    types = sorted({entity.type for entity in linked})
    return {"all": bcubed(linked)} | {kind.value: bcubed([e for e in linked if e.type is kind]) for kind in types}


def confusions(linked: Sequence[LinkedEntity]) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """What costs most: (gold name, node, how many, how they are written), the most frequent first.

    Of each gold name the part outside of its usual node; of each node the names beside its usual one.
    """
    both = Counter((e.name, e.node) for e in linked)
    usual_node: dict[str, str] = {}
    usual_name: dict[str, str] = {}
    for (name, node), _ in sorted(both.items(), key=lambda item: (-item[1], item[0])):
        usual_node.setdefault(name, node)
        usual_name.setdefault(node, name)
    wrong = {pair for pair in both if usual_node[pair[0]] != pair[1] or usual_name[pair[1]] != pair[0]}
    written: dict[tuple[str, str], set[str]] = {pair: set() for pair in wrong}
    for entity in linked:
        if (entity.name, entity.node) in wrong:
            written[entity.name, entity.node].update(entity.mentions)
    ordered = sorted(wrong, key=lambda pair: (-both[pair], pair))
    return [(name, node, both[name, node], tuple(sorted(written[name, node]))) for name, node in ordered]


def _hidden(entity: Entity) -> Entity:
    return entity.model_copy(update={"en": "", "lat": None, "lon": None})
