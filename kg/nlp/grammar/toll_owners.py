"""Whose figures they are, where the words say so: «هجوم أسفر عن …», and «مقتل … وإصابة …» told together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

from kg.nlp.grammar.word_keys import word_key

SpanIndex = tuple[int, int]
_VERBS = [
    "اسفر",
    "اسفرت",
    "ادي",
    "ادت",
    "اودي",
    "اودت",
    "خلف",
    "خلفت",
    "اوقع",
    "اوقعت",
    "تسبب",
    "تسببت",
    "حصد",
    "حصدت",
    "نجم",
    "نتج",
    "اسفرا",
    "ادتا",
    "اسفرتا",
    "خلفا",
    "خلفتا",
]
_RESULTS = frozenset([*_VERBS, *("و" + verb for verb in _VERBS)])
_COMMAS = frozenset("،,؛;:")
# Tokens between two figures told together; from an incident to the verb; from there to its figures.
_BETWEEN, _TO_VERB, _TO_FIGURE = 3, 5, 14


def joint_figures(
    words: Sequence[str],
    sentences: Sequence[SpanIndex],
    triggers: Sequence[SpanIndex],
    figures: Sequence[tuple[SpanIndex, Hashable]],
) -> list[tuple[int, int]]:
    """Pairs of figures that are told together, «مقتل اثنين وإصابة ستة»: they are of one incident.

    words: of an article; sentences, triggers: token spans, half-open; figures: token spans with their outcomes, in
    order. RETURNS: indices of neighbours of different outcomes.
    """
    number = {i: n for n, (start, end) in enumerate(sentences) for i in range(start, end)}
    starts = {start for start, _ in triggers}
    pairs = []
    for k, ((a, one), (b, other)) in enumerate(pairwise(figures)):
        near = one != other and number[a[0]] == number[b[0]] and 0 <= b[0] - a[1] <= _BETWEEN
        if (
            near
            and starts.isdisjoint(range(a[1], b[0]))
            and any(word_key(words[i])[0] == "و" for i in range(a[1], b[0] + 1))
        ):
            pairs.append((k, k + 1))
    return pairs


def stated_results(
    words: Sequence[str],
    sentences: Sequence[SpanIndex],
    triggers: Sequence[SpanIndex],
    figures: Sequence[SpanIndex],
) -> list[tuple[int, int]]:
    """(trigger, figure) of «هجوم [بطائرة مسيرة] أسفر عن مقتل …»: the verb follows without a comma.

    Arguments as for `joint_figures`. RETURNS: indices; a figure after the next trigger is none of these.
    """
    found = []
    for start, end in sentences:
        inside = sorted((span, k) for k, span in enumerate(triggers) if start <= span[0] < end)
        for n, ((_, last), k) in enumerate(inside):
            following = inside[n + 1][0][0] if n + 1 < len(inside) else end
            verb = next((i for i in range(last, min(end, last + _TO_VERB + 1)) if word_key(words[i]) in _RESULTS), None)
            if verb is None or any(words[i] in _COMMAS for i in range(last, verb)) or following < verb:
                continue
            # Where the verb is a trigger itself, what it tells is of the next one on.
            stop = next((span[0] for span, _ in inside if span[0] > verb), end)
            found += [(k, f) for f, (at, _) in enumerate(figures) if verb < at < min(stop, verb + _TO_FIGURE)]
    return found
