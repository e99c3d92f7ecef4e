"""What is wrong in gold files, all of it: form by the models of `kg.extraction`, sense by the annotation scheme.

`Extraction` refuses a file at its first fault; an annotator wants the list. So every item is validated by itself, and
what only holds between items is checked beside.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from kg.errors import InputError
from kg.evaluate.files import read_object
from kg.extraction import Casualty, Entity, Extraction, Incident, IncidentRelation, Relation, Span, Value
from kg.ingest.ids import file_stem

V = TypeVar("V", bound=Value)
# An annotator's remarks may stand anywhere.
_REMARKS = {"notes", "note", "comment"}
_LISTS = ("entities", "incidents", "relations", "incident_relations")
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. Its `str` is the line a user is shown.

    file (str): where. item (str): «entity e3», «incident i1», «relation 2» (counted from 1), or «article».
    cause (str): what is wrong, with the value. hint (str): the way out.
    """

    file: str
    item: str
    cause: str
    hint: str

    def __str__(self) -> str:
        return " ".join(f"{self.file}: {self.item}: {self.cause} ({self.hint})".split())


Fault = tuple[str, str, str]  # item, cause, hint


def find_gold(paths: Sequence[Path]) -> list[Path]:
    """The gold files in folders (at any depth) and those named. RAISES InputError: there are none in a folder."""
    files: list[Path] = []
    for path in paths:
        inside = [path] if path.is_file() else sorted(path.rglob("*.json"))
        if not (inside := [file for file in inside if not file.name.startswith(".")]):
            raise InputError("no gold files (*.json)", where=str(path), hint="give a folder of the resolved format")
        files += [file for file in inside if file not in files]
    return files


def check_file(path: Path) -> list[Problem]:
    """All problems of one gold file, in the order of the file; none where it is sound."""
    try:
        data = read_object(path)
    except InputError as error:
        return [Problem(error.where or str(path), "article", error.message, error.hint or "mend the file")]
    found = list(_article(data, path.stem))
    if not found:
        # Whatever the contract demands beyond this list must not pass as sound either.
        found = list(_form(Extraction, data, "article"))
    return [Problem(str(path), *fault) for fault in found]


def _article(data: dict[str, Any], stem: str) -> Iterator[Fault]:
    for field in ("id", "text"):
        if not isinstance(data.get(field), str) or not data[field]:
            yield "article", f"no {field}", "offsets count in the title, a blank line and the text of the article"
            return
    if file_stem(data["id"]) != stem:
        yield "article", f"id {data['id']!r} in a file named {stem}.json", f"name it {file_stem(data['id'])}.json"
    for field in _LISTS:
        if not isinstance(data.get(field, []), list):
            yield "article", f"{field} is no list", "a list of objects, [] for none"
            return
    yield from _form(Extraction, {k: v for k, v in data.items() if k not in _LISTS}, "article")
    yield from _unknown_fields(Extraction, data, "article")
    content = f"{data.get('title') or ''}\n\n{data['text']}"
    entities = _named(data.get("entities", []), "entity")
    incidents = _named(data.get("incidents", []), "incident")
    yield from _twice(entities)
    for item, raw in entities:
        yield from _entity(item, raw, content)
    yield from _overlaps(entities)
    yield from _twice(incidents)
    ids = {raw.get("id") for _, raw in entities}
    for item, raw in incidents:
        yield from _incident(item, raw, content, ids)
    yield from _relations(Relation, data.get("relations", []), "relation", ids)
    incident_ids = {raw.get("id") for _, raw in incidents}
    yield from _relations(IncidentRelation, data.get("incident_relations", []), "incident relation", incident_ids)


def _entity(item: str, raw: dict[str, Any], content: str) -> Iterator[Fault]:
    yield from _form(Entity, raw, item)
    yield from _unknown_fields(Entity, raw, item)
    if not raw.get("en"):
        yield item, "no en", "its English name, or a description of an unnamed group"
    if not raw.get("mentions"):
        yield item, "no mentions", "quote where the text names it, or remove it"
    if (raw.get("lat") is None) != (raw.get("lon") is None):
        yield item, "only one of lat and lon", "give both, or leave both out"
    for span in _spans(raw.get("mentions")):
        yield from _span(item, "mention", span, content)


def _incident(item: str, raw: dict[str, Any], content: str, ids: set[Any]) -> Iterator[Fault]:
    yield from _form(Incident, raw, item)
    yield from _unknown_fields(Incident, raw, item)
    if raw.get("modality") is None:
        yield item, "no modality", "actual, planned, negated or generic"
    if not raw.get("triggers"):
        yield item, "no triggers", "quote the words that report it, or remove it"
    for span in _spans(raw.get("triggers")):
        yield from _span(item, "trigger", span, content)
    roles = {role: _strings(raw.get(role)) for role in ("initiator", "target", "participant", "place", "reported_by")}
    for role, names in roles.items():
        for name, times in Counter(names).items():
            if name not in ids:
                yield item, f"{role} {name!r} is no entity", _nearest(name, ids, "add the entity")
            if times > 1:
                yield item, f"{role} {name!r} stands {times} times", "once is enough"
    if not any(roles.values()) and not raw.get("date") and not raw.get("casualties"):
        yield item, "no place, date, actor or toll", "add what the text says of it, or remove it"
    for toll in (toll for toll in raw.get("casualties") or () if isinstance(toll, dict)):
        yield from _unknown_fields(Casualty, toll, item)
        if toll.get("count") == 0:
            yield item, f"a figure of 0 {toll.get('outcome')}", "«none» is no figure: remove it"
        for field in ("victim", "source"):
            if toll.get(field) is not None and toll[field] not in ids:
                yield (
                    item,
                    f"{field} {toll[field]!r} of a figure is no entity",
                    _nearest(toll[field], ids, "null for none"),
                )


