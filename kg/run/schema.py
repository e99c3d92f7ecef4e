"""The JSON Schema of extractions, made from the models: `python -m kg.run.schema > schemas/extraction.schema.json`."""

from __future__ import annotations

import json
import sys

from kg.extraction import Extraction


def extraction_schema() -> str:
    """JSON Schema (draft 2020-12) of one extraction file, as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Extraction.model_json_schema(by_alias=True, mode="validation")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(extraction_schema())
