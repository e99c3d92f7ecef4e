"""People without a name are those of a country only where the article says so of them, or of where it happened."""

from __future__ import annotations

import pytest

from kg.extraction import Casualty, Entity, EntityType, Extraction, Incident, Mention, Span
from kg.resolve.resolution import ActorLink
from kg.resolve.resolver import Resolver

_PLACES = {
    "سوريا": EntityType.COUNTRY,
    "لبنان": EntityType.COUNTRY,
    "إدلب": EntityType.PLACE,
    "قرية زغلول": EntityType.PLACE,
}


def _link(
    text: str,
    people: str = "مدنيين",
    *,
    at: tuple[tuple[str, ...], ...] = (),
    role: str = "target",
    type_: EntityType = EntityType.CIVILIANS,
    article: str = "a",
) -> ActorLink:
    """The link of people in an article; at: the places of each incident in which they have a role."""
    names = {name: kind for name, kind in _PLACES.items() if name in text} | {people: type_}
    entities = []
    for name, kind in names.items():
        start = 2 + text.index(name)
        mention = Mention(start=start, end=start + len(name), text=name)
        entities.append(Entity(id=name, type=kind, named=kind is not type_, mentions=(mention,)))
    trigger = Span(start=2, end=5, text=text[:3])
    party = {"casualties": (Casualty(outcome="killed", victim=people),)} if role == "victim" else {role: (people,)}
    incidents = tuple(
        Incident.model_validate(
            {"id": f"i{n}", "type": "armed_attack", "triggers": (trigger,), "place": place, **party}
        )
        for n, place in enumerate(at)
    )
    extraction = Extraction(id=article, text=text, entities=tuple(entities), incidents=incidents)
    return Resolver.default().resolve(extraction).actors[people]


@pytest.mark.parametrize("role", ["target", "participant", "initiator", "victim"])
@pytest.mark.parametrize("place", ["إدلب", "سوريا"])
def test_the_place_of_the_incident_says_whose_civilians_they_are(role: str, place: str) -> None:
    link = _link(f"قتل مدنيين في {place} وقال لبنان", at=((place,),), role=role)
    assert (link.node_id, link.resolved) == ("actor/sy-civilians", True)


def test_their_own_words_say_whose_civilians_they_are() -> None:
    assert _link("قتل مدنيين سوريين في لبنان", "مدنيين سوريين", at=(("لبنان",),)).node_id == "actor/sy-civilians"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("قتل مدنيين بعد أن دعت سوريا إلى الهدوء", ()),
        ("قتل مدنيين بعد أن دعت سوريا إلى الهدوء", ((),)),
        ("قتل مدنيين في قرية زغلول وقالت سوريا", (("قرية زغلول",),)),
        ("قتل مدنيين في سوريا وفي لبنان", (("سوريا",), ("لبنان",))),
        ("قتل مدنيين في سوريا وفي لبنان", (("سوريا", "لبنان"),)),
    ],
)
def test_what_an_article_mentions_besides_is_no_country_of_theirs(text: str, at: tuple[tuple[str, ...], ...]) -> None:
    link = _link(text, at=at)
    assert (link.resolved, link.label, link.name, link.country) == (False, "Civilians", "مدنيين", None)
    assert link == _link(text, at=at)
    assert link.node_id != _link(text, at=at, article="b").node_id


def test_one_located_incident_is_enough() -> None:
    assert _link("قتل مدنيين في إدلب", at=((), ("إدلب",))).node_id == "actor/sy-civilians"


def test_who_only_reports_is_not_where_it_happened() -> None:
    assert not _link("قال مدنيين إن هجوما وقع في إدلب", at=(("إدلب",),), role="reported_by").resolved


@pytest.mark.parametrize("type_", [EntityType.CIVILIANS, EntityType.ARMED_GROUP, EntityType.PERSON])
def test_unknown_people_without_a_name_are_one_node_in_a_country(type_: EntityType) -> None:
    def node(place: str, article: str = "a") -> str:
        return _link(f"قتل صيادين في {place}", "صيادين", at=((place,),), type_=type_, article=article).node_id

    assert node("سوريا") == node("إدلب") == node("إدلب", "b")
    assert node("سوريا") != node("لبنان")
