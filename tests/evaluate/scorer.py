"""The scheme's own scorer, which lies beside the checkout where this project is developed, and what it said."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from damaged import write_damaged

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
SCORER = GOLD / "score.py"
SYNTH = Path(__file__).resolve().parents[1] / "data" / "synth"
RECORD = Path(__file__).with_name("scorer_figures.json")
SEEDS = range(12)
ROUNDS = 40
_INTERVAL = re.compile(r"^(\S+) .*\[(\d\.\d{3}), (\d\.\d{3})\]$", re.M)


def run_scorer(gold: Path, system: Path, scratch: Path) -> dict[str, dict[str, float]]:
    """Its figures by measure: p, r, f1, gold, system as it writes them; low, high to three digits as it prints them."""
    out = scratch / "figures.json"
    command = [sys.executable, SCORER, gold, system, "--json", out, "--boot", str(ROUNDS)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, dict[str, float]] = json.loads(out.read_text(encoding="utf-8"))
    for name, low, high in _INTERVAL.findall(printed):
        figures[name] |= {"low": float(low), "high": float(high)}
    return figures


def record(scratch: Path) -> None:
    """Write what the scorer says of our own articles for every seed: `python tests/evaluate/scorer.py`."""
    figures = {seed: run_scorer(SYNTH, write_damaged(SYNTH, scratch / str(seed), seed), scratch) for seed in SEEDS}
    RECORD.write_text(json.dumps(figures, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        record(Path(folder))
