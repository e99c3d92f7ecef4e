"""Whom an article quotes for a sentence: articles of our own, each sentence a line with the expected sources."""

from __future__ import annotations

from typing import Any

import pytest
from plain_links import plainly_resolved

from kg.extraction import Extraction
from kg.graph.reading import Reading

NAMES = {
    "الوكالة": "ORGANIZATION",
    "المرصد": "ORGANIZATION",
    "وزارة الدفاع": "ORGANIZATION",
    "الجيش": "ARMED_GROUP",
    "الفصيل": "ARMED_GROUP",
    "سالم العلي": "PERSON",
    "بلاد النهر": "COUNTRY",
}
# Of the strike: reported by these, told with the word «غارة»; the army did it.
SOURCES = ("المرصد", "وزارة الدفاع", "الجيش", "سالم العلي", "بلاد النهر")
ARTICLES = [
    # The lead states the news, the next sentence whose it is; what nobody says is the article's.
    [
        ("غارة على التل", ["المرصد"]),
        ("شنت طائرات غارة عنيفة على التل فجر اليوم.", ["المرصد"]),
        ("وقال المرصد إن غارة ثانية أصابت السوق.", ["المرصد"]),
        ("وتكررت كل غارة من هذا النوع هذا العام.", []),
    ],
    # After the sentence that says whose news it is, no other source of the incident lends its name to the lead.
    [
        ("غارة على التل", ["الجيش"]),
        ("أعلن الجيش أن غارة أصابت التل فجر اليوم.", ["الجيش"]),
        ("ونفى المرصد وقوع أي غارة.", []),
        ("وقال المرصد إن غارة أصابت السوق.", ["المرصد"]),
    ],
    # A lead that quotes somebody unnamed is nobody's, nor is one whose next source speaks of something else.
    [
        ("أخبار اليوم من التل", []),
        ("أفادت مصادر محلية بأن غارة أصابت التل فجر اليوم.", []),
        ("وقال المرصد إن غارة ثانية أصابت السوق.", ["المرصد"]),
    ],
    [
        ("غارة على التل", []),
        ("شنت طائرات غارة عنيفة على التل فجر اليوم.", []),
        ("وقال المرصد إن الطقس بارد.", ["المرصد"]),
    ],
    # The same voice goes on: «وأضاف», «وتابع البيان», an open quotation.
    [
        ("نشرة المساء", []),
        ("تتواصل الأحداث في التل منذ يوم أمس.", []),
        ("ويقع التل في الجنوب.", []),
        ("وقال المرصد إن غارة أصابت التل.", ["المرصد"]),
        ("وأضاف أن غارة ثانية أصابت السوق.", ["المرصد"]),
        ("وتابع البيان أن غارة ثالثة أصابت الجسر.", ["المرصد"]),
        ("وقال سالم العلي: «كانت غارة عنيفة.", ["سالم العلي"]),
        ("ثم جاءت غارة أخرى».", ["سالم العلي"]),
        ("وأكد شهود أن غارة أصابت الجسر.", []),
        ("وأضافوا أن غارة أصابت السوق.", []),
    ],
    # A spokesman and his body speak together; what is said may name another source without quoting it.
    [
        ("نشرة المساء", []),
        ("تتواصل الأحداث في التل منذ يوم أمس.", []),
        ("ويقع التل في الجنوب.", []),
        ("وقال المتحدث باسم وزارة الدفاع، سالم العلي، إن غارة نفذها الجيش أصابت التل.", ["سالم العلي", "وزارة الدفاع"]),
        ("وأصابت غارة التل بحسب المرصد.", ["المرصد"]),
        ("وكان سالم العلي قد أعلن أن غارة وقعت.", ["سالم العلي"]),
        ("ولكن المرصد أعلن أن غارة أخرى وقعت.", ["المرصد"]),
    ],
    # Somebody else than the sources is quoted for the strike, or for something else.
    [
        ("نشرة المساء", []),
        ("تتواصل الأحداث في التل منذ يوم أمس.", []),
        ("ويقع التل في الجنوب.", []),
        ("وقالت الوكالة إن غارة أصابت التل.", ["الوكالة"]),
        ("وعلى وقع غارة الأمس، قالت الوكالة إن الطقس بارد.", []),
    ],
    # A title: «فلان: …» quotes; «بلد: …» names what it is about.
    [("المرصد: غارة على التل", ["المرصد"]), ("تتواصل الأحداث في التل منذ يوم أمس.", [])],
    [("بلاد النهر: غارة على التل", []), ("تتواصل الأحداث في التل منذ يوم أمس.", [])],
]


def read(sentences: list[str], **incident: Any) -> Reading:
    content = sentences[0] + "\n\n" + "\n".join(sentences[1:])

    def spans(word: str) -> list[dict[str, Any]]:
        found, at = [], content.find(word)
        while at >= 0:
            found.append({"start": at, "end": at + len(word), "text": word})
            at = content.find(word, at + 1)
        return found

    named = {name: spans(name) for name in NAMES}
    return Reading(
        plainly_resolved(
            Extraction.model_validate(
                {
                    "id": "own-voices",
                    "title": sentences[0],
                    "text": "\n".join(sentences[1:]),
                    "entities": [
                        {"id": name, "type": NAMES[name], "en": name, "mentions": mentions}
                        for name, mentions in named.items()
                        if mentions
                    ],
                    "incidents": [
                        {
                            "id": "i1",
                            "type": "air_drone_strike",
                            "triggers": spans("غارة"),
                            "initiator": ["الجيش"] if named["الجيش"] else [],
                            "reported_by": [name for name in SOURCES if named[name]],
                            **incident,
                        }
                    ],
                }
            )
        )
    )


@pytest.mark.parametrize("article", ARTICLES, ids=range(len(ARTICLES)))
def test_whom_each_sentence_quotes(article: list[tuple[str, list[str]]]) -> None:
    sentences = [sentence for sentence, _ in article]
    reading = read(sentences)
    incident = reading.incidents["i1"]
    found = [
        (s, list(reading.voices.quoted(incident, span)))
        for s, span in zip(sentences, reading.sentences.spans, strict=True)
    ]
    assert found == article


def test_who_denies_an_incident_is_quoted_for_what_is_denied() -> None:
    sentences = ["نشرة المساء", "تتواصل الأحداث في التل منذ يوم أمس.", "ونفى الجيش وقوع أي غارة."]
    for modality, quoted in (("negated", ("الجيش",)), ("actual", ())):
        reading = read(sentences, modality=modality)
        assert reading.voices.quoted(reading.incidents["i1"], reading.sentences.spans[2]) == quoted


def test_a_mention_of_white_space_speaks_nothing() -> None:
    gap = {"start": 3, "end": 5, "text": "\n\n"}
    extraction = Extraction.model_validate(
        {
            "id": "own-blank",
            "title": "خبر",
            "text": "قال المرصد إن غارة أصابت التل.",
            "entities": [{"id": "e1", "type": "ORGANIZATION", "mentions": [gap]}],
            "incidents": [{"id": "i1", "type": "air_drone_strike", "triggers": [gap], "reported_by": ["e1"]}],
        }
    )
    reading = Reading(plainly_resolved(extraction))
    assert [reading.voices.quoted(reading.incidents["i1"], span) for span in reading.sentences.spans] == [(), ()]
