"""Names that are those of settlements or regions and nothing else."""

from __future__ import annotations

import pytest

from kg.resolve.known_settlements import make_known_settlements


@pytest.mark.parametrize("name", ["الميادين", "تدمر", "ديالى"])
def test_settlements(name: str) -> None:
    assert make_known_settlements()(name)


@pytest.mark.parametrize("name", ["ميناء أم قصر", "مطار حلب", "محافظة ديالى", "القاعدة", "مستودع", "", "؟"])
def test_sites_and_words_are_none(name: str) -> None:
    assert not make_known_settlements()(name)
