"""The resolver: every entity linked, countries twice, parents beside their groups; and enrichment from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.extraction import (
    Casualty,
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
from kg.resolve.enrich import enrich
from kg.resolve.judged_names import JudgedNames, NameJudgement, add_name, read_names
from kg.resolve.own_targets import without_own_targets
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


def test_enrich_joins_entities_that_stand_for_one_known_actor() -> None:
    text = "قالت وزارة الدفاع الأمريكية إن البنتاغون قصف موقعا، وقال البنتاغون إن قائده قتل اثنين"

    def entity(id_: str, type_: EntityType, name: str, sure: float) -> Entity:
        start = 2 + text.index(name)
        mention = Mention(start=start, end=start + len(name), text=name)
        return Entity(id=id_, type=type_, mentions=(mention,), confidence=sure)

    trigger = Span(start=2 + text.index("قصف"), end=5 + text.index("قصف"), text="قصف")
    evidence = [
        Evidence(attribute="initiator", entity=e, start=2, end=30, confidence=c) for e, c in (("b", 0.9), ("a", 0.5))
    ]
    article = Extraction(
        id="a",
        text=text,
        entities=(
            entity("a", EntityType.ORGANIZATION, "وزارة الدفاع الأمريكية", 0.7),
            entity("b", EntityType.ORGANIZATION, "البنتاغون", 0.8),
            entity("x", EntityType.ARMED_GROUP, "قائده", 0.6),
        ),
        incidents=(
            Incident(
                id="i",
                type="air_drone_strike",
                triggers=(trigger,),
                initiator=("b", "a"),
                evidence=tuple(evidence),
                casualties=(Casualty(outcome="killed", count=2, victim="x", source="b"),),
            ),
        ),
        relations=(
            Relation(type="affiliated_with", from_="b", to="a"),
            Relation(type="affiliated_with", from_="x", to="b"),
        ),
    )
    found = enrich(article)
    assert [e.id for e in found.entities] == ["a", "x"]
    assert [m.text for m in found.entities[0].mentions] == ["وزارة الدفاع الأمريكية", "البنتاغون"]
    assert found.entities[0].confidence == 0.8
    (incident,) = found.incidents
    assert incident.initiator == ("a",)
    assert [(e.entity, e.confidence) for e in incident.evidence] == [("a", 0.9)]
    assert incident.casualties[0].source == "a"
    assert [(r.from_, r.to) for r in found.relations] == [("x", "a")]
    assert enrich(found) == found
    assert Extraction.model_validate_json(found.to_json()) == found


def _affiliations(text: str, *names: tuple[EntityType, str]) -> list[tuple[str, str]]:
    """What stays of every name's affiliation to the last one."""
    entities = []
    for type_, name in names:
        start = 2 + text.index(name)
        mention = Mention(start=start, end=start + len(name), text=name)
        entities.append(Entity(id=f"e{len(entities)}", type=type_, mentions=(mention,)))
    last = entities[-1].id
    relations = tuple(Relation(type="affiliated_with", from_=e.id, to=last) for e in entities[:-1])
    article = Extraction(id="a", text=text, entities=tuple(entities), relations=relations)
    return [(r.from_, r.to) for r in enrich(article).relations]


def test_an_official_body_is_no_part_of_another_state() -> None:
    group, body, state = EntityType.ARMED_GROUP, EntityType.ORGANIZATION, EntityType.COUNTRY
    text = "قال البنتاغون إن الحرس الثوري وكتائب حزب الله ومسلحين محليين يتبعون إيران"
    names = (
        (body, "البنتاغون"),
        (group, "الحرس الثوري"),
        (group, "كتائب حزب الله"),
        (group, "مسلحين محليين"),
        (state, "إيران"),
    )
    assert _affiliations(text, *names) == [("e1", "e4"), ("e2", "e4"), ("e3", "e4")]


def test_an_army_that_the_name_leaves_open_keeps_its_affiliation() -> None:
    text = "سيطر الجيش على البلدة بدعم من إيران"
    assert _affiliations(text, (EntityType.ARMED_GROUP, "الجيش"), (EntityType.COUNTRY, "إيران")) == [("e0", "e1")]


