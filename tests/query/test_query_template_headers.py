"""Headers of templates: what is read from them, and what is said when they are wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.query.catalogue import find_template, list_templates
from kg.query.document import catalogue_markdown
from kg.query.template import parse_template, used_parameters

GOOD = """// name: near-miss
// summary: "What was near, and when."
// parameters:
//   place: {type: place, meaning: where}
//   since: {type: date, default: 2023-03-24, meaning: first day}
//   kinds: {type: list, default: [a, b], choices: [a, b, c], meaning: which}
// columns:
//   day: the day
MATCH (n {text: '$not_one', `$nor`: "$this"}) // nor $that
WHERE n.id IN $place AND n.day >= $since AND n.kind IN $kinds
RETURN n.day AS day;
"""


def test_reads_all_of_a_header() -> None:
    template = parse_template(GOOD)
    assert (template.name, template.summary) == ("near-miss", "What was near, and when.")
    assert [(p.name, p.type, p.required) for p in template.parameters] == [
        ("place", "place", True),
        ("since", "date", False),
        ("kinds", "list", False),
    ]
    assert template.columns[0].meaning == "the day"
    assert template.cypher.startswith("MATCH")
    assert template.cypher.endswith("AS day")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: near-miss", "nome: near-miss", "unknown nome"),
        ("// name: near-miss\n", "", "name is None"),
        ("near-miss", "Near Miss", "name is 'Near Miss'"),
        ('"What was near, and when."', "''", "no summary"),
        ("type: place", "type: plaice", "unknown type 'plaice' (one of string"),
        ("type: place, meaning: where", "type: place", "no meaning"),
        ("{type: place, meaning: where}", "where", "needs {type: …, meaning: …}"),
        ("default: 2023-03-24", "default: soon", "parameter since: 'soon' is not a date"),
        ("[a, b], choices", "[a, d], choices", "'d' is not one of a, b, c"),
        ("//   day: the day\n", "", "no columns"),
        ("AND n.kind IN $kinds", "", "kinds declared but not used"),
        ("$since", "$until", "$until used but not declared"),
        ("meaning: first day", "meaning: a: b", "t:5: broken header"),
    ],
)
def test_says_what_is_wrong(old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_template(GOOD.replace(old, new), "t")
    assert said in str(caught.value)
    assert str(caught.value).startswith("t:")
    assert "\n" not in str(caught.value)


def test_needs_a_header_and_a_statement() -> None:
    for text in ("", "RETURN 1", GOOD[: GOOD.index("MATCH")]):
        with pytest.raises(InputError):
            parse_template(text)


def test_file_and_name_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "far-hit.cypher").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match="the header names it 'near-miss'"):
        list_templates(tmp_path)


def test_unknown_template_names_what_there_is() -> None:
    with pytest.raises(InputError) as caught:
        find_template("strike_near")
    assert "no template 'strike_near'; there are: active-actors-by-month, " in str(caught.value)
    assert "did you mean strikes-near?" in str(caught.value)


def test_hyphens_and_underscores_are_the_same() -> None:
    assert find_template("Strikes_Near").name == "strikes-near"


def test_shipped_templates_are_read_only_and_described() -> None:
    templates = list_templates()
    assert len(templates) >= 15
    for template in templates:
        assert not {"CREATE", "MERGE", "SET", "DELETE", "REMOVE"} & set(template.cypher.split())


def test_catalogue_page_is_in_step() -> None:
    page = Path(__file__).parents[2] / "docs" / "queries.md"
    assert page.read_text(encoding="utf-8") == catalogue_markdown(list_templates()), (
        "run: python -m kg.query.document > docs/queries.md"
    )


_WORD = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_SAFE = st.text(st.characters(codec="utf-8", exclude_characters="'\"`\\*/$\n\r"), max_size=10)


@given(st.lists(st.tuples(_WORD, st.sampled_from(["$", "'$", '"$', "`$", "/*$", "//$"]), _SAFE), max_size=8))
def test_only_bare_parameters_count(parts: list[tuple[str, str, str]]) -> None:
    close = {"$": "", "'$": "'", '"$': '"', "`$": "`", "/*$": "*/", "//$": "\n"}
    text = " ".join(f"{lead}{word} {filler}{close[lead]}" for word, lead, filler in parts)
    assert used_parameters(text) == {word for word, lead, _ in parts if lead == "$"}


@given(st.text(max_size=200))
def test_any_text_is_a_template_or_an_input_error(text: str) -> None:
    with suppress(InputError):
        parse_template("// " + text)
