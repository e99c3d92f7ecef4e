"""Which retaliations stand: stated ones, the learned ones beside them, replies to the sentence before."""

from __future__ import annotations

from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from kg.nlp.annotations import Cluster, Link
from kg.nlp.components.retaliation import isnad_retaliations

LABEL = "retaliation_for"


def retaliations(
    text: str, *incidents: str, learned: tuple[tuple[int, int], ...] = (), by: tuple[tuple[int, int], ...] = ()
) -> list[tuple[int, int]]:
    """(answer, cause) of the links that stand.

    text: triggers in brackets, sentences end with «.». incidents: type and modality of each. by: incident, initiator.
    """
    words = [word.strip("[]") for word in text.split()]
    starts = [k == 0 or words[k - 1] == "." for k in range(len(words))]
    doc = Doc(Vocab(), words=words, sent_starts=starts)
    spans = [Span(doc, k, k + 1) for k, word in enumerate(text.split()) if word.startswith("[")]
    doc.spans["triggers"] = SpanGroup(doc, name="triggers", spans=spans)
    kinds = [incident.split() for incident in incidents]
    doc._.incident_clusters = tuple(Cluster((k,), kind, 0.9, modality) for k, (kind, modality) in enumerate(kinds))
    doc._.roles = tuple(Link("initiator", incident, actor, 0.9) for incident, actor in by)
    doc._.incident_relations = tuple(Link(LABEL, *pair, 0.7) for pair in learned)
    return [(link.source, link.target) for link in isnad_retaliations(doc)._.incident_relations]


STATED = "[قصفت] الطائرات القرية ردا على [إطلاق] صواريخ ."
TOLD = "[أطلق] مقاتلون صواريخ . وردت المقاتلات [بغارات] ."
ROCKETS, STRIKES = "shelling_missile actual", "air_drone_strike actual"


def test_a_stated_one_stands_and_turns_the_learned_one() -> None:
    assert retaliations(STATED, STRIKES, ROCKETS) == [(0, 1)]
    assert retaliations(STATED, STRIKES, ROCKETS, learned=((1, 0),)) == [(0, 1)]


def test_a_reply_answers_the_attack_of_the_sentence_before() -> None:
    assert retaliations(TOLD, ROCKETS, STRIKES) == [(1, 0)]
    assert retaliations(TOLD, ROCKETS, STRIKES, by=((0, 0), (1, 1))) == [(1, 0)]


def test_a_threat_a_move_and_an_attack_of_ones_own_are_not_answered() -> None:
    assert retaliations(TOLD, "shelling_missile planned", STRIKES) == []
    assert retaliations(TOLD, "withdrawal_transfer actual", STRIKES) == []
    assert retaliations(TOLD, ROCKETS, STRIKES, by=((0, 0), (1, 0))) == []


def test_the_nearest_attack_that_happened_is_answered() -> None:
    text = "[أطلق] مقاتلون صواريخ [وهددوا] . وردت المقاتلات [بغارات] ."
    assert retaliations(text, ROCKETS, "armed_attack planned", STRIKES) == [(2, 0)]
    assert retaliations(text, ROCKETS, "armed_attack actual", STRIKES) == [(2, 1)]


def test_what_answers_something_already_keeps_that() -> None:
    text = "[أطلق] مقاتلون صواريخ [وهاجموا] . وردت المقاتلات [بغارات] ."
    assert retaliations(text, ROCKETS, "armed_attack actual", STRIKES, learned=((2, 0),)) == [(2, 0)]
    assert retaliations(TOLD, ROCKETS, STRIKES, learned=((0, 1),)) == [(0, 1)]
