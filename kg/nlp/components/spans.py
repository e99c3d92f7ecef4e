"""Entity mentions and incident triggers: tagged spans."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from torch import nn

from kg.nlp.annotations import set_spans
from kg.nlp.components.head import HeadComponent, doc_vectors, group_vectors
from kg.nlp.features import distances
from kg.nlp.grammar.word_keys import word_key
from kg.nlp.heads.catalogue import make_head
from kg.nlp.heads.tagging import decode_bio
from kg.nlp.labels import ENTITY_TYPES, INCIDENT_TYPES
from kg.nlp.layout import bounds_of, words_of

# Whether a name is that of a settlement or region.
Settlements = Callable[[str], bool]
_CLITICS = frozenset("وفبلكس")
# An attack is one with chemicals only in an article that speaks of any: so it is in 57 of 57 annotated ones.
_CHEMICAL = INCIDENT_TYPES.index("chemical_attack")
_CHEMICALS = ("كيمي", "كيماو", "كلور", "سارين", "غاز", "سام", "خردل", "نوفيتشوك", "اعصاب", "اختناق")
_NEVER = -30.0


class SpanTagger(HeadComponent):
    """Finds typed spans and how many proclitic letters of their first token lie outside them."""

    def __init__(
        self,
        nlp: Language,
        name: str,
        head: nn.Module,
        labels: tuple[str, ...],
        key: str,
        outside_bias: float,
        settlements: Settlements | None = None,
    ) -> None:
        super().__init__(nlp.vocab, name, head)
        self.settlements = settlements
        self.label_set = labels
        self.key = key
        self.outside_bias = outside_bias

    def annotate(self, doc: Doc) -> None:
        """Set `doc.spans[key]` with attrs «confidence» and «clitic»; mentions also become `doc.ents`."""
        tags, clitics = self.head(doc_vectors(doc))
        found = decode_bio(tags, self.outside_bias)
        kept = []
        for (start, end), label, sure in found:
            while start < end and doc[start].is_space:
                start += 1
            while end > start and doc[end - 1].is_space:
                end -= 1
            if start < end:
                clitic = _proclitic_letters(doc[start].text, int(clitics[start].argmax()))
                kept.append((Span(doc, start, end, label=self._label(doc, start, end, label, clitic)), sure, clitic))
        spans = [k[0] for k in kept]
        set_spans(doc, self.key, spans, confidence=[k[1] for k in kept], clitic=[k[2] for k in kept])
        if self.key == "mentions":
            doc.ents = filter_spans(spans)

    def _label(self, doc: Doc, start: int, end: int, label: int, clitic: int) -> str:
        """The label found, but for a site that has just the name of a settlement: that is a place."""
        found = self.label_set[label]
        name = doc[start:end].text[clitic:]
        return "PLACE" if found == "FACILITY" and self.settlements and self.settlements(name) else found


class TriggerTyper(HeadComponent):
    """Types triggers by the whole article; the tagger that found them saw each token alone."""

    def __init__(self, nlp: Language, name: str, width: int) -> None:
        super().__init__(nlp.vocab, name, make_head("isnad_trigger_types", width))

    def annotate(self, doc: Doc) -> None:
        """Set the labels of `doc.spans["triggers"]`, and attr «types»: log probabilities of the types, in order."""
        group = doc.spans["triggers"]
        spans = bounds_of(group)
        types: list[list[float]] = []
        if spans:
            vectors = doc_vectors(doc)
            tokens = [(i, i + 1) for i in range(len(doc))]
            logits = self.head(group_vectors(group), vectors, distances(spans, tokens))
            if not any(map(_names_chemical, words_of(doc))):
                logits[:, _CHEMICAL] = _NEVER
            types = logits.log_softmax(-1).tolist()
        typed = [Span(doc, a, b, label=INCIDENT_TYPES[t.index(max(t))]) for (a, b), t in zip(spans, types, strict=True)]
        set_spans(doc, "triggers", typed, **group.attrs, types=types)


@lru_cache(maxsize=200_000)
def _names_chemical(word: str) -> bool:
    key = word_key(word)
    return any(part in key for part in _CHEMICALS)


def _proclitic_letters(token: str, predicted: int) -> int:
    """No more letters than are proclitics, and a word must remain."""
    n = 0
    while n < predicted and n + 2 < len(token) and token[n] in _CLITICS:
        n += 1
    return n


@Language.factory(
    "isnad_entities",
    default_config={"width": 384, "outside_bias": 0.0, "settlements": None},
    requires=["doc.tensor"],
    assigns=["doc.ents", "doc.spans"],
)
def make_entities(nlp: Language, name: str, width: int, outside_bias: float, settlements: Settlements | None) -> Any:
    """Mentions of actors and places: `doc.ents` and `doc.spans["mentions"]`.

    settlements: whether a name is that of a settlement or region.
    """
    head = make_head("isnad_entities", width)
    return SpanTagger(nlp, name, head, ENTITY_TYPES, "mentions", outside_bias, settlements)


@Language.factory(
    "isnad_triggers",
    default_config={"width": 384, "outside_bias": 0.0},
    requires=["doc.tensor"],
    assigns=["doc.spans"],
)
def make_triggers(nlp: Language, name: str, width: int, outside_bias: float) -> Any:
    """Words that report an incident, with its type: `doc.spans["triggers"]`."""
    return SpanTagger(nlp, name, make_head("isnad_triggers", width), INCIDENT_TYPES, "triggers", outside_bias)


@Language.factory(
    "isnad_trigger_types",
    default_config={"width": 384},
    requires=["doc.tensor", "doc.spans"],
    assigns=["doc.spans"],
)
def make_trigger_types(nlp: Language, name: str, width: int) -> Any:
    """Types of triggers, by the whole article: labels and attr «types» of `doc.spans["triggers"]`."""
    return TriggerTyper(nlp, name, width)
