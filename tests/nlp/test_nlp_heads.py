"""Decoding and clustering, without weights."""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.nlp.features import bucket, stem
from kg.nlp.heads.clustering import average_link
from kg.nlp.heads.context import ContextHead
from kg.nlp.heads.pairs import PairHead, pool_pairs, span_vectors
from kg.nlp.heads.pooled import Grouping, PooledHead
from kg.nlp.heads.tagging import bio_targets, decode_bio


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3), st.integers(0, 2)), max_size=8))
def test_spans_survive_encoding_and_decoding(pieces: list[tuple[int, int, int]]) -> None:
    spans, at = [], 0
    for length, gap, label in pieces:
        at += gap
        spans.append(((at, at + length), label))
        at += length
    target = bio_targets(at + 1, spans)
    logits = torch.full((at + 1, 7), -5.0)
    logits[torch.arange(at + 1), torch.tensor(target)] = 5.0
    assert [(s, k) for s, k, _ in decode_bio(logits)] == spans


@given(arrays(np.float32, st.tuples(st.integers(0, 12), st.just(5)), elements=st.floats(-4, 4, width=32)))
def test_decoding_any_logits_gives_ordered_disjoint_spans(logits: np.ndarray) -> None:
    spans = decode_bio(torch.from_numpy(logits.copy()))
    ends = 0
    for (start, end), label, sure in spans:
        assert ends <= start < end <= len(logits)
        assert label in (0, 1)
        assert 0 <= sure <= 1
        ends = end


def test_an_inside_tag_never_opens_a_span() -> None:
    logits = torch.full((3, 3), -9.0)
    logits[0, 0], logits[1, 2], logits[2, 2] = 9.0, 9.0, 9.0
    logits[1, 1] = 0.0
    assert [s for s, _, _ in decode_bio(logits)] == [(1, 3)]


def test_a_span_that_could_be_of_two_labels_is_found() -> None:
    logits = torch.tensor([[1.0, 0.9, -9.0, 0.8, -9.0]])
    ((span, label, sure),) = decode_bio(logits)
    assert (span, label) == ((0, 1), 0)
    assert 0.5 < sure < 0.7


def test_a_bias_on_outside_finds_more_or_fewer_spans() -> None:
    logits = torch.tensor([[0.5, 0.0, -9.0]])
    assert decode_bio(logits) == []
    assert len(decode_bio(logits, outside_bias=-1.0)) == 1


@given(arrays(np.float32, (6, 6), elements=st.floats(0, 1, width=32)), st.permutations(range(6)))
def test_clusters_partition_and_do_not_depend_on_order(p: np.ndarray, order: list[int]) -> None:
    clusters = average_link(p, np.ones_like(p, dtype=bool))
    assert sorted(i for c in clusters for i in c) == list(range(6))
    symmetric = (p + p.T) / 2
    if len(np.unique(symmetric[np.triu_indices(6, 1)])) < 15:
        return  # ties may be broken by order
    shuffled = average_link(p[np.ix_(order, order)], np.ones_like(p, dtype=bool))
    assert {frozenset(order[i] for i in c) for c in shuffled} == {frozenset(c) for c in clusters}


def test_clusters_respect_what_may_not_join() -> None:
    p = np.ones((3, 3), dtype=np.float32)
    assert average_link(p, np.equal.outer(np.arange(3) == 2, np.arange(3) == 2)) == [[0, 1], [2]]


def test_pooling_takes_the_best_pair_of_spans() -> None:
    logits = torch.tensor([[[1.0], [5.0]], [[2.0], [0.0]]])
    assert pool_pairs(logits, [0, 0], [0, 1], 1, 2).tolist() == [[[2.0], [5.0]]]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4)), min_size=1, max_size=12))
def test_span_vectors_are_mean_and_first(found: list[tuple[int, int]]) -> None:
    """Spans may overlap and stand in any order; whoever trains gets the gradient of every token."""
    spans = [(start, min(9, start + size)) for start, size in found]
    vectors = torch.randn(9, 3, generator=torch.Generator().manual_seed(len(spans)), requires_grad=True)
    expected = torch.stack([torch.cat([vectors[a:b].mean(0), vectors[a]]) for a, b in spans])
    out = span_vectors(vectors, spans)
    assert torch.allclose(out, expected, atol=1e-6)
    weights = torch.arange(out.numel()).view(out.shape).float()
    ours, theirs = (torch.autograd.grad((one * weights).sum(), vectors)[0] for one in (out, expected))
    assert torch.allclose(ours, theirs, atol=1e-3)


def test_pair_head_scores_every_pair() -> None:
    vectors = torch.randn(9, 16)
    left, right = span_vectors(vectors, [(0, 2), (3, 4)]), span_vectors(vectors, [(5, 6), (6, 9), (8, 9)])
    head = PairHead(16, 4, 5, 2, 3)
    kinds = (torch.tensor([0, 3]), torch.tensor([4, 0, 1]))
    out = head(left, kinds[0], right, kinds[1], torch.zeros(2, 3, dtype=torch.long), torch.zeros(2, 3, 2))
    assert out.shape == (2, 3, 3)


def test_pooled_head_starts_as_the_best_pair_and_learns_of_rivals() -> None:
    torch.manual_seed(0)
    head = PooledHead(16, 4, 5, 2, 1)
    logits = torch.randn(3, 4, 1)
    of = Grouping.of([0, 1, 0], [0, 0, 1, 2], [3, 1], [4, 0, 1])
    same = torch.zeros(3, 4, dtype=torch.bool)
    best = pool_pairs(logits, of.rows, of.columns, 2, 3)
    torch.testing.assert_close(head.pool(logits, same, of), best)
    assert of.pairs.tolist() == [[4, 2, 2], [2, 1, 1]]
    torch.nn.init.normal_(head.correct[-1].weight)
    before = head.pool(logits, same, of)
    stronger = logits.clone()
    stronger[1, 2] += 5  # only (1, 1) itself, and what it rivals in its row and column
    moved = (head.pool(stronger, same, of) - before).abs()[..., 0] > 1e-6
    assert moved.tolist() == [[False, True, False], [True, True, True]]


def test_a_head_with_context_sees_the_other_tokens() -> None:
    torch.manual_seed(0)
    head = ContextHead(16, 3).eval()
    vectors = torch.randn(9, 16)
    spans, distance = span_vectors(vectors, [(0, 2)]), torch.zeros(1, 9, dtype=torch.long)
    before = head(spans, vectors, distance)
    assert before.shape == (1, 3)
    vectors[8] += 1
    assert not torch.allclose(before, head(spans, vectors, distance))


@given(st.integers(-100_000, 100_000))
def test_distance_buckets_fit(distance: int) -> None:
    assert 0 <= bucket(distance) < 32


def test_stems_join_case_number_and_article() -> None:
    assert stem("الحوثيون") == stem("الحوثيين") == stem("حوثيين")
    assert stem("الغارات") != stem("القوات")
