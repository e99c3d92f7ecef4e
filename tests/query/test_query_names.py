"""Names that people type, against names of a graph."""

from __future__ import annotations

from typing import Any

import pytest

from kg.arabic import match_key
from kg.errors import InputError
from kg.query.names import find_ids, known_aliases


class Names:
    """A graph that holds these names."""

    def __init__(self, *rows: tuple[str, str | None, str | None]) -> None:
        self._rows = [dict(zip(("id", "name", "name_ar"), row, strict=True)) for row in rows]

    def read(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        return self._rows


GRAPH = Names(
    ("actor/houthis", "Houthis", "الحوثيون"),
    ("actor/united-states", "United States", "الولايات المتحدة"),
    ("actor/islamic-state", "Islamic State", "تنظيم الدولة الإسلامية"),
    ("place/gn-170794", "Deir ez-Zor", "دير الزور"),
    ("place/deir-ez-zor-governorate", "Deir ez-Zor", "دير الزَّور"),
)


@pytest.mark.parametrize(
    ("kind", "text", "ids"),
    [
        ("actor", "actor/houthis", ["actor/houthis"]),
        ("actor", "houthis", ["actor/houthis"]),
        ("actor", "HOUTHIS", ["actor/houthis"]),
        ("actor", "تنظيم الدوله الاسلاميه", ["actor/islamic-state"]),
        ("actor", "تَنظيم الدّولة الإسلاميّة", ["actor/islamic-state"]),
        ("actor", "داعش", ["actor/islamic-state"]),
        ("actor", "أميركا", ["actor/united-states"]),
        ("place", "deir ez zor", ["place/deir-ez-zor-governorate", "place/gn-170794"]),
        ("node", "دير الزور", ["place/deir-ez-zor-governorate", "place/gn-170794"]),
    ],
)
def test_finds(kind: str, text: str, ids: list[str]) -> None:
    assert find_ids(GRAPH, kind, text) == ids


def test_suggests_the_closest() -> None:
    with pytest.raises(InputError) as caught:
        find_ids(GRAPH, "actor", "الحوثيين جدا", where="q: parameter actor")
    assert str(caught.value).startswith(
        "q: parameter actor: no actor 'الحوثيين جدا' in the graph (did you mean الحوثيون"
    )


def test_a_known_actor_that_the_graph_lacks_is_not_found() -> None:
    assert known_aliases("actor", match_key("حزب الله"), {"actor/hezbollah", "actor/houthis"}) == {"actor/hezbollah"}
    assert not known_aliases("actor", match_key("حزب الله"), {"actor/houthis"})
    with pytest.raises(InputError, match="no actor 'حزب الله' in the graph"):
        find_ids(Names(), "actor", "حزب الله")


@pytest.mark.parametrize("text", ["", "؟!"])
def test_nothing_matches_nothing(text: str) -> None:
    with pytest.raises(InputError):
        find_ids(Names(("actor/~1", "…", None)), "actor", text)
