"""How the people of a figure are, told behind it: «12 في عداد المفقودين», «9 لم يعثر عليهم», «أربعة في حالة حرجة»."""

from __future__ import annotations

from kg.arabic import match_key
from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_words import has


def _keys(words: str) -> frozenset[str]:
    return frozenset(match_key(word) for word in words.split())


# «ما زالوا في عداد», «لا يزالون في», «باتوا في».
_STILL = _keys("ما لا زالوا زال يزالون يزال باتوا أصبحوا كانوا هم")
_GRAVE = _keys("حرجة خطرة خطيرة حرج خطر سيئة")
_CONDITION = _keys("حالة حال وضع")
_NOT = _keys("لم")
_FOUND = _keys("العثور يعثر")
_UPON_THEM = _keys("عليهم عليهما")
_GRIP = _keys("قبضة")


def state_behind(tokens: list[Token], i: int) -> str | None:
    """The outcome that the words from token i on say of the figure before them; None where they say none."""
    sentence = tokens[i - 1].sentence
    keys = [token.key for token in tokens[i : i + 6] if token.sentence == sentence]
    while keys and keys[0] in _STILL:
        i, keys = i + 1, keys[1:]
    if keys[:2] == ["في", "عداد"]:
        state = has(tokens, i + 2, "total")
        return None if state is None else str(state)
    if keys[:1] and keys[0] in _NOT and _UPON_THEM & set(keys) and _FOUND & set(keys):
        return "missing"
    if keys[:1] == ["في"] and set(keys[1:2]) & _GRIP:
        return "captured"
    return None


def is_grave(tokens: list[Token], i: int) -> bool:
    """«أربعة رجال في حالة حرجة», «اثنان بحالة خطيرة»: whether this is how the figure before token i is.

    Other words say more of them: «أجبر 15 مريضا في حالة حرجة على المغادرة».
    """
    keys = [token.key for token in tokens[i : i + 3] if token.sentence == tokens[i - 1].sentence]
    if keys[:1] == ["في"]:
        keys = keys[1:]
    elif keys[:1] and keys[0].startswith("ب"):
        keys = [keys[0][1:], *keys[1:]]
    return len(keys) > 1 and keys[0] in _CONDITION and keys[1] in _GRAVE
