"""README, docs, examples and the Makefile agree with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.query.catalogue import list_templates
from kg.run.config import Config, ModelConfig, ScheduleConfig, SourceConfig, StoreConfig, load_config

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_readme_lists_every_template_with_its_summary() -> None:
    block = read("README.md").split("<!-- queries -->")[1].split("<!-- /queries -->")[0]
    rows = re.findall(r"^\| \[`([^`]+)`\]\(docs/queries\.md#([^)]+)\) \| (.+) \|$", block, flags=re.M)
    assert rows == [(t.name, t.name, t.summary) for t in list_templates()]


def test_links_of_readme_and_docs_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_refresh_docs_describe_every_key() -> None:
    page = read("docs/refresh.md")
    assert set(Config.model_fields) == {"sources", "store", "model", "schedule"}
    tables = {"sources[]": SourceConfig, "store": StoreConfig, "model": ModelConfig, "schedule": ScheduleConfig}
    for table, model in tables.items():
        for key in model.model_fields:
            assert f"`{table}.{key}`" in page


def test_example_configuration_of_the_docs_is_valid(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", read("docs/refresh.md"), flags=re.S)
    (tmp_path / "kg.toml").write_text(example, encoding="utf-8")
    assert len(load_config(tmp_path / "kg.toml").sources) == 2


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "articles").iterdir()), ids=lambda p: p.name)
def test_every_example_file_is_described(path: Path) -> None:
    assert f"`{path.name}`" in read("examples/README.md")
