"""What came of a judgement, in words."""

from __future__ import annotations

from kg.resolve.incidents.judgements import Judgement
from kg.review.judge import Outcome


def outcome_lines(outcome: Outcome) -> list[str]:
    """Lines for a terminal: what was judged, where the two are now, and what contradicts it."""
    one, other = outcome.pair
    first, second = outcome.incidents
    said = {"same": "the same incident", "different": "different incidents", "undone": "taken back, the score counts"}
    lines = [f"{one} and {other}: {said[outcome.verdict]}"]
    lines.append(f"now both of {first}" if first == second else f"now of {first} and {second}")
    if told := outcome.against:
        lines.append(f"kept apart, because {_said(told)}; kg review undo {told.one} {told.other} takes that back")
    if outcome.left:
        lines.append(f"no longer of one incident with them: {', '.join(outcome.left)}")
    lines += [f"this does not hold now: {_said(told)}" for told in outcome.broken]
    return lines


def _said(told: Judgement) -> str:
    return f"{told.by} judged {told.one} and {told.other} {told.verdict}"
