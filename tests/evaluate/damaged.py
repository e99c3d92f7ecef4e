"""Gold as a poor system might have read it: the same article with errors of every kind, the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from kg.extraction import EntityType, IncidentType

T = TypeVar("T")
ROLES = ("initiator", "target", "participant", "place", "reported_by")


class Chance:
    """Draws from `random()` alone, the only method whose sequence Python promises to keep."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def below(self, end: int) -> int:
        return int(self._random.random() * end)

    def one_of(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]


def write_damaged(gold: Path, target: Path, seed: int) -> Path:
    """A system folder for a gold folder; some files are left out."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(gold.glob("*.json")):
        chance = Chance(f"{path.stem} {seed}")
        if not chance.happens(0.05):
            text = json.dumps(damaged(json.loads(path.read_text(encoding="utf-8")), chance), ensure_ascii=False)
            (target / path.name).write_text(text, encoding="utf-8")
    return target


def damaged(gold: dict[str, Any], chance: Chance) -> dict[str, Any]:
    """A resolved article with errors; it still fits itself, and none of its ids is gold's for the same thing."""
    content = f"{gold['title']}\n\n{gold['text']}"
    name: dict[str, str] = {}
    entities = []
    for entity in gold["entities"]:
        if entities and chance.happens(0.08):  # Two things taken for one.
            other = chance.one_of(entities)
            other["mentions"] += [_moved(m, content, chance) for m in entity["mentions"]]
            name[entity["id"]] = other["id"]
            continue
        mentions = [_moved(m, content, chance) for m in entity["mentions"] if not chance.happens(0.1)]
        if not mentions or chance.happens(0.05):
            continue
        name[entity["id"]] = f"s{len(gold['entities']) - len(entities)}"
        entity = {**entity, "id": name[entity["id"]], "mentions": mentions}
        if chance.happens(0.1):
            entity["type"] = chance.one_of(tuple(EntityType)).value
        if entity.get("lat") is not None and chance.happens(0.4):
            entity["lat"] = round(entity["lat"] + chance.one_of((-0.3, 0.1, 0.2)), 2)
        entities.append(entity)
    for _ in range(chance.below(3)):
        start = chance.below(len(content) - 8)
        mention = {"start": start, "end": start + 8, "text": content[start : start + 8]}
        entities.append({"id": f"x{len(entities)}", "type": "PLACE", "en": "X", "mentions": [mention]})
    incidents, renamed = [], {}
    for incident in gold["incidents"]:
        if chance.happens(0.12):
            continue
        renamed[incident["id"]] = f"j{len(gold['incidents']) - len(incidents)}"
        incidents.append(_incident({**incident, "id": renamed[incident["id"]]}, name, content, chance))
        if chance.happens(0.15):  # One thing taken for two.
            incidents.append({**incidents[-1], "id": f"again{len(incidents)}"})
    return {
        **{key: gold[key] for key in ("id", "title", "date", "text")},
        "entities": entities,
        "incidents": incidents,
        "relations": _relations(gold["relations"], name, chance),
        "incident_relations": _relations(gold["incident_relations"], renamed, chance),
    }


def _incident(incident: dict[str, Any], name: dict[str, str], content: str, chance: Chance) -> dict[str, Any]:
    out = {**incident, "triggers": [_moved(t, content, chance) for t in incident["triggers"]]}
    if chance.happens(0.15):
        out["type"] = chance.one_of(get_args(IncidentType))
    if chance.happens(0.08):
        out["modality"] = chance.one_of(("actual", "planned", "generic"))
    for role in ROLES:
        out[role] = [name[e] for e in incident.get(role, ()) if e in name and not chance.happens(0.12)]
    if chance.happens(0.15):
        out["initiator"], out["target"] = out["target"], out["initiator"]
    if name and chance.happens(0.2):
        out[chance.one_of(ROLES)].append(chance.one_of(sorted(name.values())))
    if chance.happens(0.2):
        out["date"] = chance.one_of((None, {"start": "2020-02-01", "end": "2020-02-02"}))
    tolls = [toll for toll in incident.get("casualties", ()) if not chance.happens(0.15)]
    if chance.happens(0.15):
        tolls.append({"outcome": "wounded", "count": 3, "modifier": None})
    out["casualties"] = [{**toll, "victim": None, "source": None} for toll in tolls]
    return out


def _relations(relations: list[dict[str, Any]], name: dict[str, str], chance: Chance) -> list[dict[str, Any]]:
    out = []
    for relation in relations:
        if relation["from"] in name and relation["to"] in name and not chance.happens(0.2):
            ends = [name[relation["from"]], name[relation["to"]]]
            if chance.happens(0.15):
                ends.reverse()
            out.append({"type": relation["type"], "from": ends[0], "to": ends[1]})
    return out


def _moved(span: dict[str, Any], content: str, chance: Chance) -> dict[str, Any]:
    start, end = span["start"], span["end"]
    if chance.happens(0.2):
        start = max(0, start + chance.below(9) - 4)
        end = min(len(content), max(start + 1, end + chance.below(9) - 4))
    return {"start": start, "end": end, "text": content[start:end]}
