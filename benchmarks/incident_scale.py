#!/usr/bin/env python3
"""How long it takes to bring 1,000 articles into graphs of 1,000, 10,000 and 100,000 incidents (embedded store).

    benchmarks/incident_scale.py [--articles 1000] [--incidents 1000 10000 100000] [--actors 100000] [--places 300000]

The graph is filled with made-up reports, one incident each, of two years and 2,000 towns, and with actors and places
that nothing ties to them; then made-up extractions of one month are resolved, mapped and loaded. Prints seconds by
stage and the peak memory of this process.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import random
import resource as limits
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.extraction import Extraction
from kg.graph.mapper import map_extraction
from kg.resolve.resolver import Resolver
from kg.resources import resource
from kg.store.connect import Store, open_store
from kg.store.loader import load_deltas, prepare

_ROWS = 5000
_WORDS = [
    "فجر",
    "مساء",
    "ليل",
    "صباح",
    "أمس",
    "الأحد",
    "السبت",
    "قرب",
    "وسط",
    "شمال",
    "جنوب",
    "شرق",
    "غرب",
    "سوق",
    "مدرسة",
    "حي",
    "مخيم",
    "قاعدة",
    "حاجز",
    "طريق",
    "جسر",
    "مصنع",
]
_GROUPS = ["الحوثيون", "تنظيم داعش", "حزب الله", "قوات الدعم السريع", "التحالف العربي", "الجيش السوري", "الحشد الشعبي"]
_TOLD_AGAIN = 0.33
_TYPES = ["air_drone_strike", "shelling_missile", "armed_attack", "explosive_device", "armed_clash"]


def main() -> None:
    """Fills, loads, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--incidents", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--places", type=int, default=300_000)
    args = parser.parse_args()
    start = time.perf_counter()
    resolver = Resolver.default()
    print(f"knowledge and gazetteer loaded in {time.perf_counter() - start:.1f} s")
    for count in args.incidents:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KG_HOME"] = folder
            with open_store(home=Path(folder) / "graph") as store:
                prepare(store)
                start = time.perf_counter()
                _fill(store, count, args.actors, args.places)
                filled = time.perf_counter() - start
                start = time.perf_counter()
                deltas = [map_extraction(resolver.resolve(extraction)) for extraction in _extractions(args.articles)]
                mapped = time.perf_counter()
                report = load_deltas(store, deltas)
                done = time.perf_counter()
        peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:>7} incidents (filled in {filled:.0f} s): {args.articles} articles resolved and mapped in "
            f"{mapped - start:.1f} s, loaded in {done - mapped:.1f} s ({report.batches} batches); peak {peak:.0f} MB",
            flush=True,
        )


def _fill(store: Store, incidents: int, actors: int, places: int) -> None:
    chance = random.Random(1)
    store.write("MERGE (:Lock {id: 'lock/incidents'})")
    for label, total in (("Actor", actors), ("Place", places)):
        for first in range(0, total, _ROWS):
            ids = [f"{label.lower()}/~made-{number}" for number in range(first, min(first + _ROWS, total))]
            store.write(
                f"UNWIND $ids AS id CREATE (n:{label} {{id: id, name: id, kind: 'made', resolved: false}})", ids=ids
            )
    for first in range(0, incidents, _ROWS):
        rows = [_report(number, chance) for number in range(first, min(first + _ROWS, incidents))]
        store.write(
            "UNWIND $rows AS row CREATE (r:Report) SET r = row.properties "
            "CREATE (i:Incident {id: row.incident, type: row.properties.type, modality: 'actual', summary: 'made'}) "
            "CREATE (r)-[:REPORTS]->(i)",
            rows=rows,
        )