def test_nobody_answers_an_attack_of_their_own() -> None:
    text = "شنت إسرائيل غارات رداً على هجوم حماس"
    names = {"i": (EntityType.COUNTRY, "إسرائيل"), "h": (EntityType.ARMED_GROUP, "حماس")}

    def span(word: str) -> dict[str, object]:
        start = 2 + text.index(word)
        return {"start": start, "end": start + len(word), "text": word}

    def incident(id_: str, word: str, sure: dict[str, float]) -> Incident:
        evidence = tuple(
            Evidence(attribute="initiator", entity=e, start=2, end=9, confidence=c) for e, c in sure.items()
        )
        trigger = (Span.model_validate(span(word)),)
        return Incident(id=id_, type="air_drone_strike", triggers=trigger, initiator=tuple(sure), evidence=evidence)

    article = Extraction(
        id="a",
        text=text,
        entities=tuple(
            Entity(id=k, type=t, mentions=(Mention.model_validate(span(word)),)) for k, (t, word) in names.items()
        ),
        incidents=(incident("x", "غارات", {"i": 0.9, "h": 0.4}), incident("y", "هجوم", {"i": 0.5, "h": 0.8})),
        incident_relations=(IncidentRelation(type="retaliation_for", from_="x", to="y"),),
    )
    strike, attack = enrich(article).incidents
    assert (strike.initiator, attack.initiator) == (("i",), ("h",))
    assert [e.entity for e in (*strike.evidence, *attack.evidence)] == ["i", "h"]
    unrelated = enrich(article.model_copy(update={"incident_relations": ()}))
    assert [i.initiator for i in unrelated.incidents] == [("i", "h"), ("i", "h")]


def test_nobody_attacks_themselves_nor_whom_they_belong_to_nor_is_struck_by_whom_they_strike_back() -> None:
    text = "غارات الجيش ردا على هجوم لجماعة تابعة للفصيل"
    names = {"army": "الجيش", "group": "جماعة", "faction": "فصيل"}

    def span(word: str) -> dict[str, Any]:
        start = 2 + text.index(word)
        return {"start": start, "end": start + len(word), "text": word}

    def incident(id_: str, word: str, initiator: dict[str, float], target: dict[str, float]) -> Incident:
        sure = {"initiator": initiator, "target": target}
        evidence = tuple(
            Evidence(attribute=role, entity=e, start=0, end=2 + len(text), confidence=c)
            for role, of in sure.items()
            for e, c in of.items()
        )
        return Incident(
            id=id_,
            type="air_drone_strike",
            triggers=(Span.model_validate(span(word)),),
            initiator=tuple(initiator),
            target=tuple(target),
            evidence=evidence,
        )

    def article(strike: Incident, attack: Incident, type_: str = "retaliation_for") -> Extraction:
        return Extraction(
            id="a",
            text=text,
            entities=tuple(
                Entity(id=k, type=EntityType.ARMED_GROUP, mentions=(Mention.model_validate(span(word)),))
                for k, word in names.items()
            ),
            incidents=(strike, attack),
            relations=(Relation(type="affiliated_with", from_="group", to="faction"),),
            incident_relations=(IncidentRelation.model_validate({"type": type_, "from": "x", "to": "y"}),),
        )

    def targets(found: Extraction) -> list[tuple[str, ...]]:
        return [i.target for i in without_own_targets(found).incidents]

    own = article(
        incident("x", "غارات", {"army": 0.9}, {"army": 0.6, "group": 0.7}),
        incident("y", "هجوم", {"group": 0.5}, {"army": 0.9, "faction": 0.8}),
    )
    assert targets(own) == [("group",), ("army",)]
    surer = incident("x", "غارات", {"army": 0.6}, {"army": 0.9})
    assert without_own_targets(article(surer, own.incidents[1])).incidents[0].initiator == ()
    struck = incident("x", "غارات", {"army": 0.9}, {"group": 0.9})
    cause = incident("y", "هجوم", {}, {"army": 0.9, "faction": 0.8, "group": 0.95})
    assert targets(article(struck, cause)) == [("group",), ("army", "group")]
    assert targets(article(struck, cause, "part_of")) == [("group",), ("army", "faction", "group")]
    arrest = own.incidents[0].model_copy(update={"type": "arrest"})
    assert targets(article(arrest, cause, "part_of"))[0] == ("army", "group")


