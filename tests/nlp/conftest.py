"""The shipped pipeline, loaded once, and gold articles of our own writing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from spacy.language import Language

from kg.article import Article
from kg.extraction import Extraction
from kg.nlp.pipeline import load_pipeline

GOLD = Path(__file__).parent.parent / "data" / "synth"


@pytest.fixture(scope="session")
def pipeline() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def gold() -> list[Extraction]:
    return [Extraction.model_validate_json(p.read_text(encoding="utf-8")) for p in sorted(GOLD.glob("*.json"))]


@pytest.fixture(scope="session")
def article() -> Article:
    return Article(
        id="strike",
        title="مقتل خمسة مقاتلين في غارة إسرائيلية على دير الزور",
        text=(
            "قتل خمسة مقاتلين موالين لإيران مساء الجمعة في غارة جوية إسرائيلية استهدفت مستودعا للأسلحة في"
            " مدينة دير الزور،"
            " وفق ما أفاد المرصد السوري لحقوق الإنسان.\nوقال مدير المرصد رامي عبد الرحمن إن ثلاثة مدنيين أصيبوا بجروح."
        ),
        date=dt.date(2023, 5, 13),
    )
