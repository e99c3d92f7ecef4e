"""What an article says decides who a noun without a name is; where it does not, nobody is."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.extraction import Entity, EntityType, Extraction, Incident, Mention, Span
from kg.resolve.actor_antecedents import opponents
from kg.resolve.actor_unknown import cluster_key
from kg.resolve.actors import ActorLinker
from kg.resolve.knowledge import Actor
from kg.resolve.resolution import ActorLink

_GROUP, _PERSON, _BODY = EntityType.ARMED_GROUP, EntityType.PERSON, EntityType.ORGANIZATION


def _article(
    text: str, *names: tuple[str, EntityType], incidents: tuple[Incident, ...] = (), year: int | None = None
) -> Extraction:
    """An article in which each name, at its last place in the text, is an entity e1, e2 …"""
    entities = []
    for number, (name, type_) in enumerate(names, start=1):
        start = 2 + text.rindex(name)
        entities.append(
            Entity(id=f"e{number}", type=type_, mentions=(Mention(start=start, end=start + len(name), text=name),))
        )
    date = dt.date(year, 6, 1) if year else None
    return Extraction(id="a", text=text, date=date, entities=tuple(entities), incidents=incidents)


def _links(article: Extraction) -> dict[str, ActorLink]:
    return ActorLinker.default().link(article)


def _attack(doer: str, target: str) -> Incident:
    trigger = Span(start=2, end=4, text="في")
    return Incident(id="i1", type="armed_attack", triggers=(trigger,), initiator=(doer,), target=(target,))


@pytest.mark.parametrize(
    ("text", "named", "noun", "key"),
    [
        ("في سوريا ودمشق وصل جنود أمريكيون ثم انسحب الجنود", "جنود أمريكيون", "الجنود", "us-armed-forces"),
        ("في غزة بفلسطين قال الجيش الإسرائيلي وأضاف الجيش", "الجيش الإسرائيلي", "الجيش", "idf"),
        ("في اليمن هاجم تنظيم القاعدة ثم انسحب التنظيم", "تنظيم القاعدة", "التنظيم", "al-qaeda"),
        ("في تركيا هاجم حزب العمال الكردستاني وأعلن الحزب", "حزب العمال الكردستاني", "الحزب", "pkk"),
    ],
)
def test_a_noun_takes_up_the_name_before_it(text: str, named: str, noun: str, key: str) -> None:
    assert _links(_article(text, (named, _GROUP), (noun, _GROUP)))["e2"].node_id == f"actor/{key}"


def test_soldiers_of_nobody_in_an_article_on_two_states_stay_unresolved() -> None:
    text = "في سوريا قالت أمريكا إنها تسحب من سوريا ما بعثت أمريكا وتبقي الجنود"
    assert not _links(_article(text, ("الجنود", _GROUP)))["e1"].resolved


def test_nobody_fights_himself() -> None:
    text = "في سوريا هاجم الجيش السوري مواقع القوات"
    names = (("الجيش السوري", _GROUP), ("القوات", _GROUP))
    assert _links(_article(text, *names))["e2"].node_id == "actor/syrian-arab-army"
    fought = _article(text, *names, incidents=(_attack("e1", "e2"),))
    assert opponents(fought) == {"e1": {"e2"}, "e2": {"e1"}}
    assert _links(fought)["e2"].node_id != "actor/syrian-arab-army"


@pytest.mark.parametrize(
    ("text", "noun", "key"),
    [
        ("في سوريا قالت تركيا إن جيشها", "جيشها", "turkish-armed-forces"),
        ("في سوريا قالت روسيا إن قواتها", "قواتها", "russian-armed-forces"),
        ("في تركيا قالت سوريا إن قواتها", "قواتها", "syrian-arab-army"),
    ],
)
def test_a_noun_with_an_owner_is_of_the_state_named_last(text: str, noun: str, key: str) -> None:
    assert _links(_article(text, (noun, _GROUP)))["e1"].node_id == f"actor/{key}"


def test_gunmen_with_the_article_are_somebody_told_of_and_no_unknown_ones() -> None:
    assert _links(_article("في مصر هاجم مسلحون", ("مسلحون", _GROUP)))["e1"].node_id == "actor/eg-unidentified-gunmen"
    assert not _links(_article("في مصر فر المسلحون", ("المسلحون", _GROUP)))["e1"].resolved


def test_a_listed_noun_is_not_the_plural_of_another_actors() -> None:
    assert ActorLinker.default()._index.sharing("التنظيمات الإرهابية", _GROUP)[0].body == "militants"
    assert ActorLinker.default()._index.sharing("التنظيم الإرهابي", _GROUP)[0].key == "islamic-state"


@pytest.mark.parametrize(
    ("year", "key"),
    [(2015, "barack-obama"), (2018, "donald-trump"), (2023, "joe-biden"), (2026, "donald-trump")],
)
def test_who_held_the_office_in_the_year_of_the_article(year: int, key: str) -> None:
    text = "في الولايات المتحدة قال الرئيس الأمريكي"
    assert _links(_article(text, ("الرئيس الأمريكي", _PERSON), year=year))["e1"].node_id == f"actor/{key}"


def test_years_are_ranges() -> None:
    def actor(*active: tuple[int, ...]) -> Actor:
        return Actor.model_validate(
            {"key": "a", "en": "a", "ar": "ألف", "type": "PERSON", "kind": "person", "active": active}
        )

    assert [actor((2017, 2021), (2025,)).was_active(year) for year in (2016, 2017, 2022, 2030, None)] == [
        False,
        True,
        False,
        True,
        True,
    ]
    assert actor().was_active(1950)
    for wrong in ((2021, 2017), (20,), (2011, 2012, 2013)):
        with pytest.raises(ValueError, match="active"):
            actor(wrong)


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        (_GROUP, "كتيبة أبو عمارة", "لكتيبة أبو عمارة"),
        (_GROUP, "لواء صقور الجبل", "ولواء صقور الجبل"),
        (_GROUP, "لواء صقور الجبل", "للواء صقور الجبل"),
        (_GROUP, "لواء صقور الجبل", "مقاتلي لواء صقور الجبل"),
        (_GROUP, "لواء صقور الجبل", "لواء صقور الجبل الموالي لتركيا"),
        (_GROUP, "الفرقة الهندسية", "فرقة هندسية"),
        (_BODY, "مركز الفجر للدراسات", "ومركز الفجر للدراسات"),
        (_PERSON, "مهند الطلاع", "العقيد مهند الطلاع"),
        (_PERSON, "عبد الكريم الطحاوي", "عبدالكريم الطحاوي"),
        (_PERSON, "أبو حفص الزوبعي", "أبي حفص الزوبعي"),
    ],
)
def test_spellings_of_an_unlisted_name_share_a_key(type_: EntityType, one: str, other: str) -> None:
    assert cluster_key(one, type_) == cluster_key(other, type_)


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        (_GROUP, "لواء أبناء الفرات", "كتيبة أبناء الفرات"),
        (_PERSON, "سليم الخالدي", "سليمان الخالدي"),
        (_PERSON, "وليد الخالدي", "ليد الخالدي"),
        (_GROUP, "بني عامر", "ني عامر"),
    ],
)
def test_other_names_have_other_keys(type_: EntityType, one: str, other: str) -> None:
    assert cluster_key(one, type_) != cluster_key(other, type_)