def _report(number: int, chance: random.Random) -> dict[str, Any]:
    day = dt.date(2023, 1, 1) + dt.timedelta(chance.randrange(730))
    country = chance.choice(["syria", "iraq", "yemen", "sudan", "libya"])
    town = f"place/~made-{chance.randrange(2000)}"
    properties = {
        "id": f"report/made-{number}",
        "article": f"article/made-{number}",
        "published": day,
        "outlet": "made",
        "type": chance.choice(_TYPES),
        "modality": "actual",
        "date_start": day,
        "date_end": day,
        "day": day,
        "headline": chance.random() < 0.5,
        "triggers": ["0-4"],
        "initiators": [f"actor/~made-{chance.randrange(300)}"],
        "targets": [f"actor/~made-{chance.randrange(300)}"],
        "participants": [],
        "places": [town],
        "within": [f"place/{country}"],
        "beside": [town],
        "lat": round(chance.uniform(12, 37), 3),
        "lon": round(chance.uniform(10, 50), 3),
        "tolls": [f"killed|{chance.randrange(1, 60)}||"],
        "summary": " ".join(chance.choice(_WORDS + _GROUPS) for _ in range(12)),
        "confidence": 0.8,
    }
    return {"incident": f"incident/made-{number}", "properties": properties}


def _towns() -> list[str]:
    """The Arabic names of the curated places of Syria, Iraq and Yemen."""
    found = []
    for country in ("syria", "iraq", "yemen"):
        with resource("schemas", "places", f"{country}.csv").open(encoding="utf-8", newline="") as file:
            found += [row["ar"].split("|")[0] for row in csv.DictReader(file)]
    return found


def _extractions(count: int) -> Iterator[Extraction]:
    """Four incidents an article, each with an actor, a place and a toll, in a month of the graph's two years.

    A third of them are told by another article as well."""
    chance = random.Random(2)
    towns = _towns()
    # Sentences of different incidents share a few words, not most.
    vocabulary = sorted({word for town in towns for word in town.split()} | set(_WORDS))
    told: list[tuple[str, str, str, int, str]] = []
    for number in range(count):
        day = dt.date(2024, 3, 1) + dt.timedelta(chance.randrange(31))
        text, entities, incidents = "", [], []
        title = "هجمات في عدة مدن"
        base = len(title) + 2
        for index in range(4):
            if told and chance.random() < _TOLD_AGAIN:
                kind, group, town, toll, where = told.pop(chance.randrange(len(told)))
            else:
                kind, group, town = chance.choice(_TYPES), chance.choice(_GROUPS), chance.choice(towns)
                toll, where = chance.randrange(1, 60), " ".join(chance.choices(vocabulary, k=9))
                told.append((kind, group, town, toll, where))
            words = ["قصف", group, f"بلدة {where}", town, "وقتل", str(toll), "شخصا. "]
            spans = {}
            for name, word in zip(("trigger", "group", "", "town", "", "toll", ""), words, strict=True):
                if name:
                    spans[name] = {"start": base + len(text), "end": base + len(text) + len(word), "text": word}
                text += word if word.endswith(" ") else word + " "
            entities += [
                {"id": f"g{index}", "type": "ARMED_GROUP", "en": "", "mentions": [spans["group"]]},
                {"id": f"p{index}", "type": "PLACE", "en": "", "mentions": [spans["town"]]},
            ]
            incidents.append(
                {
                    "id": f"i{index}",
                    "type": kind,
                    "modality": "actual",
                    "triggers": [spans["trigger"]],
                    "initiator": [f"g{index}"],
                    "place": [f"p{index}"],
                    "date": {"start": day.isoformat(), "end": day.isoformat()},
                    "casualties": [{"outcome": "killed", "count": toll, "mention": spans["toll"]}],
                    "confidence": 0.9,
                }
            )
        yield Extraction.model_validate(
            {
                "id": f"scale-{number}",
                "title": title,
                "text": text,
                "date": day.isoformat(),
                "source": f"outlet {number % 7}",
                "entities": entities,
                "incidents": incidents,
            }
        )


if __name__ == "__main__":
    main()
