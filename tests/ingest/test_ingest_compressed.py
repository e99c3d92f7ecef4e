"""Compressed files are read like the files in them."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma

import pytest

from kg.ingest import read_articles

TEXT = "قتل جنديان في انفجار لغم قرب الجسر القديم"
PACK = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress}


@pytest.mark.parametrize("kind", sorted(PACK))
def test_compressed_articles_are_read(tmp_path, kind):
    lines = "".join(json.dumps({"id": str(k), "text": TEXT}) + "\n" for k in range(3))
    (tmp_path / f"a.jsonl.{kind}").write_bytes(PACK[kind](lines.encode()))
    (tmp_path / f"b.txt.{kind}").write_bytes(PACK[kind](TEXT.encode("windows-1256")))
    articles = list(read_articles([tmp_path]))
    assert [a.id for a in articles[:3]] == ["0", "1", "2"]
    assert articles[3].text == TEXT


@pytest.mark.parametrize("kind", sorted(PACK))
@pytest.mark.parametrize("cut", [True, False])
def test_damaged_compression_is_set_aside_with_its_name(tmp_path, kind, cut):
    data = PACK[kind](json.dumps({"id": "a", "text": TEXT * 50}).encode())
    (tmp_path / f"a.jsonl.{kind}").write_bytes(data[:-20] if cut else TEXT.encode())
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    aside = []
    articles = list(read_articles([tmp_path], on_set_aside=aside.append))
    assert [a.text for a in articles] == [TEXT]
    assert f"a.jsonl.{kind}" in str(aside[0])
