#!/usr/bin/env python3
"""Geocoding given gold mentions: precision, recall and F1 within 25 km, and speed.

    benchmarks/geocoding.py GOLD_DIR [--errors N]

Coordinates and English names are taken out of the gold articles, places are linked, and the links' coordinates compared
with gold's: PLACE and FACILITY entities that have some in gold. `--errors` lists the most frequent failures.
"""

from __future__ import annotations

import argparse
import json
import resource as limits
import time
from collections import Counter
from pathlib import Path

from kg.extraction import EntityType, Extraction
from kg.resolve.geo import distance_km
from kg.resolve.places import PlaceLinker

WITHIN_KM = 25.0


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    gold = [json.loads(path.read_text("utf-8")) for path in sorted(args.gold.glob("*.json"))]
    start = time.perf_counter()
    linker = PlaceLinker.default()
    loaded = time.perf_counter() - start
    bare = [Extraction.model_validate({**d, "entities": [_bare(e) for e in d["entities"]]}) for d in gold]
    start = time.perf_counter()
    links = [linker.link(extraction) for extraction in bare]
    spent = time.perf_counter() - start
    hits = wanted = given = 0
    errors: Counter[str] = Counter()
    for article, found in zip(gold, links, strict=True):
        for entity in article["entities"]:
            if entity["type"] not in (EntityType.PLACE, EntityType.FACILITY) or entity.get("lat") is None:
                continue
            wanted += 1
            link = found[entity["id"]]
            names = "، ".join(dict.fromkeys(m["text"] for m in entity["mentions"]))[:60]
            label = f"{entity['type'][0]} {entity.get('en')} ({entity['lat']}, {entity['lon']}) {names}"
            if link.lat is None or link.lon is None:
                errors[f"{label} → none ({link.method})"] += 1
                continue
            given += 1
            away = distance_km(entity["lat"], entity["lon"], link.lat, link.lon)
            if away <= WITHIN_KM:
                hits += 1
            else:
                errors[f"{label} → {link.name} {link.kind} {link.country} {link.method} {away:.0f} km"] += 1
    precision, recall = hits / max(given, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(gold)} articles, {wanted} places with coordinates, {given} located, {hits} within {WITHIN_KM:g} km")
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(f"load {loaded:.2f} s  {len(gold) / max(spent, 1e-9):.0f} articles/s  peak {peak:.0f} MiB (gold included)")
    for line, count in errors.most_common(args.errors):
        print(f"{count:4d} {line}")


def _bare(entity: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in entity.items() if k not in ("lat", "lon", "en")}


if __name__ == "__main__":
    main()