def test_what_resolution_hands_on_is_consistent() -> None:
    text = "البنتاغون ووزارة الدفاع الأمريكية وإيران"
    names = {"p": "البنتاغون", "d": "وزارة الدفاع الأمريكية", "i": "إيران"}

    def entity(key: str) -> Entity:
        at = 2 + text.index(names[key])
        mention = Mention(start=at, end=at + len(names[key]), text=names[key])
        return Entity(id=key, type=EntityType.COUNTRY if key == "i" else EntityType.ORGANIZATION, mentions=(mention,))

    article = Extraction(
        id="a",
        text=text,
        entities=tuple(entity(key) for key in names),
        relations=(Relation(type="affiliated_with", from_="d", to="i"),),
    )
    resolved = Resolver.default().resolve(article)
    assert [e.id for e in resolved.extraction.entities] == ["p", "i"]
    assert not resolved.extraction.relations


def said(name: str, means: str | None, article: str | None = None) -> NameJudgement:
    at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    return NameJudgement(name=name, means=means, article=article, by="test", at=at)


def test_what_a_person_says_of_a_name_outranks_the_rules(article: Extraction) -> None:
    resolver = Resolver.default()
    names = JudgedNames.of([said("كتائب حزب اللّه", "actor/hezbollah"), said("دير الزور", "place/mayadin-no", "other")])
    resolved = resolver.resolve(article, names)
    assert (resolved.actors["g"].node_id, resolved.actors["g"].method) == ("actor/hezbollah", "person")
    assert resolved.places == resolver.resolve(article).places
    assert any(relation.start.node_id == "actor/hezbollah" for relation in resolved.known)


def test_a_judgement_on_an_article_goes_before_one_on_all_and_the_last_counts(article: Extraction) -> None:
    resolver = Resolver.default()
    place = resolver.place("place/gn-170794").node_id
    said_of_all = [said("دير الزور", "nobody"), said("كتائب حزب الله", "nobody")]
    names = JudgedNames.of([*said_of_all, said("دير الزور", place, article.id)])
    resolved = resolver.resolve(article, names)
    assert resolved.places["p"].node_id == place
    assert resolved.actors["g"].node_id.startswith("actor/~")
    undone = JudgedNames.of([*said_of_all, said("كتائب حزب الله", None), said("دير الزور", None)])
    assert resolver.resolve(article, undone) == resolver.resolve(article)


def test_nobody_known_gets_a_node_of_its_own(article: Extraction) -> None:
    resolved = Resolver.default().resolve(article, JudgedNames.of([said("دير الزور", "nobody")]))
    assert resolved.places["p"].node_id.startswith("place/~")
    assert not resolved.places["p"].resolved


@pytest.mark.parametrize("means", ["actor/no-such", "place/no-such"])
def test_a_judgement_that_names_nobody_known_is_told(article: Extraction, means: str) -> None:
    name = "كتائب حزب الله" if means.startswith("actor") else "دير الزور"
    with pytest.raises(InputError, match=means):
        Resolver.default().resolve(article, JudgedNames.of([said(name, means)]))


def test_names_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "names.jsonl"
    assert read_names(path).last == {}
    add_name(path, "الحركة", "actor/hamas", by="maya", article="a-1", note="في غزة")
    add_name(path, "الحركه", "actor/ennahda", by="maya")
    assert {key[1]: judged.means for key, judged in read_names(path).last.items()} == {
        "a-1": "actor/hamas",
        None: "actor/ennahda",
    }
    for name, means in (("…", "actor/hamas"), ("الحركة", "hamas"), ("الحركة", "actor/~0123")):
        with pytest.raises(InputError):
            add_name(path, name, means, by="maya")
    path.write_text('{"name": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"names\.jsonl:1: no judgement: by"):
        read_names(path)
