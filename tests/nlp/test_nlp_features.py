"""Features of pairs of spans, against their plain definitions."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp import features as f

N = 40
SPANS = st.lists(
    st.tuples(st.integers(0, N - 3), st.integers(1, 3)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=7
).map(sorted)
LAYOUTS = st.builds(
    lambda words, breaks, definite: f.Layout(words, [sum(b <= i for b in breaks) for i in range(N)], definite),
    st.lists(st.sampled_from(["", "قتل", "غار", "جيش", "شمال"]), min_size=N, max_size=N),
    st.lists(st.integers(1, N - 1), max_size=5),
    st.lists(st.booleans(), min_size=N, max_size=N),
)
# Of each of the six sentences that a layout can have.
FACTS = st.lists(st.tuples(*[st.frozensets(st.integers(0, 2), max_size=2)] * 5), min_size=6, max_size=6)


def between(a: tuple[int, int], b: tuple[int, int], starts: list[int]) -> float:
    low, high = (a[1], b[0]) if a[0] <= b[0] else (b[1], a[0])
    return min(3, sum(low <= s < high for s in starts)) / 3


@given(LAYOUTS, SPANS, SPANS)
def test_distance_and_sentences_of_links(layout: f.Layout, triggers: list, others: list) -> None:
    flags = [(0.5, float(i)) for i in range(len(others))]
    out = f.link_features(layout, triggers, others, flags)
    gap = f.distances(triggers, others)
    for i, t in enumerate(triggers):
        for j, o in enumerate(others):
            sentences = layout.sentences[o[0]] - layout.sentences[t[0]]
            assert int(gap[i, j]) == f.bucket(o[0] - t[0])
            expected = [
                float(sentences == 0),
                float(sentences == 1),
                float(sentences == -1),
                between(t, o, [x[0] for x in triggers]),
                between(t, o, [x[0] for x in others]),
                *flags[j],
            ]
            torch.testing.assert_close(out[i, j], torch.tensor(expected))


@given(LAYOUTS, SPANS)
def test_alike_words_of_mentions(layout: f.Layout, mentions: list) -> None:
    out = f.coreference_features(layout, mentions)
    words = [[w for w in layout.stems[a:b] if w] for a, b in mentions]
    for i, mine in enumerate(words):
        for j, other in enumerate(words):
            both = bool(mine and other)
            expected = [
                float(both and mine == other),
                float(both and mine[0] == other[0]),
                len(set(mine) & set(other)) / max(1, min(len(mine), len(other))),
                float(both and mine[-1] == other[-1]),
            ]
            torch.testing.assert_close(out[i, j, 2:], torch.tensor(expected))


@given(LAYOUTS, SPANS, SPANS, st.data())
def test_what_lies_between_a_trigger_and_a_mention(
    layout: f.Layout, triggers: list, mentions: list, data: st.DataObject
) -> None:
    types = data.draw(st.lists(st.integers(0, 2), min_size=len(mentions), max_size=len(mentions)))
    out = f.role_features(layout, triggers, mentions, types)
    for i, t in enumerate(triggers):
        for j, m in enumerate(mentions):
            same = [x[0] for x, k in zip(mentions, types, strict=True) if k == types[j]]
            expected = [
                between(t, m, [x[0] for x in triggers]),
                between(t, m, same),
                float(t[0] < m[1] and m[0] < t[1]),
                float(layout.sentences[t[0]] == 0),
            ]
            torch.testing.assert_close(out[i, j, 2:], torch.tensor(expected))


@given(LAYOUTS, SPANS, FACTS)
def test_what_two_triggers_have_in_common(layout: f.Layout, triggers: list, facts: list) -> None:
    out = f.trigger_features(layout, triggers, facts)
    assert out.shape[-1] == f.TRIGGER_FEATURES
    words = [[w for w in layout.stems[a:b] if w] for a, b in triggers]
    for i, t in enumerate(triggers):
        for j, o in enumerate(triggers):
            mine, other = facts[layout.sentences[t[0]]], facts[layout.sentences[o[0]]]
            later = o if t[0] < o[0] else t
            expected = [
                float(bool(set(words[i]) & set(words[j]))),
                float(0 in (layout.sentences[t[0]], layout.sentences[o[0]])),
                float(bool(words[i]) and words[i] == words[j]),
                float(bool(words[i] and words[j]) and words[i][0] == words[j][0]),
                float(layout.definite[later[0]]),
                between(t, o, [x[0] for x in triggers]),
                *[float(bool(a & b)) for a, b in zip(mine, other, strict=True)],
                *[float(bool(a and b) and not a & b) for a, b in zip(mine, other, strict=True)],
            ]
            torch.testing.assert_close(out[i, j, 2:], torch.tensor(expected))


@given(LAYOUTS, SPANS, FACTS)
def test_pairs_of_one_kind_are_symmetric(layout: f.Layout, spans: list, facts: list) -> None:
    spans = list(dict(spans).items())  # of two that start together neither is the later one
    for out in (f.trigger_features(layout, spans, facts), f.relation_features(layout, spans)):
        torch.testing.assert_close(out, out.transpose(0, 1))


def test_the_article_makes_a_word_definite() -> None:
    assert [w for w in ("الهجوم", "للهجوم", "هجوم", "غارات") if f.is_definite(w)] == ["الهجوم", "للهجوم"]
