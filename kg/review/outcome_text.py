"""What came of a judgement, in words."""

from __future__ import annotations

from kg.review.judge import Outcome


def outcome_lines(outcome: Outcome) -> list[str]:
    """Lines for a terminal: what was judged, where the two are now, and what contradicts it."""
    one, other = outcome.pair
    first, second = outcome.incidents
    said = {"same": "the same incident", "different": "different incidents", "undone": "taken back, the score counts"}
    lines = [f"{one} and {other}: {said[outcome.verdict]}"]
    lines.append(f"now both of {first}" if first == second else f"now of {first} and {second}")
    if outcome.against:
        told = outcome.against
        effect = "which keeps them apart" if outcome.verdict == "same" else "which no longer holds"
        lines.append(f"but {told.by} judged {told.one} and {told.other} {told.verdict}, {effect}")
        lines.append(f"kg review undo {told.one} {told.other} takes that back")
    return lines