def _relations(model: type[Value], raws: list[Any], name: str, ids: set[Any]) -> Iterator[Fault]:
    seen: set[tuple[Any, ...]] = set()
    for number, raw in enumerate(raws, 1):
        item = f"{name} {number}"
        faults = list(_form(model, raw, item))
        yield from faults
        if faults:
            continue
        ends = raw["from"], raw["to"]
        what = "incident" if model is IncidentRelation else "entity"
        for side, end in zip(("from", "to"), ends, strict=True):
            if end not in ids:
                yield item, f"{side} {end!r} is no {what}", _nearest(end, ids, f"add the {what}")
        if ends[0] == ends[1]:
            yield item, f"{raw['type']} of {ends[0]!r} to itself", "name the other end, or remove it"
        if (raw["type"], *ends) in seen:
            yield item, f"{raw['type']} from {ends[0]!r} to {ends[1]!r} stands twice", "once is enough"
        seen.add((raw["type"], *ends))


def _span(item: str, what: str, span: Span, content: str) -> Iterator[Fault]:
    quote = f"{what} {span.start}-{span.end} {_short(span.text)}"
    if content[span.start : span.end] != span.text:
        found = [match.start() for match in re.finditer(re.escape(span.text), content)]
        if not found:
            yield item, f"{quote}: the text has {_short(content[span.start : span.end])} there", "it is nowhere in it"
            return
        nearest = min(found, key=lambda start: abs(start - span.start))
        hint = f"it stands at {nearest}-{nearest + len(span.text)}"
        yield item, f"{quote}: the text has {_short(content[span.start : span.end])} there", hint
    elif re.match(r"\w", content[span.end : span.end + 1]) and re.search(r"\w$", span.text):
        yield item, f"{quote}: ends inside a word", "quote whole words; only a proclitic before them may stay outside"


def _overlaps(entities: list[tuple[str, dict[str, Any]]]) -> Iterator[Fault]:
    """The longest of the mentions that cover a word stands; another one over the same word is one too many."""
    spans = [(span, item) for item, raw in entities for span in _spans(raw.get("mentions"))]
    spans.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    last: tuple[Span, str] | None = None
    for span, item in spans:
        if last and span.start < last[0].end:
            cause = f"mention {span.start}-{span.end} {_short(span.text)} overlaps {_short(last[0].text)} of {last[1]}"
            yield item, cause, "keep the longer one, or decide whose the words are"
        if not last or span.end > last[0].end:
            last = span, item


def _twice(items: list[tuple[str, dict[str, Any]]]) -> Iterator[Fault]:
    for item, times in Counter(item for item, raw in items if "id" in raw).items():
        if times > 1:
            yield item, f"the id stands {times} times", "give each its own"


def _form(model: type[Value], raw: object, item: str) -> Iterator[Fault]:
    """What the model says of one item by itself."""
    try:
        model.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors():
            where = ".".join(str(step) for step in fault["loc"])
            match fault["type"]:
                case "missing":
                    yield item, f"no {where}", "it is needed"
                case "literal_error" | "enum":
                    cause = f"{where} {fault['input']!r} is unknown"
                    yield item, cause, f"one of {fault['ctx']['expected'].replace(chr(39), '')}"
                case "value_error":
                    message = str(fault["ctx"]["error"])
                    yield item, f"{where}: {message}" if where else message, "mend one or the other"
                case _:
                    shown = _short(str(fault["input"]))
                    yield (
                        item,
                        f"{where}: {shown}: {fault['msg']}" if where else fault["msg"],
                        "the resolved format of the annotation scheme",
                    )


def _unknown_fields(model: type[Value], raw: dict[str, Any], item: str) -> Iterator[Fault]:
    """A field that nothing reads is most often a misspelt one."""
    known = {field.alias or name for name, field in model.model_fields.items()} | _REMARKS
    for name in sorted(set(map(str, raw)) - known):
        yield item, f"unknown field {name!r}", _nearest(name, known, "remarks go in notes")


def _named(raws: list[Any], kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Items with what they are called: by id, by number where they have none."""
    items = [raw if isinstance(raw, dict) else {} for raw in raws]
    return [(f"{kind} {raw.get('id', f'number {n}')}", raw) for n, raw in enumerate(items, 1)]


def _spans(raws: object) -> list[Span]:
    """Those of the items that are spans; what is wrong with the others, the model has said."""
    found = []
    for raw in raws if isinstance(raws, list) else ():
        try:
            found.append(Span.model_validate(raw))
        except ValidationError:
            continue
    return found


def _strings(raws: object) -> list[str]:
    return [raw for raw in raws if isinstance(raw, str)] if isinstance(raws, list) else []


def _nearest(name: object, known: set[Any], otherwise: str) -> str:
    near = difflib.get_close_matches(str(name), sorted(map(str, known)), n=1, cutoff=0.7)
    return f"perhaps {near[0]}" if near else otherwise


def _short(text: str) -> str:
    return f"«{text[:_QUOTED]}{'…' if len(text) > _QUOTED else ''}»"
