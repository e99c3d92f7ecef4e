"""Files, folders, globs and standard input; the fields of each format."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article import Article
from kg.ingest import SetAside, read_articles
from kg.ingest.dates import parse_date
from kg.ingest.ids import file_stem

TEXT = "اندلعت اشتباكات عند مدخل البلدة ثم هدأت"
PARAGRAPH = f"{TEXT}، وقال شهود إن سيارات الإسعاف وصلت إلى المكان بعد ساعة. " * 4 + "وعاد الأهالي إلى بيوتهم."


def read(sources, **options):
    aside: list[SetAside] = []
    articles = list(read_articles(sources, on_set_aside=aside.append, **options))
    return articles, aside


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for n, name in enumerate(["b.txt", "a.TXT", "deep/c.txt", "deep/er/d.txt", ".hidden.txt", ".git/x.txt"]):
        (tmp_path / name).write_text(f"{TEXT} {n}", encoding="utf-8")
    (tmp_path / "README.rst").write_text("x", encoding="utf-8")
    return tmp_path


def test_folder_is_taken_at_any_depth_in_order_without_hidden_files(folder):
    articles, aside = read([folder])
    assert [a.text[-1] for a in articles] == ["1", "0", "2", "3"]
    assert [(item.kind, item.where) for item in aside] == [("skipped", str(folder / "README.rst"))]


def test_globs_and_names_take_every_file_once(folder):
    articles, aside = read([f"{folder}/**/*.txt", folder / "b.txt", folder])
    assert sorted(a.text[-1] for a in articles) == ["0", "1", "2", "3"]
    assert {item.kind for item in aside} == {"skipped"}


def test_format_overrides_suffix(tmp_path):
    file = tmp_path / "news.dat"
    file.write_text(json.dumps({"text": TEXT}), encoding="utf-8")
    assert [a.text for a in read([file], input_format="jsonl")[0]] == [TEXT]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (TEXT, None),
        (f"---\nid: x\n---\n{TEXT}", None),
        (json.dumps({"text": TEXT}, ensure_ascii=False), None),
        (f"<!doctype html><title>خبر</title><article><p>{TEXT}</p></article>", None),
        (f"id;text\n1;{TEXT}\n", "csv"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_stdin(monkeypatch, data, form, encoding):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode(encoding))))
    articles, aside = read(["-"], input_format=form)
    assert [a.text for a in articles] == [TEXT]
    assert aside == []


def test_front_matter(tmp_path):
    file = tmp_path / "a.txt"
    head = 'id: n/1\ntitle: "عنوان: خبر"\ndate: 2023-03-24\nsource: وكالة\nurl: https://example.org/1\n'
    file.write_bytes(f"\ufeff---\r\n{head}---\r\n\r\nسطر\r\n\r\n---\r\nآخر\r\n".encode())
    (article,) = read([file])[0]
    assert article == Article(
        id="n/1",
        title="عنوان: خبر",
        text="سطر\n\n---\nآخر",
        date=dt.date(2023, 3, 24),
        source="وكالة",
        url="https://example.org/1",
    )


@pytest.mark.parametrize("title", ["المرصد: غارة على التل", 'وزير: «لا: تعليق» و"كفى"', "عاجل:"])
def test_a_title_with_a_colon_is_taken_as_written(tmp_path, title):
    file = tmp_path / "a.txt"
    file.write_text(f"---\ntitle: {title}\nsource: وكالة\n---\n{TEXT}", encoding="utf-8")
    (article,) = read([file])[0]
    assert (article.title, article.source, article.text) == (title, "وكالة", TEXT)


def test_a_value_with_a_colon_that_may_mean_anything_says_what_to_do(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(f"---\nsource: وكالة: قسم\n---\n{TEXT}", encoding="utf-8")
    (aside,) = read([file])[1]
    assert 'on line 2: mapping values are not allowed here (put the value in quotes, as in title: "A: B")' in str(aside)


def test_text_without_front_matter_has_no_date_until_one_is_given(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert read([file])[0][0].date is None
    assert read([file], date=dt.date(2023, 1, 2))[0][0].date == dt.date(2023, 1, 2)


def test_page(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(
        '<html lang="ar"><head><meta property="og:title" content="خبر عاجل">'
        '<meta property="og:site_name" content="موقع"><link rel="canonical" href="https://example.org/n/1">'
        '<meta property="article:published_time" content="2023-03-24T23:30:00+03:00"></head>'
        "<body><nav><a>أقسام</a></nav><article><h1>خبر عاجل</h1>"
        f"<p>{PARAGRAPH}</p><p>{TEXT}.</p></article></body></html>",
        encoding="utf-8",
    )
    (article,) = read([file])[0]
    assert (article.title, article.text) == ("خبر عاجل", f"{PARAGRAPH}\n{TEXT}.")
    assert (article.date, article.source, article.url) == (dt.date(2023, 3, 24), "موقع", "https://example.org/n/1")


def test_page_without_a_stated_date_gets_none_from_its_text(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(
        f"<html><head><title>خبر</title></head><body><article><p>{TEXT} في 24 مارس 2023.</p></article>"
        "<footer>© 2019 كل الحقوق محفوظة</footer></body></html>",
        encoding="utf-8",
    )
    assert read([file])[0][0].date is None


def test_excel_export(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(f'\ufeffID;Title;Date;Text\r\n7;عنوان;2023-03-24;"{TEXT}; ثم\r\nسطر ""ثان"""\r\n;;;\r\n'.encode())
    (article,) = read([file])[0]
    assert (article.id, article.date) == ("7", dt.date(2023, 3, 24))
    assert article.text == f'{TEXT}; ثم\r\nسطر "ثان"'


