"""The noun phrase that a number counts, and whether it means people."""

from __future__ import annotations

from functools import lru_cache

from kg.nlp.grammar.numbers import may_begin_number
from kg.nlp.grammar.tokens import Token, forms
from kg.nlp.grammar.toll_words import TOLLS, has


def counted_outcome(tokens: list[Token], i: int) -> str | None:
    """What a counted noun itself says happened («قتيلا»); None where it says nothing."""
    for name in ("counted_one", "counted_two", "counted_many", "total"):
        if (outcome := has(tokens, i, name)) is not None:
            return str(outcome)
    return None


def is_trigger(tokens: list[Token], i: int) -> bool:
    """Whether the word at i says what happened to people."""
    return any(
        has(tokens, i, name) is not None for name in ("trigger_verb", "trigger_noun", "trigger_after", "trigger_own")
    )


def noun_phrase(tokens: list[Token], i: int) -> int:
    """Token after the noun phrase that starts at i: the noun, its adjectives, and «من» with what it is part of."""
    stop = i + 1
    limit = min(len(tokens), i + 7)
    of = False
    while stop < limit:
        token = tokens[stop]
        if token.key == "#" and stop + 1 < limit and _follows(tokens[stop + 1].key):
            stop += 1
            continue
        if token.sentence != tokens[i].sentence or token.kind != "word":
            break
        key = token.key
        if key == "من" and not of and stop + 1 < limit and _is_part_of(tokens, stop + 1):
            of = True
            stop += 2
            continue
        if (
            may_begin_number(key)
            or has(tokens, stop, "stop") is not None
            or is_trigger(tokens, stop)
            or has(tokens, stop, "taken_to") is not None
            or key.startswith(("و", "ب", "ف", "ك"))
        ):
            break
        if tokens[i].key.endswith("ون") and has(tokens, stop, "person_one") is not None and key.endswith("ا"):
            break
        if has(tokens, stop, "other") is None and not of and not _follows(key):
            break
        if of and not (key.startswith("ال") or _follows(key)):
            break
        stop += 1
    return stop


def _is_part_of(tokens: list[Token], i: int) -> bool:
    return tokens[i].kind == "word" and has(tokens, i, "stop") is None and has(tokens, i, "subset") is None


def _follows(key: str) -> bool:
    """Whether a word may be an adjective or genitive after a counted noun, by its ending or article."""
    return key.startswith("ال") or key.endswith(("ا", "ين", "ون", "ان", "ي", "يه", "ه")) or key.startswith("ل")


def is_definite(token: Token) -> bool:
    """Whether a word has the article, behind proclitics or not."""
    return any(form.definite for form in forms(token.key))


def is_group(tokens: list[Token], i: int) -> bool:
    """Whether the word at i is people in the plural, with an article or a pronoun too: «الجنود», «عناصرها»."""
    return i < len(tokens) and tokens[i].kind == "word" and means_group(tokens[i].key)


@lru_cache(maxsize=100_000)
def means_group(key: str) -> bool:
    """`is_group` of a word by its match key."""
    bare = [key, key[2:] if key.startswith("ال") else key]
    bare += [key[: -len(ending)] for ending in ("ها", "هم", "ه") if key.endswith(ending)]
    return "total" in TOLLS.classes(key) or any("person_many" in TOLLS.classes(word) for word in bare)
