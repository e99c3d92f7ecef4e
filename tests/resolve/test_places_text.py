"""Distances, containment and facilities that the words around a place state."""

from __future__ import annotations

import pytest

from kg.extraction import EntityType, Extraction
from kg.resolve.geo import distance_km
from kg.resolve.place_areas import Area
from kg.resolve.place_distance import before, in_name
from kg.resolve.place_inside import stated_inside
from kg.resolve.places import PlaceLinker
from kg.resolve.resolution import PlaceLink

_PLACE, _FACILITY = EntityType.PLACE, EntityType.FACILITY


def _article(text: str, *names: tuple[str, EntityType]) -> Extraction:
    content = f"\n\n{text}"
    found = []
    for number, (name, kind) in enumerate(names, start=1):
        starts = [at for at in range(len(content)) if content.startswith(name, at)]
        spans = [{"start": at, "end": at + len(name), "text": name} for at in starts]
        found.append({"id": f"e{number}", "type": kind, "mentions": spans})
    return Extraction.model_validate({"id": "a", "text": text, "entities": found})


def _links(text: str, *names: tuple[str, EntityType]) -> dict[str, PlaceLink]:
    return PlaceLinker.default().link(_article(text, *names))


@pytest.mark.parametrize(
    ("key", "area", "rest"),
    [
        ("علي بعد 15 كلم من الحديده", Area(None, "near", 15), "الحديده"),
        ("20 كيلومترا شمال الرقه", Area((1, 0), "near", 20), "الرقه"),
        ("علي مسافه خمسه عشر كيلومترا جنوب غرب كركوك", Area((-1, -1), "near", 15), "كركوك"),
        ("ثلاثين كم الي الشرق من سرت", Area((0, 1), "near", 30), "سرت"),
        ("بالقرب من تدمر", Area(None, "near"), "تدمر"),
        ("قرب الميادين", Area(None, "near"), "الميادين"),
    ],
)
def test_a_distance_is_read_from_a_name(key: str, area: Area, rest: str) -> None:
    found = in_name(key)
    assert found is not None
    assert (found.area, found.rest) == (area, rest)


@pytest.mark.parametrize(
    "key", ["الميادين", "قرية الميادين", "القريه 15", "مقربه", "20 كيلومترا", "بعد 20 يوما من الحديده"]
)
def test_what_is_no_distance_is_none(key: str) -> None:
    assert in_name(key) is None


def test_words_before_a_mention_make_it_an_area_around_the_place() -> None:
    content = "سقطت طائرة على بعد نحو 25 كلم غربي مدينة تدمر"
    assert before(content, content.index("تدمر")) == Area((0, -1), "near", 25)
    near, itself = (_links(f"وقع هجوم {word} تدمر السورية.", ("تدمر", _PLACE))["e1"] for word in ("قرب", "في"))
    assert (near.precision, itself.precision) == ("area", "point")
    assert near.located_in[0].node_id == itself.node_id
    assert (near.lat, near.lon) == (itself.lat, itself.lon)
    assert near.radius_km is not None
    assert itself.radius_km is not None
    assert near.radius_km > itself.radius_km
    assert near.name == f"Near {itself.name}"


def test_a_place_that_is_also_named_for_itself_is_itself() -> None:
    link = _links("هجوم قرب تدمر السورية. ثم سيطر الجيش على تدمر.", ("تدمر", _PLACE))["e1"]
    assert (link.resolved, link.precision) == (True, "point")


def test_far_away_the_place_is_only_measured_from() -> None:
    link = _links("تقع سبها على بعد 650 كلم جنوب طرابلس الليبية.", ("طرابلس", _PLACE), ("سبها", _PLACE))["e1"]
    assert (link.resolved, link.precision) == (True, "point")


def test_a_stated_side_moves_the_centre_as_far() -> None:
    link = _links("هجوم على بعد 20 كيلومترا شمال الرقة السورية.", ("الرقة", _PLACE))["e1"]
    base = link.located_in[0]
    assert link.lat is not None and link.lon is not None and base.lat is not None and base.lon is not None  # noqa: PT018
    assert distance_km(link.lat, link.lon, base.lat, base.lon) == pytest.approx(20, abs=0.5)
    assert link.lat > base.lat
    assert link.name == f"20 km north of {base.name}"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قصف أريحا بريف إدلب.", True),
        ("قصف أريحا في ريف إدلب.", True),
        ("قصف أريحا وريف إدلب.", False),
        ("قصف أريحا ثم دخل مقاتلون إلى ريف إدلب.", False),
    ],
)
def test_containment_is_read_between_two_mentions(text: str, *, inside: bool) -> None:
    article = _article(text, ("أريحا", _PLACE), ("ريف إدلب", _PLACE))
    assert stated_inside(article, {"e1", "e2"}) == ({("e1", "e2")} if inside else set())


def test_stated_containment_decides_between_two_towns_of_one_name() -> None:
    syria = _links("قصف أريحا بريف إدلب.", ("أريحا", _PLACE), ("ريف إدلب", _PLACE))["e1"]
    bank = _links("حاجز في أريحا بالضفة الغربية.", ("أريحا", _PLACE), ("الضفة الغربية", _PLACE))["e1"]
    assert (syria.country, bank.country) == ("SY", "PS")


@pytest.mark.parametrize(
    ("text", "town", "noun", "node"),
    [
        ("تقدمت القوات في الحديدة اليمنية نحو مينائها.", "الحديدة", "مينائها", "place/port-of-hodeidah"),
        ("في عدن اليمنية أغلق المطار.", "عدن", "المطار", "place/aden-international-airport"),
    ],
)
def test_a_facility_without_a_name_is_that_of_the_place_named_last(text: str, town: str, noun: str, node: str) -> None:
    link = _links(text, (town, _PLACE), (noun, _FACILITY))["e2"]
    assert (link.node_id, link.method) == (node, "of")


def test_a_facility_before_any_place_is_nobodys() -> None:
    assert not _links("أغلق المطار ثم قصفت عدن اليمنية.", ("عدن", _PLACE), ("المطار", _FACILITY))["e2"].resolved


def test_a_street_is_not_in_the_city_it_is_called_after() -> None:
    link = _links("انفجار في شارع بغداد وسط دمشق السورية.", ("شارع بغداد", _PLACE), ("دمشق", _PLACE))["e1"]
    assert link.country == "SY"
    assert not link.resolved


@pytest.mark.parametrize("name", ["الأحياء الشرقية", "القرى الشمالية", "الجبهة الغربية"])
def test_a_side_of_places_is_no_place_of_that_name(name: str) -> None:
    link = _links(f"قصفت القوات {name} من الفاشر السودانية.", (name, _PLACE), ("الفاشر", _PLACE))["e1"]
    assert "EG" not in str(link)


def test_a_governorate_may_be_called_by_a_side() -> None:
    link = _links("انفجار في محافظة الشرقية المصرية.", ("محافظة الشرقية", _PLACE))["e1"]
    assert link.resolved
    assert "Sharq" in link.name