def test_excel_names_its_separator(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(f"sep=;\nid;text\n1;{TEXT}\n2;12\n", encoding="utf-8")
    articles, aside = read([file])
    assert [a.id for a in articles] == ["1"]
    assert aside[0].where == f"{file}:4"


def test_a_gold_file_and_a_list_are_read_as_json(tmp_path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps([{"id": 1, "body": TEXT, "entities": []}, {"id": "2", "content": TEXT}]))
    assert [(a.id, a.text) for a in read([file])[0]] == [("1", TEXT), ("2", TEXT)]


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-24",
        "2023-03-24T23:59:00Z",
        "2023-03-24 10:00",
        "20230324",
        "2023/3/24",
        "Fri, 24 Mar 2023 22:00:00 GMT",
    ],
)
def test_dates(value):
    assert parse_date(value) == dt.date(2023, 3, 24)


@pytest.mark.parametrize(
    "value", ["24/03/2023", "2023-02-30", "2023-03", "أمس", "2023", 1679616000, ["2023-03-24"], True]
)
def test_dates_that_would_be_guesses(value):
    with pytest.raises((ValueError, TypeError)):
        parse_date(value)


_characters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
_arabic = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=20, max_size=30)
_noise = st.text(st.one_of(_characters, st.sampled_from('",;\t\n\r\\ ')), max_size=10)
_optional = st.none() | st.text(_characters, min_size=1, max_size=12)


@st.composite
def _articles(draw):
    ids = draw(st.lists(st.text(_characters, min_size=1, max_size=8).filter(str.strip), unique=True, max_size=5))
    return [
        Article(
            id=name,
            title=draw(_noise),
            text=draw(_arabic) + draw(_noise) + draw(_arabic),
            date=draw(st.none() | st.dates(min_value=dt.date(1000, 1, 1))),
            source=draw(_optional),
            url=draw(_optional),
        )
        for name in ids
    ]


def _record(article):
    return {k: v for k, v in article.model_dump(mode="json").items() if v is not None}


@given(_articles(), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_jsonl_reads_back(tmp_path_factory, articles, ascii_only, encoding):
    file = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    text = "".join(json.dumps(_record(a), ensure_ascii=ascii_only) + "\n" for a in articles)
    file.write_bytes(text.encode(encoding))
    assert read([file])[0] == articles


@given(_articles(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_csv_reads_back(tmp_path_factory, articles, delimiter, encoding):
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    with file.open("w", encoding=encoding, newline="") as stream:
        rows = csv.DictWriter(stream, ["id", "title", "date", "source", "url", "text"], delimiter=delimiter)
        rows.writeheader()
        rows.writerows(_record(a) for a in articles)
    assert read([file])[0] == articles


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), unique=True))
def test_file_names_are_safe_and_different(ids):
    names = [file_stem(name) for name in ids]
    assert len(set(names)) == len(ids)
    for name in names:
        assert len(name) <= 201
        assert "/" not in name
        assert not name.startswith(".")
        assert name.isascii()
