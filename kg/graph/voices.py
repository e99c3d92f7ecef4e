"""Whom an article quotes for what one sentence of it states of an incident."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extraction import Entity, Incident
from kg.graph.sentences import Sentences, SentenceSpan
from kg.nlp.grammar.attribution import SpanIndex
from kg.nlp.grammar.tokens import tokenize
from kg.nlp.grammar.voices import voices

# Words that make a first sentence more than a dateline («صنعاء – وكالات»).
_LEAD_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Heard:
    """One sentence.

    sources: entities that it quotes; stated: what it puts into their mouths beyond doubt; naming, said: stretches that
    say who speaks, and what, code points; origin: the sentence in whose voice it stands, itself where it quotes
    anybody, None where the article speaks.
    """

    sources: frozenset[str]
    stated: tuple[tuple[str, SentenceSpan], ...]
    naming: tuple[SentenceSpan, ...]
    said: tuple[SentenceSpan, ...]
    origin: int | None


class Voices:
    """Who speaks where in one article.

    content, sentences, entities: of the article; text: where its text begins, after the title.
    """

    def __init__(self, content: str, text: int, sentences: Sentences, entities: Mapping[str, Entity]) -> None:
        self._sentences = sentences
        self._mentions = {e.id: sorted((m.start, m.end) for m in e.mentions) for e in entities.values()}
        # The title and the lead tell the news before they say whose it is.
        self._lead = next(
            (k for k, (a, b) in enumerate(sentences.spans) if a >= text and len(content[a:b].split()) >= _LEAD_WORDS),
            0,
        )
        self._heard = _listen(content, sentences, entities)

    def quoted(self, incident: Incident, sentence: SentenceSpan) -> tuple[str, ...]:
        """Entities that the article quotes for a sentence of an incident, sorted; empty where it speaks itself.

        - A sentence that quotes somebody is theirs: sources of the incident, or, where it quotes none of them, whoever
          it quotes for the words that name the incident.
        - One that goes on in the voice before it («وأضاف أن») is that voice's.
        - Title and lead are of the incident's sources in the first sentence after them, if that tells the incident.
        - Any other is the article's own.
        """
        found: set[str] = set()
        for k in self._sentences.within(sentence):
            found |= self._sources(incident, k)
        return tuple(sorted(found))

    def _sources(self, incident: Incident, k: int) -> set[str]:
        own = self._own(incident, k)
        if own is not None:
            return own
        if incident.modality == "negated":
            return {source for source in incident.reported_by if self._named(source, [self._sentences.spans[k]])}
        if k > self._lead:
            return set()
        for following in range(k + 1, min(len(self._heard), self._lead + 2)):
            if (spoken := self._own(incident, following)) is not None:
                return spoken & set(incident.reported_by) if self._tells(incident, following) else set()
        return set()

    def _own(self, incident: Incident, k: int) -> set[str] | None:
        """Whom a sentence quotes; None where the article speaks."""
        origin = self._heard[k].origin
        if origin is None:
            return None
        heard = self._heard[origin]
        # «وقال المصدر لوكالة فلان إن»: the same voice, and whom it speaks to.
        named = {source for source in incident.reported_by if self._named(source, self._heard[k].naming)}
        if origin < k and named:
            return named
        quoted = heard.sources & set(incident.reported_by)
        quoted |= {source for source in incident.reported_by if self._speaks(incident, source, origin)}
        if not quoted:
            own = [(entity, self._sentences.spans[k] if origin < k else span) for entity, span in heard.stated]
            return {entity for entity, span in own if _names(incident, span)}
        return set(quoted)

    def _speaks(self, incident: Incident, source: str, k: int) -> bool:
        """Whether a sentence that quotes somebody names a source as such; what is said may speak of it too. A party to
        the incident must stand where the words name who speaks."""
        heard = self._heard[k]
        if self._named(source, heard.naming):
            return True
        if any(source == entity for role, entity in incident.arguments() if role != "reported_by"):
            return False
        return self._named(source, [self._sentences.spans[k]], but=heard.said)

    def _named(self, entity: str, stretches: Sequence[SentenceSpan], but: Sequence[SentenceSpan] = ()) -> bool:
        return any(
            a <= start < b and not any(c <= start < d for c, d in but)
            for start, _ in self._mentions[entity]
            for a, b in stretches
        )

    def _tells(self, incident: Incident, k: int) -> bool:
        """Whether a sentence names an incident, or somebody or something that is part of it."""
        span = self._sentences.spans[k]
        parts = (entity for role, entity in incident.arguments() if role != "reported_by")
        return _names(incident, span) or any(self._named(entity, [span]) for entity in parts)


def _names(incident: Incident, span: SentenceSpan) -> bool:
    return any(span[0] <= trigger.start < span[1] for trigger in incident.triggers)


def _listen(content: str, sentences: Sentences, entities: Mapping[str, Entity]) -> list[_Heard]:
    tokens = tokenize(content)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    # A mention may begin within its token, after a clitic; one of white space alone has none.
    found_at = (
        (bisect_right(ends, m.start), bisect_left(starts, m.end), str(e.type), e.id)
        for e in entities.values()
        for m in e.mentions
    )
    named = sorted(one for one in found_at if one[0] < one[1])
    spans = [(bisect_left(starts, a), bisect_left(starts, b)) for a, b in sentences.spans]
    words = [content[token.start : token.end] for token in tokens]

    def chars(span: SpanIndex) -> SentenceSpan:
        a, b = span
        return (starts[a], ends[b - 1]) if a < b else (0, 0)

    found: list[_Heard] = []
    speaking: int | None = None
    for k, voice in enumerate(voices(words, spans, [((a, b), kind) for a, b, kind, _ in named])):
        if voice.sources or voice.unnamed:
            speaking = k
        origin = speaking if voice.sources or voice.unnamed or voice.continued else None
        sources = frozenset(named[i][3] for i in voice.sources)
        stated = tuple((named[one.source][3], chars((one.start, one.end))) for one in voice.stated)
        naming, said = (tuple(chars(span) for span in spans) for spans in (voice.naming, voice.told))
        found.append(_Heard(sources, stated, naming, said, origin))
    return found
