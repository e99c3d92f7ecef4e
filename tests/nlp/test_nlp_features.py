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
    lambda words, breaks: f.Layout(words, [sum(b <= i for b in breaks) for i in range(N)]),
    st.lists(st.sampled_from(["", "قتل", "غار", "جيش", "شمال"]), min_size=N, max_size=N),
    st.lists(st.integers(1, N - 1), max_size=5),
)


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


@given(LAYOUTS, SPANS)
def test_pairs_of_one_kind_are_symmetric(layout: f.Layout, spans: list) -> None:
    for out in (f.trigger_features(layout, spans), f.relation_features(layout, spans)):
        torch.testing.assert_close(out, out.transpose(0, 1))
