"""Words that say what happened to people: «مقتل», «أصيب», «مصرعهم», «القتلى»."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.nlp.grammar.tokens import Token
from kg.nlp.grammar.toll_figures import Figure, match_figure
from kg.nlp.grammar.toll_words import TOLLS, has

# «قضى على»: killed; alone it is what a court does, or how one dies.
_ENDED = frozenset(("قضي", "قضت", "قضوا", "تقضي", "يقضي"))
# How many tokens behind «خسر» or «فقد» those who were lost may be counted.
_LOSS_REACH = 8
# Ends of nouns that say whose: «أفراده», «عناصرها», «رجالنا».
_OWN = ("ه", "ها", "هم", "نا", "ي")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says what happened to people, in token numbers. kind: "verb", "noun", "after", "own" or "total"."""

    start: int
    stop: int
    outcome: str
    kind: str


def find_triggers(tokens: list[Token], first: int, last: int) -> list[Trigger]:
    """The triggers among tokens first … last-1 (one sentence), in order; two that say one thing are one."""
    found: list[Trigger] = []
    told = [i for i in range(first, last) if tokens[i].kind == "word" and _may_tell(tokens[i].key)]
    protest = any(has(tokens, i, "protest") is not None for i in told)
    for i in told:
        for name in ("after", "verb", "noun", "own", "total"):
            outcome = has(tokens, i, "total" if name == "total" else f"trigger_{name}")
            if outcome is None:
                continue
            if _says_nothing(tokens, i, last) or (protest and has(tokens, i, "leaving") is not None):
                break
            if outcome == "missing" and (
                any(has(tokens, at, "lives") is not None for at in range(i + 1, min(last, i + 9)))
                or _lost_men(tokens, i, last)
            ):
                outcome = "killed"
            here = Trigger(i, i + 1, str(outcome), name)
            if has(tokens, i, "sentence_of_court") is None and _is_court(tokens, i, first):
                break
            if found and found[-1].stop == i and _merges(tokens, found[-1], here, first):
                here = replace(found.pop(), stop=i + 1, outcome="killed_or_wounded")
            found.append(here)
            break
        else:
            following = tokens[i + 1].key if i + 1 < last else ""
            if _ends(tokens[i].key) and following == "علي":
                found.append(Trigger(i, i + 2, "killed", "verb"))
            elif has(tokens, i, "ending") is not None and following == "علي":
                found.append(Trigger(i, i + 2, "killed", "noun"))
            elif has(tokens, i, "hands_over") is not None and _themselves(tokens, i, last):
                found.append(Trigger(i, i + 1, "captured", "verb"))
            elif has(tokens, i, "taken_to") is not None and _to_hospital(tokens, i, last):
                found.append(Trigger(i, i + 1, "wounded", "verb"))
    return found


def _may_tell(key: str) -> bool:
    """Whether a word is of any class: a cheap answer for most words."""
    return bool(TOLLS.classes(key)) or _ends(key)


def _ends(key: str) -> bool:
    return key.lstrip("وف") in _ENDED


def _themselves(tokens: list[Token], i: int, last: int) -> bool:
    """«سلم 20 مسلحا أنفسهم», «قاموا بتسليم أنفسهم»: who hands himself over is held."""
    return any(has(tokens, at, "selves") is not None for at in range(i + 1, min(last, i + 8)))


def _to_hospital(tokens: list[Token], i: int, last: int) -> bool:
    """«نقلوا إلى المستشفى», «أدخلوا المستشفى»: what is said of the wounded."""
    return any(has(tokens, at, "hospital") is not None for at in range(i + 1, min(last, i + 4)))


def _figures_behind(tokens: list[Token], i: int, last: int) -> list[Figure]:
    figures = (match_figure(tokens, at) for at in range(i + 1, min(last, i + _LOSS_REACH)))
    return [figure for figure in figures if figure is not None]


def _lost_men(tokens: list[Token], i: int, last: int) -> bool:
    """«فقد الجيش 25 من أفراده»: men of one's own are lost by dying."""
    if has(tokens, i, "lost") is None:
        return False
    for figure in _figures_behind(tokens, i, last):
        noun = figure.noun_start
        if figure.kind == "number" and noun < figure.noun_stop and tokens[noun - 1].key == "من":
            return _are_own(tokens[noun].key)
    return False


def _are_own(key: str) -> bool:
    """«أفراده», «مقاتليها», «رجالنا»; not «عائلة», whose last letter has the same key, nor «صيادي غزة»."""
    return any(key.endswith(end) and "person_many" in TOLLS.classes(key.removesuffix(end)) for end in _OWN)


def _is_court(tokens: list[Token], i: int, first: int) -> bool:
    """Whether a word for execution is a court's sentence and not a death."""
    key = tokens[i].key
    if "اعدام" not in key:
        return False
    return any(has(tokens, at, "sentence_of_court") is not None for at in range(max(first, i - 7), i))


def _merges(tokens: list[Token], left: Trigger, right: Trigger, first: int) -> bool:
    """Whether two words say one thing of the same people: «مقتل وإصابة 20», «قتلوا وجرحوا», not «5 قتلوا وأصيب 3»."""
    if {left.outcome, right.outcome} != {"killed", "wounded"}:
        return False
    if left.kind != right.kind and has(tokens, right.start, f"trigger_{left.kind}") is None:
        return False
    one, two = tokens[left.start].key, tokens[right.start].key
    if not two.startswith("و"):
        return False
    if left.kind != "verb":
        return True
    if one.endswith("وا") != two.endswith("وا"):
        return False
    if one.endswith("وا"):
        return True
    before = range(max(first, left.start - 8), left.start)
    return not any(match_figure(tokens, at) is not None for at in before)


def _says_nothing(tokens: list[Token], i: int, last: int) -> bool:
    """Whether a word of the lists means something else here: «يلقي خطابا», «فقد تم», «متأثرا بإصابته»."""
    if has(tokens, i, "meets") is not None:
        return all(has(tokens, at, "trigger_after") is None for at in range(i + 1, min(last, i + 14)))
    if has(tokens, i, "loses") is not None:
        return not any(figure.people for figure in _figures_behind(tokens, i, last))
    # «فقد حياته» has no figure behind it, «فقد 12 بحارا» has.
    if has(tokens, i, "lost") is not None and has(tokens, i + 1, "lives") is None and not _lost_men(tokens, i, last):
        return i + 1 >= last or match_figure(tokens, i + 1) is None
    return has(tokens, i, "trigger_own") is not None and has(tokens, i - 1, "affected") is not None
