"""How the people of a figure are, told behind it: «12 في عداد المفقودين», «9 لم يعثر عليهم», «أربعة في حالة حرجة»."""

from __future__ import annotations

from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_words import has

# Tokens behind a figure that may say it.
_REACH = 6


def state_behind(tokens: list[Token], i: int) -> str | None:
    """The outcome that the words from token i on say of the figure before them; None where they say none."""
    stop = min(len(tokens), i + _REACH)
    while stop > i and tokens[stop - 1].sentence != tokens[i - 1].sentence:
        stop -= 1
    while i < stop and has(tokens, i, "still") is not None:
        i += 1
    keys = [token.key for token in tokens[i:stop]]
    if keys[:2] == ["في", "عداد"]:
        state = has(tokens, i + 2, "total")
        return None if state is None else str(state)
    if keys[:1] == ["لم"] and all(_among(tokens, i, stop, name) for name in ("finding", "upon_them")):
        return "missing"
    return "captured" if keys[:2] == ["في", "قبضه"] else None


def _among(tokens: list[Token], start: int, stop: int, name: str) -> bool:
    return any(has(tokens, at, name) is not None for at in range(start, stop))


def is_grave(tokens: list[Token], i: int) -> bool:
    """«أربعة رجال في حالة حرجة», «اثنان بحالة خطيرة»: whether this is how the figure before token i is.

    Other words say more of them: «أجبر 15 مريضا في حالة حرجة على المغادرة».
    """
    if i >= len(tokens) or not (tokens[i].key == "في" or tokens[i].key.startswith("ب")):
        return False
    at = i + (tokens[i].key == "في")
    same = at + 1 < len(tokens) and tokens[at + 1].sentence == tokens[i - 1].sentence
    return same and has(tokens, at, "condition") is not None and has(tokens, at + 1, "grave") is not None
