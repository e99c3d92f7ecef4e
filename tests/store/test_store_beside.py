"""Where what people judged lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.store.beside import judgements_file


def test_a_named_file_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "judged.jsonl"
    monkeypatch.setenv("KG_JUDGEMENTS", str(own))
    with pytest.raises(InputError, match=r"judged.jsonl: no such file, named by KG_JUDGEMENTS \(.*unset KG_JUDGEMENTS"):
        judgements_file(home=tmp_path)
    own.touch()
    assert judgements_file(home=tmp_path) == own


def test_the_usual_file_may_not_be_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_JUDGEMENTS", raising=False)
    assert judgements_file(home=tmp_path) == tmp_path / "judgements.jsonl"
