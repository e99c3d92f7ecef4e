"""Every encoding in which Arabic news is kept comes out as the same text, however short."""

from __future__ import annotations

import pytest

from kg.ingest import SetAside, read_articles
from kg.ingest.encoding import damaged, decode, detect_encoding
from kg.ingest.setaside import Rejection

HEADLINE = "قُصف حي الزهور ليلاً"
SHORT = "قتل مدنيان في قصف على قرية"
LONG = "وقال مصدر طبي إن «أحد عشر» جريحاً نقلوا إلى المستشفى، وبينهم طفلة؛ فهل عاد الهدوء؟\n" * 20
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"]


@pytest.mark.parametrize("text", [HEADLINE, SHORT, LONG], ids=["headline", "short", "long"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_comes_out_right(text, encoding):
    assert decode(text.encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize("text", [SHORT, SHORT * 30, "وصل وفد من الأمم المتحدة إلى طرابلس، بعد هدوء؟\r\n"])
def test_iso_8859_6(text):
    data = text.encode("iso8859_6")
    assert detect_encoding(data) == "iso8859_6"
    assert decode(data) == text


@pytest.mark.parametrize("encoding", [*ENCODINGS, "iso8859_6"])
@pytest.mark.parametrize("suffix", ["txt", "html", "jsonl", "csv"])
def test_every_format_in_every_encoding(tmp_path, suffix, encoding):
    wrapped = {
        "txt": SHORT,
        "html": f"<html><head><title>قصف</title></head><body><article><p>{SHORT}</p></article></body></html>",
        "jsonl": f'{{"text": "{SHORT}"}}\n',
        "csv": f"id,text\n1,{SHORT}\n",
    }[suffix]
    file = tmp_path / f"a.{suffix}"
    file.write_bytes(wrapped.encode(encoding))
    aside: list[SetAside] = []
    assert [a.text for a in read_articles([file], on_set_aside=aside.append)] == [SHORT]
    assert aside == []


def test_a_long_file_is_told_by_its_start_even_if_a_character_is_cut():
    data = ("x" + "ق" * 800_000).encode()
    assert detect_encoding(data) == "utf-8"


def test_little_damage_does_not_turn_utf8_into_a_code_page():
    data = LONG.encode()
    broken = data[:100] + b"\xff" + data[100:]
    assert detect_encoding(broken) == "utf-8"
    assert damaged(decode(broken))
    assert not damaged(decode(data))


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", bytes(range(256)) * 4, b"\0" * 64])
def test_binary_is_refused(data):
    with pytest.raises(Rejection, match="binary"):
        detect_encoding(data)
