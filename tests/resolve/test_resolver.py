"""The resolver: every entity linked, countries twice, parents beside their groups; and enrichment from it."""

from __future__ import annotations

import pytest

from kg.extraction import Entity, EntityType, Extraction, Mention
from kg.resolve.enrich import enrich
from kg.resolve.resolver import Resolver

_TEXT = "قصفت كتائب حزب الله موقعا في دير الزور في سوريا وقتل سالم بن ناجي"
_ENTITIES = {
    "g": (EntityType.ARMED_GROUP, "كتائب حزب الله"),
    "p": (EntityType.PLACE, "دير الزور"),
    "c": (EntityType.COUNTRY, "سوريا"),
    "x": (EntityType.PERSON, "سالم بن ناجي"),
}


@pytest.fixture(scope="module")
def article() -> Extraction:
    entities = []
    for id_, (type_, name) in _ENTITIES.items():
        start = 2 + _TEXT.index(name)
        entities.append(Entity(id=id_, type=type_, mentions=(Mention(start=start, end=start + len(name), text=name),)))
    return Extraction(id="a", text=_TEXT, entities=tuple(entities))


def test_every_entity_has_a_link_and_a_country_has_two(article: Extraction) -> None:
    resolved = Resolver.default().resolve(article)
    assert set(resolved.actors) == {"g", "c", "x"}
    assert set(resolved.places) == {"p", "c"}


def test_a_path_leads_from_a_group_to_a_sponsor_that_the_article_does_not_name(article: Extraction) -> None:
    known = {(r.type, r.start.node_id, r.end.node_id) for r in Resolver.default().resolve(article).known}
    assert ("AFFILIATED_WITH", "actor/kataib-hezbollah", "actor/irgc") in known
    assert ("AFFILIATED_WITH", "actor/irgc", "actor/iran") in known


def test_known_relations_are_sorted_and_stand_once(article: Extraction) -> None:
    keys = [(r.type, r.start.node_id, r.end.node_id) for r in Resolver.default().resolve(article).known]
    assert keys == sorted(set(keys))


def test_resolving_twice_gives_the_same(article: Extraction) -> None:
    assert Resolver.default().resolve(article) == Resolver.default().resolve(article)
    assert article.entities[0].en == ""


def test_enrich_fills_names_and_points_where_resolved(article: Extraction) -> None:
    by_id = {entity.id: entity for entity in enrich(article).entities}
    assert by_id["g"].en == "Kata'ib Hezbollah"
    assert by_id["c"].en == "Syria"
    assert by_id["c"].lat is None
    assert by_id["p"].en == "Deir ez-Zor"
    assert by_id["p"].lat == pytest.approx(35.3, abs=0.3)
    assert by_id["p"].lon == pytest.approx(40.1, abs=0.3)
    assert by_id["x"].en == ""
