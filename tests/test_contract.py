"""The extraction contract: its JSON Schema is in step with the models, and annotated articles satisfy both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from kg.extraction import Extraction
from kg.resources import resource
from kg.run.schema import extraction_schema

SYNTH = sorted((Path(__file__).parent / "data" / "synth").glob("*.json"))


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(resource("schemas", "extraction.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_schema_file_is_in_step_with_the_models():
    shipped = resource("schemas", "extraction.schema.json").read_text(encoding="utf-8")
    assert shipped == extraction_schema(), "python -m kg.run.schema > schemas/extraction.schema.json"


@pytest.mark.parametrize("path", SYNTH, ids=lambda path: path.stem)
def test_annotated_articles_satisfy_schema_and_models(path, validator):
    text = path.read_text(encoding="utf-8")
    validator.validate(json.loads(text))
    extraction = Extraction.model_validate_json(text)
    assert extraction.incidents
    written = extraction.to_json()
    validator.validate(json.loads(written))
    assert Extraction.model_validate_json(written) == extraction


def test_there_are_annotated_articles():
    assert len(SYNTH) >= 3


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"entities": [{"id": "e1", "type": "ALIEN", "mentions": []}]},
        {"incidents": [{"id": "i1", "type": "picnic", "triggers": []}]},
        {"relations": [{"type": "supports", "from": "e1"}]},
    ],
)
def test_schema_and_models_refuse_the_same(change, validator):
    data = {"id": "a", "text": "نص", **change}
    with pytest.raises(ValidationError):
        validator.validate(data)
    with pytest.raises(ValueError, match="validation error"):
        Extraction.model_validate_json(json.dumps(data))
