"""Links do not depend on order, and what is unknown gets a node of its own."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import Entity, EntityType, Extraction, Mention
from kg.resolve.actors import ActorLinker

_NAMES = [
    (EntityType.ARMED_GROUP, ("الحوثيون", "الجماعة")),
    (EntityType.ARMED_GROUP, ("الجيش", "جنود")),
    (EntityType.ARMED_GROUP, ("كتيبة أبو عمارة", "الكتيبة")),
    (EntityType.ARMED_GROUP, ("مسلحون قبليون",)),
    (EntityType.PERSON, ("سعيد بن عمر", "عمر")),
    (EntityType.PERSON, ("بشار الأسد", "الأسد")),
    (EntityType.ORGANIZATION, ("وزارة الدفاع",)),
    (EntityType.COUNTRY, ("اليمن", "البلاد")),
    (EntityType.CIVILIANS, ("صيادين", "مدنيين")),
]


def _extraction(names: list[tuple[EntityType, tuple[str, ...]]], shuffle: random.Random | None = None) -> Extraction:
    text, entities = "في صنعاء ", []
    for number, (type_, mentions) in enumerate(names):
        spans = []
        for mention in mentions:
            spans.append(Mention(start=len(text) + 2, end=len(text) + 2 + len(mention), text=mention))
            text += f"{mention} ثم "
        if shuffle:
            shuffle.shuffle(spans)
        entities.append(Entity(id=f"e{number}", type=type_, mentions=tuple(spans)))
    if shuffle:
        shuffle.shuffle(entities)
    return Extraction(id="a", text=text, entities=tuple(entities))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_order_of_entities_and_mentions_changes_nothing(
    names: list[tuple[EntityType, tuple[str, ...]]], shuffle: random.Random
) -> None:
    linker = ActorLinker.default()
    assert linker.link(_extraction(names)) == linker.link(_extraction(names, shuffle))


def test_an_unknown_group_is_one_node_in_every_article() -> None:
    linker = ActorLinker.default()
    one = linker.link(_extraction([_NAMES[2]]))["e0"]
    two = linker.link(_extraction([_NAMES[0], (EntityType.ARMED_GROUP, ("كتيبة أبو عمارة",))]))["e1"]
    assert one.node_id == two.node_id
    assert one.node_id.startswith("actor/~")
    assert len(one.node_id) == len("actor/~") + 16
    assert (one.resolved, one.kind, one.name, one.label) == (False, "armed_group", "كتيبة أبو عمارة", "ArmedGroup")


def test_a_full_name_that_is_unknown_is_not_the_famous_bearer_of_its_surname() -> None:
    link = ActorLinker.default().link(_extraction([(EntityType.PERSON, ("سامر الأسد", "الأسد"))]))["e0"]
    assert not link.resolved


def test_the_longest_name_wins_over_a_general_noun() -> None:
    link = ActorLinker.default().link(_extraction([(EntityType.ARMED_GROUP, ("التنظيم", "حركة الشباب", "القوات"))]))[
        "e0"
    ]
    assert link.node_id == "actor/al-shabaab"
