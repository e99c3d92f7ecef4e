"""Every shipped template on both stores; the expected answers were read off the articles by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kg.query.catalogue import find_template, list_templates
from kg.query.run import run_template
from kg.store.session import Store

SOHR = "Syrian Observatory for Human Rights"
SDF = "Syrian Democratic Forces"
IS = "Islamic State"
MAY_20 = dt.date(2022, 5, 20)

# Template, parameters, columns looked at, rows expected.
CASES: list[tuple[str, dict[str, object], tuple[str, ...], list[tuple[Any, ...]]]] = [
    (
        "incidents",
        {"limit": 2, "type": "explosion"},
        ("date", "what", "who", "whom", "places", "toll"),
        [
            (
                dt.date(2023, 11, 10),
                "air_drone_strike",
                ["Islamic Resistance in Iraq"],
                ["Ayn al-Asad Airbase", "United States Armed Forces"],
                ["Ayn al-Asad Airbase", "Iraq"],
                [],
            ),
            (
                dt.date(2023, 4, 3),
                "air_drone_strike",
                ["Israel"],
                ["Research centre (Al-Mukhtariyah)", "Syrian Arab Army"],
                ["Al-Mukhtariyah", "Homs"],
                ["wounded 5"],
            ),
        ],
    ),
    (
        "incidents",
        {"modality": "negated"},
        ("date", "what", "whom", "source"),
        [
            (dt.date(2022, 8, 31), "armed_attack", ["Khmeimim Air Base", "Russia"], ["Russia"]),
            (None, "armed_attack", ["Erbil"], ["بيان رقم (14)"]),
        ],
    ),
    (
        "incidents",
        {"since": "2022-09-17", "until": "2023-03-31"},
        ("date", "what", "who"),
        [
            (dt.date(2023, 3, 31), "air_drone_strike", ["Israel"]),
            (dt.date(2022, 9, 16), "interception", ["Syrian Air Defense Force"]),
            (dt.date(2022, 9, 16), "air_drone_strike", ["Israel"]),
        ],
    ),
    (
        # The road to Tell Rifaat lies in Aleppo; Maraanaz is only said to.
        "incidents-by-place",
        {"place": "حلب", "since": MAY_20},
        ("what", "who", "places", "toll"),
        [
            (
                "air_drone_strike",
                ["Turkey", "Turkish Air Force"],
                ["Tell Rifaat–Ayn Daqnah road", "Aleppo"],
                ["killed 2", "wounded 1"],
            ),
            (
                "shelling_missile",
                ["Pro-Turkey factions (Syria)", "Turkish Armed Forces"],
                ["Maraanaz", "Sheikh Issa", "Al-Alqamiyah", "Aleppo"],
                [],
            ),
        ],
    ),
    (
        # Ghuwayran prison is in the city: its attack is found by the city's name.
        "incidents-by-place",
        {"place": "الحسكه"},
        ("date", "what", "places"),
        [
            (dt.date(2022, 1, 1), "armed_clash", ["Ghuwayran Prison", "Al-Hasakah"]),
            (dt.date(2022, 1, 1), "armed_attack", ["Ghuwayran Prison", "Al-Hasakah"]),
        ],
    ),
    (
        "incidents-by-actor",
        {"actor": "Israel", "role": "target"},
        ("date", "role", "what", "who"),
        [
            (dt.date(2022, 9, 16), "target", "interception", ["Syrian Air Defense Force"]),
            (dt.date(2023, 4, 3), "target", "interception", ["Syrian Air Defense Force"]),
        ],
    ),
    (
        "incidents-by-actor",
        {"actor": SDF, "type": "violence"},
        ("role", "what", "toll"),
        [
            ("target", "armed_attack", ["killed 3", "killed 4", "wounded 1", "wounded 3"]),
            ("victim", "armed_attack", ["killed 3", "killed 4", "wounded 1", "wounded 3"]),
        ],
    ),
    (
        # From the citadel of Aleppo: the airport (36.18, 37.22) is 6 km away, Azaz (36.59, 37.05) 45 km.
        "strikes-near",
        {"lat": 36.2, "lon": 37.16, "km": 50},
        ("km", "place", "what", "who"),
        [
            (0.0, "Aleppo", "air_drone_strike", ["Turkey", "Turkish Air Force"]),
            (0.0, "Aleppo", "shelling_missile", ["Pro-Turkey factions (Syria)", "Turkish Armed Forces"]),
            (5.8, "Aleppo International Airport", "air_drone_strike", ["Israel"]),
            (44.5, "Azaz", "shelling_missile", ["Kurdish forces (northern Aleppo)"]),
        ],
    ),
    ("strikes-near", {"lat": "-36.2", "lon": "37.16"}, ("km",), []),
    (
        "affiliations",
        {"actor": "Turkey"},
        ("actor", "body", "steps", "chain"),
        [
            (
                "Pro-Turkey factions (Syria)",
                "Turkey",
                2,
                ["Pro-Turkey factions (Syria)", "Turkish Armed Forces", "Turkey"],
            ),
            ("Turkish Air Force", "Turkey", 1, ["Turkish Air Force", "Turkey"]),
            ("Turkish Armed Forces", "Turkey", 1, ["Turkish Armed Forces", "Turkey"]),
        ],
    ),
    (
        "affiliations",
        {"actor": "التركيه", "steps": 1},
        ("actor", "by", "basis"),
        [
            ("Turkish Air Force", ["AFFILIATED_WITH"], ["article"]),
            ("Turkish Armed Forces", ["AFFILIATED_WITH"], ["article"]),
        ],
    ),
    (
        "supporters",
        {},
        ("actor", "backs", "articles"),
        [
            ("International coalition against the Islamic State", SDF, 1),
            ("Iranian forces (Syria)", "Syria", 1),
        ],
    ),
    (
        "retaliation-chains",
        {"actor": "Turkish Armed Forces"},
        ("steps", "chain", "dates", "who", "sentences"),
        [
            (
                1,
                ["shelling_missile", "shelling_missile"],
                ["2022-05-20", "2022-05-20"],
                ["Kurdish forces (northern Aleppo)", "Pro-Turkey factions (Syria), Turkish Armed Forces"],
                ["وقصف بري متبادل على محاور ريفي حلب والرقة"],
            )
        ],
    ),
    ("retaliation-chains", {}, ("steps",), [(1,), (1,), (1,), (1,)]),
    (
        # Five soldiers of the seven dead near Damascus are no conflict; three or four dead of the same force are.
        "conflicting-tolls",
        {},
        ("what", "places", "victim", "figures", "lowest", "highest"),
        [
            (
                "armed_attack",
                ["Abu Khashab", "Western Deir ez-Zor countryside"],
                SDF,
                [f"3 ({SDF})", f"4 ({SOHR})"],
                3,
                4,
            )
        ],
    ),
    ("conflicting-tolls", {"outcome": "wounded"}, ("victim",), []),
    (
        "incidents-shared",
        {"actor": IS, "other": SDF},
        ("date", "what", "roles", "other_roles", "source"),
        [
            (dt.date(2022, 1, 1), "armed_clash", ["TOOK_PART_IN"], ["TOOK_PART_IN"], [SOHR]),
            (
                dt.date(2022, 3, 11),
                "armed_attack",
                ["INITIATED"],
                ["SUFFERED_IN", "TARGETED_IN"],
                ["Rami Abdulrahman", SDF, SOHR],
            ),
        ],
    ),
    (
        "active-actors-by-month",
        {"since": "2022-05-01", "until": "2022-05-31", "top": 2, "modality": "actual,planned"},
        ("month", "rank", "actor", "incidents", "killed_high"),
        [
            # Its strikes since January overlap the period; they count in the month in which they began.
            ("2022-01", 1, "Turkey", 1, 24),
            ("2022-05", 1, "Ahrar al-Sharqiya", 2, 0),
            ("2022-05", 2, "Turkey", 1, 2),
        ],
    ),
    (
        "sources",
        {"limit": 2},
        ("source", "incidents", "articles", "first", "last"),
        [
            (SOHR, 6, 3, dt.date(2022, 3, 12), dt.date(2022, 9, 17)),
            (SDF, 3, 1, dt.date(2022, 3, 12), dt.date(2022, 3, 12)),
        ],
    ),
    (
        "claims-by-source",
        {"source": "المرصد السوري لحقوق الانسان", "attribute": "toll", "limit": 2},
        ("date", "about", "value"),
        [
            (dt.date(2022, 3, 12), "armed_attack", "killed 4"),
            (dt.date(2022, 3, 12), "armed_clash", "killed 300 over"),
        ],
    ),
    (
        "evidence",
        {"one": "Turkish Armed Forces", "other": "Turkey"},
        ("relationship", "from", "to", "date"),
        [("AFFILIATED_WITH", "Turkish Armed Forces", "Turkey", MAY_20)],
    ),
    ("evidence", {"one": "Turkey", "other": "Israel"}, ("relationship",), []),
    (
        "place-timeline",
        {"place": "دمشق"},
        ("date", "until", "what", "place"),
        [
            (dt.date(2022, 9, 16), dt.date(2022, 9, 17), "interception", "Damascus"),
            (dt.date(2022, 9, 16), dt.date(2022, 9, 17), "air_drone_strike", "Damascus"),
            (dt.date(2023, 3, 31), dt.date(2023, 3, 31), "air_drone_strike", "Damascus"),
        ],
    ),
    (
        "group-strike-place",
        {"sponsor": "Iran"},
        ("group", "chain", "role", "place", "by", "toll"),
        [
            (
                "Islamic Revolutionary Guard Corps",
                ["Islamic Revolutionary Guard Corps", "Iran"],
                "was struck",
                "Damascus",
                ["Israel"],
                ["killed 1"],
            )
        ],
    ),
    (
        "group-strike-place",
        {"sponsor": "Turkey", "role": "struck", "type": "shelling_missile"},
        ("group", "place"),
        [("Pro-Turkey factions (Syria)", "Maraanaz"), ("Turkish Armed Forces", "Maraanaz")],
    ),
    (
        "who-strikes-whom",
        {"limit": 2},
        ("who", "whom", "incidents", "killed_high"),
        [
            ("Islamic Resistance in Iraq", "United States Armed Forces", 3, 0),
            ("Israel", "Syrian Arab Army", 2, 7),
        ],
    ),
    (
        "incidents-of-article",
        {"article": "synth-A-08"},
        ("date", "what", "modality"),
        [
            (dt.date(2023, 10, 17), "armed_attack", "actual"),
            (dt.date(2023, 11, 10), "air_drone_strike", "actual"),
            (None, "air_drone_strike", "actual"),
            (None, "air_drone_strike", "planned"),
            (None, "armed_attack", "generic"),
            (None, "armed_attack", "negated"),
            (None, "shelling_missile", "actual"),
        ],
    ),
    (
        "articles-about-actor",
        {"actor": "Hezbollah"},
        ("date", "article", "facts"),
        [(dt.date(2022, 9, 17), "مقتل خمسة جنود سوريين في غارات إسرائيلية بالقرب من دمشق", ["TARGETED_IN"])],
    ),
    (
        "leaders-and-members",
        {},
        ("body", "relationship", "person", "articles"),
        [(IS, "MEMBER_OF", "Abu Talha al-Homsi", 1), (SOHR, "LEADS", "Rami Abdulrahman", 1)],
    ),
    (
        "deadliest-incidents",
        {"limit": 4},
        ("killed_low", "killed_high", "what"),
        [
            (300, 300, "armed_clash"),
            (24, 24, "air_drone_strike"),
            (7, 7, "air_drone_strike"),
            (3, 4, "armed_attack"),
        ],
    ),
    (
        "unresolved-names",
        {"kind": "actor", "limit": 1},
        ("name", "label", "kind", "articles"),
        [("المرصد السوري لحقوق الإنسان", "actor", "organization", 3)],
    ),
    ("unresolved-names", {"least": 1000}, ("name",), []),
]


@pytest.mark.parametrize(("name", "values", "columns", "expected"), CASES)
def test_answers(
    graph: Store, name: str, values: dict[str, object], columns: tuple[str, ...], expected: list[tuple[Any, ...]]
) -> None:
    result = run_template(graph, find_template(name), values)
    assert [tuple(row[column] for column in columns) for row in result.rows] == expected
    for row in result.rows:
        assert tuple(row) == result.columns


def test_claims_of_an_incident(graph: Store) -> None:
    deadliest = run_template(graph, find_template("deadliest-incidents"), {"type": "air_drone_strike"}).rows[1]
    result = run_template(graph, find_template("incident-claims"), {"incident": deadliest["incident"]})
    said = {(row["attribute"], row["value"], row["source"]) for row in result.rows}
    assert ("toll", "killed 5 · Syrian Arab Army", "Syrian state media") in said
    assert ("toll", "killed 7", SOHR) in said
    # Each fact by whom its own sentence quotes.
    dated = {source for attribute, _, source in said if attribute == "date"}
    assert dated == {"Syrian state media"}
    assert ("HAPPENED_AT", "Al-Kiswah", SOHR) in said


def test_evidence_is_the_sentence(graph: Store) -> None:
    result = run_template(graph, find_template("evidence"), {"one": "Rami Abdulrahman", "other": SOHR})
    row = next(row for row in result.rows if row["relationship"] == "LEADS")
    assert "مدير المرصد رامي عبد الرحمن" in row["sentence"]
    assert row["ends"] - row["begins"] == len(row["sentence"])


def test_every_template_is_tried() -> None:
    # In `test_query_reports.py`, over stories that several outlets tell.
    told = {"incident-reports", "judgements", "disagreements"}
    tried = {name for name, *_ in CASES} | {"incident-claims"} | told
    assert tried == {template.name for template in list_templates()}


def test_what_everybody_believes_stays(graph: Store) -> None:
    """Annotated articles carry no doubt: 1 asks for all there is."""
    for template in list_templates():
        names = {parameter.name for parameter in template.parameters}
        if "min_confidence" not in names or any(p.required for p in template.parameters):
            continue
        every = run_template(graph, template, {})
        assert run_template(graph, template, {"min_confidence": 1}).rows == every.rows, template.name
