"""Where the sentences of an article begin and end, so that a fact can be quoted with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

SentenceSpan = tuple[int, int]

# A stop ends a sentence together with the quotes and brackets that close after it, when white space follows. A stop
# after a lone letter is an abbreviation («د. أحمد», «أ. ف. ب»), not an end.
_BREAK = re.compile(r"""\n+|(?<!\b\w)[.!؟?…]+["'”’»)\]]*(?=\s)|[!؟?…]+["'”’»)\]]*(?=\s)""")


def sentence_spans(content: str) -> list[SentenceSpan]:
    """Sentences of a text, in order, as half-open code point offsets without surrounding white space.

    Every character that is not white space lies in exactly one sentence; the title is one by itself.
    """
    spans: list[SentenceSpan] = []
    begin = 0
    for end in [*(match.end() for match in _BREAK.finditer(content)), len(content)]:
        piece = content[begin:end]
        if piece.strip():
            spans.append((begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())))
        begin = end
    return spans


class Sentences:
    """The sentences of one text, for looking up which one a span stands in."""

    def __init__(self, content: str) -> None:
        self.spans = sentence_spans(content) or [(0, len(content))]
        self._starts = [start for start, _ in self.spans]

    def around(self, start: int, end: int) -> SentenceSpan:
        """The sentence around `content[start:end]`, or the stretch of sentences that the span runs over."""
        first, last = self._index(start), self._index(max(start, end - 1))
        return self.spans[first][0], self.spans[last][1]

    def within(self, span: SentenceSpan) -> range:
        """Indices in `spans` of the sentences that a span of the text runs over."""
        return range(self._index(span[0]), self._index(max(span[0], span[1] - 1)) + 1)

    def nearest(self, spans: Iterable[tuple[int, int]], anchors: Iterable[tuple[int, int]]) -> SentenceSpan | None:
        """The sentence of the one of `spans` that is nearest to any of `anchors`.

        A span in the sentence of an anchor is nearer than any outside it; ties go to the earlier span. Without
        anchors the first span counts. None when there are no spans.
        """
        fixed = sorted(anchors)

        def distance(span: tuple[int, int]) -> tuple[bool, int, tuple[int, int]]:
            ranks = [(self._index(span[0]) != self._index(a[0]), max(a[0] - span[1], span[0] - a[1], 0)) for a in fixed]
            apart, gap = min(ranks, default=(False, 0))
            return apart, gap, span

        best = min(spans, key=distance, default=None)
        return self.around(*best) if best else None

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)
