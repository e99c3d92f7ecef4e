"""Whatever a reader may produce maps to a valid delta, and neither local ids nor the order of lists change it."""

import random
from itertools import accumulate
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_links import plainly_resolved

from kg.extraction import (
    EntityType,
    Extraction,
    IncidentRelationType,
    IncidentType,
    Modality,
    Modifier,
    Outcome,
    RelationType,
)
from kg.graph.mapper import map_extraction
from kg.graph.validate import validate

_WORDS = st.lists(
    st.sampled_from(["قصف", "الجيش", "قرية", "قال", "أمس.", "انفجار", "هناك؟", "ثم"]), min_size=1, max_size=30
)
_SURE = st.none() | st.sampled_from([0.25, 0.5, 0.875])


@st.composite
def extractions(draw: st.DrawFn) -> dict[str, Any]:
    words = draw(_WORDS)
    title = draw(st.sampled_from(["", "خبر"]))
    content = title + "\n\n" + " ".join(words)
    starts = [len(title) + 2 + offset for offset in accumulate([0, *(len(word) + 1 for word in words[:-1])])]
    spans = st.sampled_from(
        [{"start": start, "end": start + len(word), "text": word} for start, word in zip(starts, words, strict=True)]
    )
    some_spans = st.lists(spans, max_size=3, unique_by=lambda span: span["start"])
    entities = [
        {
            "id": f"e{number}",
            "type": draw(st.sampled_from(list(EntityType))),
            "en": draw(st.sampled_from(["", "One", "Two", "Three"])),
            "mentions": draw(some_spans),
        }
        for number in range(draw(st.integers(1, 5)))
    ]
    entity = st.sampled_from([item["id"] for item in entities])
    several = st.lists(entity, max_size=3)
    sentence = st.fixed_dictionaries({"start": st.integers(0, len(content)), "end": st.integers(0, len(content) + 3)})
    casualty = st.fixed_dictionaries(
        {
            "outcome": st.sampled_from(get_args(Outcome)),
            "count": st.none() | st.integers(0, 20),
            "modifier": st.none() | st.sampled_from(get_args(Modifier)),
            "victim": st.none() | entity,
            "source": st.none() | entity,
            "mention": st.none() | spans,
            "confidence": _SURE,
        }
    )
    evidence = st.builds(
        lambda where, attribute, who, sure: {**where, "attribute": attribute, "entity": who, "confidence": sure},
        sentence,
        st.sampled_from(["type", "date", "initiator", "place"]),
        st.none() | entity,
        st.sampled_from([0.125, 1.0]),
    )
    incidents = [
        {
            "id": f"i{number}",
            "type": draw(st.sampled_from(get_args(IncidentType)[:3])),
            "modality": draw(st.sampled_from(get_args(Modality))),
            "triggers": draw(some_spans),
            **{role: draw(several) for role in ("initiator", "target", "participant", "place", "reported_by")},
            "date": draw(st.none() | st.just({"start": "2024-01-01", "end": "2024-01-31"})),
            "casualties": draw(st.lists(casualty, max_size=3)),
            "weapon": draw(st.none() | st.just("لغم")),
            "confidence": draw(_SURE),
            "evidence": draw(st.lists(evidence, max_size=2)),
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    relation = st.builds(
        lambda kind, one, other, sure: {"type": kind, "from": one, "to": other, "confidence": sure},
        st.sampled_from(get_args(RelationType)),
        entity,
        entity,
        _SURE,
    )
    found: dict[str, Any] = {"id": "made", "title": title, "text": " ".join(words), "entities": entities}
    found |= {"incidents": incidents, "relations": draw(st.lists(relation, max_size=4))}
    if incidents:
        incident = st.sampled_from([item["id"] for item in incidents])
        kinds = st.sampled_from(get_args(IncidentRelationType))
        between = st.builds(
            lambda kind, one, other: {"type": kind, "from": one, "to": other}, kinds, incident, incident
        )
        found["incident_relations"] = draw(st.lists(between, max_size=3))
    return found


def shuffled(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same reading with other local ids and other orders; the order of places, which has a meaning, stays."""
    chance = random.Random(seed)
    names = [item["id"] for item in (*data["entities"], *data["incidents"])]
    numbers = chance.sample(range(100, 999), len(names))
    new = {name: f"x{number}" for name, number in zip(names, numbers, strict=True)}

    def change(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {key: change(item, key) for key, item in value.items()}
        if isinstance(value, list):
            items = [change(item, field) for item in value]
            return items if field == "place" else chance.sample(items, len(items))
        named = field in {
            "id",
            "from",
            "to",
            "victim",
            "source",
            "entity",
            "initiator",
            "target",
            "participant",
            "place",
            "reported_by",
        }
        return new.get(value, value) if named else value

    return change(data)  # type: ignore[no-any-return]


@settings(max_examples=150)
@given(extractions(), st.integers(0, 2**16))
def test_the_delta_is_valid_and_does_not_depend_on_order_or_local_ids(data: dict[str, Any], seed: int) -> None:
    delta = map_extraction(plainly_resolved(Extraction.model_validate(data)))
    validate(delta)
    again = map_extraction(plainly_resolved(Extraction.model_validate(shuffled(data, seed))))
    assert delta == again
    assert [node.id for node in delta.nodes] == [
        node.id for node in sorted(delta.nodes, key=lambda n: (n.labels[0], n.id))
    ]
