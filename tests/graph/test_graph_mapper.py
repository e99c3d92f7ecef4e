import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plain_links import SYNTH, plainly_resolved

from kg.extraction import Extraction
from kg.graph.delta import Edge, GraphDelta, Node
from kg.graph.mapper import map_extraction
from kg.graph.validate import validate
from kg.resolve.resolution import KnownRelation

TITLE = "غارة قرب تل الورد"
TEXT = (
    "قال مرصد السهل إن طائرة تابعة للجيش الأزرق شنت يوم الاثنين غارة على كتائب الوادي في تل الورد وقتلت سبعة أشخاص. "
    "وأعلنت وزارة الصحة أن أربعة مدنيين قتلوا. "
    "وتقع تل الورد في ريف الجنوب. "
    "وجاءت الغارة ردا على هجوم نفذته الكتائب يوم الأحد."
)
CONTENT = f"{TITLE}\n\n{TEXT}"


def span(text: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = CONTENT.index(text, start + 1)
    return {"start": start, "end": start + len(text), "text": text}


def entity(local: str, kind: str, english: str, *mentions: dict[str, Any]) -> dict[str, Any]:
    return {"id": local, "type": kind, "en": english, "mentions": list(mentions)}


def raw() -> dict[str, Any]:
    return {
        "id": "own-1",
        "title": TITLE,
        "text": TEXT,
        "date": "2024-05-07",
        "source": "الصحيفة",
        "entities": [
            entity("e1", "ORGANIZATION", "Plain Monitor", span("مرصد السهل")),
            entity("e2", "ARMED_GROUP", "Blue Army", span("للجيش الأزرق")),
            entity("e3", "ARMED_GROUP", "Valley Brigades", span("كتائب الوادي"), span("الكتائب")),
            entity("e4", "PLACE", "Tell al-Ward", span("تل الورد"), span("تل الورد", 1), span("تل الورد", 2)),
            entity("e5", "ORGANIZATION", "Ministry of Health", span("وزارة الصحة")),
            entity("e6", "CIVILIANS", "Civilians (Tell al-Ward)", span("مدنيين")),
            entity("e7", "PLACE", "Southern countryside", span("ريف الجنوب")),
        ],
        "incidents": [
            {
                "id": "i1",
                "type": "air_drone_strike",
                "triggers": [span("غارة"), span("غارة", 1), span("غارة", 2)],
                "initiator": ["e2"],
                "target": ["e3"],
                "place": ["e4", "e7"],
                "reported_by": ["e1", "e5"],
                "date": {"start": "2024-05-06", "end": "2024-05-06", "mention": span("الاثنين")},
                "casualties": [
                    {"outcome": "killed", "count": 7, "source": "e1"},
                    {"outcome": "killed", "count": 4, "victim": "e6", "source": "e5", "confidence": 0.75},
                ],
            },
            {"id": "i2", "type": "armed_attack", "triggers": [span("هجوم")], "initiator": ["e3"]},
        ],
        "relations": [{"type": "located_in", "from": "e4", "to": "e7"}],
        "incident_relations": [{"type": "retaliation_for", "from": "i1", "to": "i2"}],
    }


def mapped(data: dict[str, Any]) -> GraphDelta:
    delta = map_extraction(plainly_resolved(Extraction.model_validate(data)))
    validate(delta)
    return delta


@pytest.fixture
def delta() -> GraphDelta:
    return mapped(raw())


def incident(delta: GraphDelta, kind: str) -> Node:
    return next(n for n in delta.nodes if n.labels[0] == "Incident" and n.properties["type"] == kind)


def named(delta: GraphDelta, name: str) -> Node:
    return next(n for n in delta.nodes if n.properties.get("name") == name)


def edges(delta: GraphDelta, edge_type: str) -> list[Edge]:
    return [edge for edge in delta.edges if edge.type == edge_type]


def claims(delta: GraphDelta, attribute: str, about: str | None = None) -> list[Node]:
    found = (n for n in delta.nodes if n.labels[0] == "Claim" and n.properties["attribute"] == attribute)
    return [n for n in found if about in (None, n.properties["about"])]


def speakers(delta: GraphDelta, claim: Node) -> list[Any]:
    names = {node.id: node.properties.get("name") for node in delta.nodes}
    return [names[edge.end] for edge in edges(delta, "ATTRIBUTED_TO") if edge.start == claim.id]


def test_an_incident_carries_its_days_tolls_codes_and_first_sentence(delta: GraphDelta) -> None:
    properties = incident(delta, "air_drone_strike").properties
    assert properties["date_start"] == properties["date_end"] == dt.date(2024, 5, 6)
    assert (properties["killed_low"], properties["killed_high"]) == (7, 7)
    assert "wounded_low" not in properties
    assert properties["summary"] == TITLE
    assert (properties["family"], properties["cameo"]) == ("explosion", "195")
    assert properties["confidence"] == 1.0


def test_an_incident_without_a_date_gets_none(delta: GraphDelta) -> None:
    assert "date_start" not in incident(delta, "armed_attack").properties


def test_every_role_is_a_relationship_with_the_sentence_that_states_it(delta: GraphDelta) -> None:
    strike = incident(delta, "air_drone_strike")
    for edge_type, name in (("INITIATED", "Blue Army"), ("TARGETED_IN", "Valley Brigades")):
        edge = next(e for e in edges(delta, edge_type) if e.end == strike.id)
        assert edge.start == named(delta, name).id
        backing = [n for n in delta.nodes if n.id in edge.properties["claims"]]  # type: ignore[operator]
        assert {n.properties["sentence"] for n in backing} == {TEXT.split(". ")[0] + "."}
        assert {n.properties["edge"] for n in backing} == {edge.key}
        assert edge.properties["basis"] == "article"


def test_a_fact_is_attributed_to_whom_its_own_sentence_quotes(delta: GraphDelta) -> None:
    """The title tells the strike, and the sentence after it says whose news that is; the ministry speaks later."""
    strike = incident(delta, "air_drone_strike").id
    for attribute in ("type", "date", "INITIATED", "TARGETED_IN"):
        assert [speakers(delta, claim) for claim in claims(delta, attribute, strike)] == [["Plain Monitor"]]


def test_every_source_that_a_sentence_quotes_makes_a_claim_of_its_own() -> None:
    data = raw()
    two_sentences = {"start": len(TITLE) + 2, "end": CONTENT.index("وتقع"), "confidence": 0.5}
    data["incidents"][0]["evidence"] = [{"attribute": "type", **two_sentences}]
    delta = mapped(data)
    strike = incident(delta, "air_drone_strike").id
    said = [speakers(delta, claim) for claim in claims(delta, "type", strike)]
    assert sorted(said) == [["Ministry of Health"], ["Plain Monitor"]]


def test_a_toll_without_a_source_is_attributed_to_nobody() -> None:
    data = raw()
    del data["incidents"][0]["casualties"][1]["source"]
    delta = mapped(data)
    tolls = {claim.properties["value"]: speakers(delta, claim) for claim in claims(delta, "toll")}
    assert tolls == {"killed 7": ["Plain Monitor"], "killed 4": []}


def test_a_toll_is_attributed_to_its_own_source_only(delta: GraphDelta) -> None:
    tolls = {claim.properties["value"]: claim for claim in claims(delta, "toll")}
    assert {value: speakers(delta, claim) for value, claim in tolls.items()} == {
        "killed 7": ["Plain Monitor"],
        "killed 4": ["Ministry of Health"],
    }
    four = tolls["killed 4"].properties
    assert (four["count"], four["confidence"], four["victim_id"]) == (
        4,
        0.75,
        named(delta, "Civilians (Tell al-Ward)").id,
    )
    assert four["sentence"] == "وأعلنت وزارة الصحة أن أربعة مدنيين قتلوا."
    assert [edge.properties["claims"] for edge in edges(delta, "SUFFERED_IN")] == [[tolls["killed 4"].id]]


def test_what_nobody_is_quoted_for_is_claimed_by_nobody(delta: GraphDelta) -> None:
    claim = claims(delta, "type", incident(delta, "armed_attack").id)
    assert [speakers(delta, one) for one in claim] == [[]]


def test_places_are_ranked_from_the_most_specific(delta: GraphDelta) -> None:
    ranks = {edge.end: edge.properties["rank"] for edge in edges(delta, "HAPPENED_AT")}
    assert ranks == {named(delta, "Tell al-Ward").id: 0, named(delta, "Southern countryside").id: 1}


def test_quotes_are_the_article_at_their_offsets(delta: GraphDelta) -> None:
    for node in delta.nodes:
        if node.labels[0] == "Claim":
            start, end = node.properties["start"], node.properties["end"]
            assert CONTENT[start:end] == node.properties["sentence"]  # type: ignore[misc]


def test_incidents_are_related_and_the_sentence_names_both(delta: GraphDelta) -> None:
    (edge,) = edges(delta, "RETALIATION_FOR")
    assert (edge.start, edge.end) == (incident(delta, "air_drone_strike").id, incident(delta, "armed_attack").id)
    (claim,) = claims(delta, "RETALIATION_FOR")
    assert claim.properties["sentence"] == "وجاءت الغارة ردا على هجوم نفذته الكتائب يوم الأحد."


def test_a_place_in_a_place_is_claimed_without_properties_on_the_relationship(delta: GraphDelta) -> None:
    (edge,) = edges(delta, "LOCATED_IN")
    assert edge.properties == {}
    assert [claim.properties["edge"] for claim in claims(delta, "LOCATED_IN")] == [edge.key]


def test_evidence_of_the_reader_goes_before_the_rule() -> None:
    data = raw()
    last = CONTENT.index("وجاءت")
    data["incidents"][0]["evidence"] = [
        {"attribute": "initiator", "entity": "e2", "start": last, "end": len(CONTENT), "confidence": 0.5},
        {"attribute": "initiator", "entity": "e2", "start": 0, "end": len(TITLE) + 2, "confidence": 0.25},
    ]
    delta = mapped(data)
    strike = incident(delta, "air_drone_strike").id
    (edge,) = (e for e in edges(delta, "INITIATED") if e.end == strike)
    assert edge.properties["confidence"] == 0.5
    stated = {claim.properties["start"]: claim.properties["sentence"] for claim in claims(delta, "INITIATED", strike)}
    assert stated == {0: TITLE, last: CONTENT[last:]}  # Without the empty line after the title.


def test_entities_of_one_node_become_it_with_the_claims_of_both() -> None:
    data = raw()
    data["entities"][2]["mentions"] = [span("كتائب الوادي")]
    data["entities"].append(entity("e8", "ARMED_GROUP", "Valley Brigades", span("الكتائب")))
    data["incidents"][0]["target"] = ["e3", "e8"]
    delta = mapped(data)
    assert len([n for n in delta.nodes if n.properties.get("name") == "Valley Brigades"]) == 1
    (edge,) = edges(delta, "TARGETED_IN")
    assert len(edge.properties["claims"]) == 2  # type: ignore[arg-type]  # two sentences


def test_a_relation_within_one_node_is_none() -> None:
    data = raw()
    data["entities"].append(entity("e8", "ARMED_GROUP", "Valley Brigades", span("الكتائب")))
    data["entities"][2]["mentions"] = [span("كتائب الوادي")]
    data["relations"] = [{"type": "affiliated_with", "from": "e3", "to": "e8"}]
    assert edges(mapped(data), "AFFILIATED_WITH") == []


def test_what_the_schema_has_no_relationship_for_stands_as_a_claim() -> None:
    data = raw()
    data["incidents"][1]["place"] = ["e5", "e4"]
    delta = mapped(data)
    attack = incident(delta, "armed_attack").id
    ministry = [
        c
        for c in claims(delta, "HAPPENED_AT", attack)
        if c.properties["value_id"] == named(delta, "Ministry of Health").id
    ]
    assert ["edge" in claim.properties for claim in ministry] == [False]
    assert [e.properties["rank"] for e in edges(delta, "HAPPENED_AT") if e.start == attack] == [0]


def test_two_incidents_with_the_same_trigger_stay_two() -> None:
    data = raw()
    twin = {**data["incidents"][1], "id": "i3", "initiator": [], "place": ["e4"]}
    data["incidents"].append(twin)
    delta = mapped(data)
    assert len([n for n in delta.nodes if n.labels == ("Incident",) and n.properties["type"] == "armed_attack"]) == 2


def test_known_relations_are_relationships_without_claims_until_an_article_states_them() -> None:
    resolved = plainly_resolved(Extraction.model_validate(raw()))
    army, brigades = resolved.actors["e2"], resolved.actors["e3"]
    parent = replace(army, node_id="actor/blue-state", label="Country", name="Blue State", kind="state")
    known = KnownRelation("affiliated_with", army, parent), KnownRelation("SUPPORTS", army, brigades)
    delta = map_extraction(replace(resolved, known=known))
    validate(delta)
    (edge,) = edges(delta, "AFFILIATED_WITH")
    assert edge.end == "actor/blue-state"
    assert edge.properties == {"claims": [], "confidence": 1.0, "basis": "knowledge", "known": True}
    stated = {**raw(), "relations": [{"type": "supports", "from": "e2", "to": "e3", "confidence": 0.5}]}
    delta = map_extraction(replace(resolved, extraction=Extraction.model_validate(stated), known=known))
    (edge,) = edges(delta, "SUPPORTS")
    assert (edge.properties["basis"], edge.properties["confidence"], edge.properties["known"]) == ("article", 0.5, True)


def test_the_places_around_a_place_are_nodes_and_relationships() -> None:
    resolved = plainly_resolved(Extraction.model_validate(raw()))
    inner, outer = resolved.places["e4"], resolved.places["e7"]
    state = replace(outer, node_id="place/gn-1", name="Blue State", name_ar=None, kind="country", resolved=True)
    chained = replace(inner, located_in=(outer, state))
    delta = map_extraction(replace(resolved, places={**resolved.places, "e4": chained}))
    validate(delta)
    assert {(e.start, e.end) for e in edges(delta, "LOCATED_IN")} == {
        (inner.node_id, outer.node_id),
        (outer.node_id, "place/gn-1"),
    }


@pytest.mark.parametrize("path", sorted(SYNTH.glob("*.json")), ids=lambda path: path.stem)
def test_gold_articles_map_to_valid_deltas_in_which_every_argument_is_claimed(path: Path) -> None:
    extraction = Extraction.model_validate_json(path.read_text(encoding="utf-8"))
    delta = map_extraction(plainly_resolved(extraction))
    validate(delta)
    stated = sum(1 for i in extraction.incidents for role, _ in i.arguments() if role != "reported_by")
    claimed = {
        (claim.properties["about"], role, claim.properties["value_id"])
        for role in ("INITIATED", "TARGETED_IN", "TOOK_PART_IN", "HAPPENED_AT")
        for claim in claims(delta, role)
    }
    assert len(claimed) == stated
