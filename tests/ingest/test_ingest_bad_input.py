"""What cannot be read is set aside in one line with place, cause and way out, and the rest goes on."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from kg.ingest import SetAside, read_articles

TEXT = "أصيب ثلاثة جنود في انفجار لغم قرب الجسر"


def read(sources, **options):
    aside: list[SetAside] = []
    articles = list(read_articles(sources, on_set_aside=aside.append, **options))
    return articles, aside


def lines(*records):
    return "".join(record if isinstance(record, str) else json.dumps(record) + "\n" for record in records)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0", "binary"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"\n\n", "empty"),
        ("a.html", b"<html><body></body></html>", "empty"),
        ("a.txt", b"---\ntitle: x\n---\n", "empty"),
        ("a.txt", b"---\ntitle: [x\n---\n" + TEXT.encode(), "bad front matter"),
        ("a.txt", b"Three soldiers were wounded near the bridge.", "not Arabic"),
        ("a.txt", b"12345 / 678", "not Arabic"),
        ("a.csv", f"id,body text\n1,{TEXT}\n".encode(), "no text"),
        ("a.json", b'{"text": ', "broken JSON"),
        ("a.json", b"7", "broken JSON"),
        ("a.txt", TEXT.encode() * 5 + b"\xff", "damaged"),
        ("a.pdf", TEXT.encode(), "unknown type"),
    ],
)
def test_bad_file(tmp_path, name, data, reason):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(TEXT, encoding="utf-8")
    articles, aside = read([bad, good])
    assert [a.text for a in articles] == [TEXT]
    assert [(item.reason, item.kind) for item in aside] == [(reason, "set_aside")]
    assert str(aside[0]).startswith(str(bad))
    assert "\n" not in str(aside[0])


@pytest.mark.parametrize(
    ("seventh", "reason"),
    [
        ('{"text": "نص\n', "broken JSON"),
        ("[1, 2]\n", "broken JSON"),
        ("[" * 100_000 + "\n", "broken JSON"),
        ('{"id": "x", "title": "عنوان"}\n', "no text"),
        ('{"id": "x", "text": null}\n', "no text"),
        ('{"id": "x", "text": ["نص"]}\n', "no text"),
        ('{"id": "x", "text": "  "}\n', "empty"),
        ('{"id": true, "text": "نص"}\n', "bad field"),
        ('{"url": 5, "text": "نص"}\n', "bad field"),
        ('{"text": "نص \\ud800"}\n', "damaged"),
        ('{"id": "\\ud800", "text": "نص"}\n', "damaged"),
        ('{"text": "متن خبر", "language": "fa"}\n', "not Arabic"),
        ('{"text": "Nothing here is Arabic: قصف"}\n', "not Arabic"),
    ],
)
def test_bad_record_on_line_7(tmp_path, seventh, reason):
    file = tmp_path / "news.jsonl"
    good = [{"id": str(n), "text": TEXT} for n in range(8)]
    file.write_text(lines(*good[:6], seventh, *good[6:]), encoding="utf-8")
    articles, aside = read([file])
    assert [a.id for a in articles] == [str(n) for n in range(8)]
    assert [(item.where, item.reason) for item in aside] == [(f"{file}:7", reason)]


def test_a_line_with_a_broken_byte_does_not_cost_the_file(tmp_path):
    file = tmp_path / "news.jsonl"
    line = json.dumps({"text": TEXT}, ensure_ascii=False).encode()
    file.write_bytes(line + b"\n" + line.replace(b"}", b"") + b"\xff\n" + line.replace(b'"}', b'\xff"}') + b"\n")
    articles, aside = read([file])
    assert len(articles) == 1
    assert [(item.where, item.reason) for item in aside] == [(f"{file}:2", "broken JSON"), (f"{file}:3", "damaged")]


def test_two_articles_with_one_id(tmp_path):
    first, same, other = {"id": "a", "text": TEXT}, {"id": "a", "text": TEXT}, {"id": "a", "text": TEXT + " أمس"}
    file = tmp_path / "news.jsonl"
    file.write_text(lines(first, same, other, same), encoding="utf-8")
    articles, aside = read([file])
    assert [a.text for a in articles] == [TEXT]
    assert [(item.kind, item.reason) for item in aside] == [
        ("duplicate", "duplicate"),
        ("set_aside", "id used twice"),
        ("duplicate", "duplicate"),
    ]


def test_articles_without_id_are_told_apart_by_address_then_content(tmp_path):
    file = tmp_path / "news.jsonl"
    url = "https://example.org/1"
    file.write_text(lines({"text": TEXT}, {"text": TEXT}, {"text": TEXT, "url": url}), encoding="utf-8")
    articles, aside = read([file])
    assert [a.id.split("-")[0] for a in articles] == ["text", "url"]
    assert [item.kind for item in aside] == ["duplicate"]
    assert [a.id for a in read([file])[0]] == [a.id for a in articles]


def test_a_bad_date_costs_the_date_and_not_the_article(tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(lines({"id": "a", "text": TEXT, "date": "03/04/2023"}), encoding="utf-8")
    articles, aside = read([file], date=dt.date(2020, 1, 1))
    assert [(a.id, a.date) for a in articles] == [("a", None)]
    assert [(item.kind, item.reason) for item in aside] == [("warning", "bad date")]


def test_an_article_of_200_000_words(tmp_path):
    long, short = tmp_path / "a-long.txt", tmp_path / "short.txt"
    long.write_text("كلمة " * 200_000, encoding="utf-8")
    short.write_text(TEXT, encoding="utf-8")
    articles, aside = read([tmp_path])
    assert [a.text for a in articles] == [TEXT]
    assert [item.reason for item in aside] == ["too long"]
    assert "200000" in aside[0].cause
    assert "--max-words" in str(aside[0])
    assert len(read([long], max_words=200_000)[0]) == 1


def test_a_huge_file_is_not_read_into_memory(tmp_path):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.write("قصف ".encode() * 300_000)
        file.truncate(1 << 40)
    assert [item.reason for item in read([huge])[1]] == ["too long"]


def test_what_does_not_exist_or_is_no_file(tmp_path):
    broken = tmp_path / "broken.txt"
    broken.symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    articles, aside = read([tmp_path / "no.txt", f"{tmp_path}/*.jsonl", broken, tmp_path / "empty"])
    assert articles == []
    assert [item.reason for item in aside] == ["no file", "no file", "unreadable", "no file"]


def test_unreadable_file(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kg.ingest.reader.open_bytes", refuse)
    articles, aside = read([file])
    assert articles == []
    assert "Permission denied" in str(aside[0])


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (f"2,{TEXT},زائد", "3 fields"),
        (f'2,"{TEXT}" ثم "كذا"', "broken CSV"),
        ("2", "no field"),
    ],
)
def test_bad_row(tmp_path, row, cause):
    file = tmp_path / "news.csv"
    file.write_text(f"id,text\n1,{TEXT}\n{row}\n3,{TEXT}\n", encoding="utf-8")
    articles, aside = read([file])
    if cause == "no field":
        # A short row has no text column at all.
        assert aside[0].reason == "no text"
    else:
        assert cause in aside[0].cause
    assert [a.id for a in articles] == ["1", "3"]
    assert aside[0].where == f"{file}:3"


def test_a_quote_that_never_closes_is_told_by_the_line_that_opens_it(tmp_path):
    file = tmp_path / "news.csv"
    file.write_text(f'id,text\n1,{TEXT}\n2,"{TEXT}\n3,{TEXT}\n', encoding="utf-8")
    articles, aside = read([file])
    assert [a.id for a in articles] == ["1"]
    assert [(item.where, item.reason) for item in aside] == [(f"{file}:3", "broken CSV")]
