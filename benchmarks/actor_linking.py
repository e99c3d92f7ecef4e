"""How well actors are linked, given gold mentions with their English names hidden.

    python benchmarks/actor_linking.py GOLD_DIR [--places] [--errors N]

Prints the share of actor entities linked to `schemas/actors.yaml`, B-cubed precision, recall and F1 of entities grouped
by node against grouping by gold `en`, and articles per second.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

from kg.evaluate.bcubed import bcubed_of
from kg.extraction import Entity, Extraction
from kg.resolve.actors import ACTOR_TYPES, ActorLinker


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--places", action="store_true", help="link places too and use their countries")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the most frequent confusions")
    args = parser.parse_args()
    linker = ActorLinker.default()
    articles = [Extraction.model_validate_json(f.read_text("utf-8")) for f in sorted(args.gold.glob("*.json"))]
    hidden = [
        a.model_copy(
            update={"entities": tuple(e.model_copy(update={"en": "", "lat": None, "lon": None}) for e in a.entities)}
        )
        for a in articles
    ]
    places = None
    if args.places:
        from kg.resolve.places import PlaceLinker

        places = [PlaceLinker.default().link(a) for a in hidden]
    start = time.perf_counter()
    links = [linker.link(a, places[i] if places else None) for i, a in enumerate(hidden)]
    seconds = time.perf_counter() - start
    rows: list[tuple[Entity, str, str, bool]] = []
    for article, linked in zip(articles, links, strict=True):
        rows += [
            (e, linked[e.id].node_id, linked[e.id].name, linked[e.id].resolved)
            for e in article.entities
            if e.type in ACTOR_TYPES
        ]
    for name in ("all", *sorted(t.value for t in ACTOR_TYPES)):
        some = [row for row in rows if name in ("all", row[0].type.value)]
        pairs = [(f"{e.type.value} {e.en}", node) for e, node, _, _ in some]
        known = sum(resolved for *_, resolved in some) / len(some)
        print(f"{name:13} {len(some):6} entities  linked {known:.3f}  {bcubed_of(pairs)}")
    print(f"{len(articles)} articles, {len(articles) / seconds:.0f} articles/s")
    if args.errors:
        _print_confusions(rows, args.errors)


def _print_confusions(rows: list[tuple[Entity, str, str, bool]], many: int) -> None:
    seen: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for entity, _, name, resolved in rows:
        if entity.en != name:
            shown = " ; ".join(sorted({m.text for m in entity.mentions})[:5])
            seen[entity.type.value, entity.en, name if resolved else "—"].append(shown)
    for (kind, en, name), examples in sorted(seen.items(), key=lambda item: (-len(item[1]), item[0]))[:many]:
        print(f"{len(examples):4} {kind} {en}  →  {name}   | {' | '.join(examples[:3])}")


if __name__ == "__main__":
    main()
