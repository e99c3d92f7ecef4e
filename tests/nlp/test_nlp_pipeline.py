"""The shipped pipeline as spaCy users and the rest of the project see it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import DocBin

from kg.article import Article
from kg.errors import ModelError
from kg.extraction import EntityType, Extraction
from kg.nlp.components.vectors import own_pieces
from kg.nlp.labels import INCIDENT_TYPES, RELATION_ENDS
from kg.nlp.pipeline import load_pipeline, read_articles
from kg.nlp.reading import extraction_of
from kg.nlp.training.encoding import encode_doc
from kg.resources import resource

_VECTORS = ["isnad_sentences", "transformer", "isnad_token_vectors"]


def read(pipeline: Language, *articles: Article) -> list[Extraction]:
    return list(read_articles(pipeline, articles))


def test_reads_a_strike(pipeline: Language, article: Article) -> None:
    (found,) = read(pipeline, article)
    assert Extraction.model_validate_json(found.to_json()) == found
    strikes = [i for i in found.incidents if i.type == "air_drone_strike"]
    assert strikes, [i.type for i in found.incidents]
    entities = {e.id: e for e in found.entities}
    places = {m.text for i in strikes for p in i.place for m in entities[p].mentions}
    assert "دير الزور" in places
    assert any(entities[e].type is EntityType.COUNTRY for i in strikes for e in i.initiator)
    assert (dt.date(2023, 5, 12), dt.date(2023, 5, 12)) in {(i.date.start, i.date.end) for i in strikes if i.date}
    assert ("killed", 5) in {(c.outcome, c.count) for i in found.incidents for c in i.casualties}


def test_every_fact_has_a_sentence_of_the_article(pipeline: Language, article: Article) -> None:
    (found,) = read(pipeline, article)
    for incident in found.incidents:
        stated = {(e.attribute, e.entity) for e in incident.evidence}
        assert {(role, entity) for role, entity in incident.arguments()} | {("type", None)} <= stated
        assert ("date", None) in stated or incident.date is None
        for e in incident.evidence:
            assert 0 <= e.start < e.end <= len(found.content)


def test_an_answer_and_what_it_answers_are_two_incidents(pipeline: Language) -> None:
    text = "شنت الطائرات الإسرائيلية غارات على مواقع في بعلبك رداً على إطلاق صواريخ على حيفا أدى إلى مقتل جندي."
    (found,) = read(pipeline, Article(id="answer", title="غارات إسرائيلية على بعلبك", text=text))
    (relation,) = found.incident_relations
    words = {i.id: [t.text for t in i.triggers] for i in found.incidents}
    assert relation.type == "retaliation_for"
    assert "غارات" in words[relation.from_]
    assert any("إطلاق" in word for word in words[relation.to])
    assert found.content[relation.start : relation.end].startswith("شنت")


def test_what_an_answer_came_after_is_what_it_answers(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "شنت القوات البريطانية غارات جوية في شرق اليمن رداً على هجوم أسفر عن مقتل ثلاثة جنود."
    again = "نفذت القوات البريطانية ضربات جوية بعد هجوم على قاعدة قرب المكلا."
    doc = pipeline(f"{told}\n\n{again}")
    assert [span[0].text for span in doc.spans["triggers"]] == ["غارات", "هجوم", "ضربات", "هجوم"]
    # As the scorer would leave it that knows the two strikes for one and the two attacks not.
    monkeypatch.setattr("kg.nlp.components.coreference.average_link", lambda *_: [[0, 2], [1], [3]])
    pipeline.get_pipe("isnad_trigger_coreference")(doc)
    assert [cluster.members for cluster in doc._.incident_clusters] == [(0, 2), (1, 3)]


def test_relations_lie_only_between_types_that_have_them(pipeline: Language, article: Article) -> None:
    [found] = read(pipeline, article)
    kind = {entity.id: entity.type.value for entity in found.entities}
    assert found.relations
    assert all(kind[r.to] in RELATION_ENDS[kind[r.from_]] for r in found.relations)


def test_an_article_that_speaks_of_no_chemicals_has_no_chemical_attack(pipeline: Language) -> None:
    doc = pipeline("قتل جندي في هجوم بطائرة مسيرة على قاعدة في الأنبار.")
    chemical = INCIDENT_TYPES.index("chemical_attack")
    assert all(types[chemical] == min(types) for types in doc.spans["triggers"].attrs["types"])


def test_a_site_with_just_the_name_of_a_town_is_the_town(pipeline: Language) -> None:
    tagger = pipeline.get_pipe("isnad_entities")
    site = tagger.label_set.index("FACILITY")  # type: ignore[attr-defined]
    doc = pipeline.make_doc("غارة قرب والميادين ومطار الميادين")
    assert tagger._label(doc, 2, 3, site, 1) == "PLACE"  # type: ignore[attr-defined]
    assert tagger._label(doc, 3, 5, site, 1) == "FACILITY"  # type: ignore[attr-defined]


def test_figures_told_together_are_of_the_incident_that_they_follow(pipeline: Language) -> None:
    text = "شنت طائرات غارات على مواقع في بعلبك رداً على هجوم في حيفا أسفر عن مقتل جندي وإصابة تسعة آخرين."
    (found,) = read(pipeline, Article(id="answer", title="غارات إسرائيلية على بعلبك", text=text))
    (relation,) = found.incident_relations
    (cause,) = (i for i in found.incidents if i.id == relation.to)
    assert {(c.outcome, c.count) for c in cause.casualties} == {("killed", 1), ("wounded", 9)}


def test_without_a_publication_date_weekdays_stay_open(pipeline: Language, article: Article) -> None:
    (found,) = read(pipeline, article.model_copy(update={"date": None}))
    assert all(i.date is None for i in found.incidents)


def test_same_article_same_reading_alone_or_in_a_batch(
    pipeline: Language, article: Article, gold: list[Extraction]
) -> None:
    others = [Article(id=g.id, title=g.title, text=g.text, date=g.date) for g in gold]
    alone = read(pipeline, article)[0]
    batched = read(pipeline, *others, article)[-1]
    # Padding in a batch changes the last digits of the encoder's output, so confidences are compared apart.
    assert _facts(alone) == _facts(batched)
    assert read(pipeline, article)[0].to_json() == alone.to_json()


def _facts(extraction: Extraction) -> object:
    return (
        [(e.id, e.type, e.mentions) for e in extraction.entities],
        [(i.id, i.type, i.modality, i.triggers, i.arguments(), i.date) for i in extraction.incidents],
        [(r.type, r.from_, r.to) for r in extraction.relations],
    )


def test_annotated_docs_survive_serialisation(pipeline: Language, gold: list[Extraction]) -> None:
    made = []
    for g in gold[:3]:
        made.append(pipeline.make_doc(g.content))
        made[-1]._.published = g.date
    docs = list(pipeline.pipe(made))
    kept = list(DocBin(docs=docs, store_user_data=True).get_docs(pipeline.vocab))
    for g, doc, again in zip(gold, docs, kept, strict=False):
        source = Article(id=g.id, title=g.title, text=g.text, date=g.date)
        assert doc._.entity_clusters
        assert extraction_of(again, source) == extraction_of(doc, source)


def test_a_frozen_encoder_gives_the_vectors_of_the_model(pipeline: Language, article: Article) -> None:
    texts = [article.content, "\n".join([article.text] * 12)]
    trainable = load_pipeline(frozen=False)
    for text in texts:
        with pipeline.select_pipes(enable=_VECTORS), trainable.select_pipes(enable=_VECTORS):
            frozen, whole = pipeline(text).tensor, trainable(text).tensor
        # Windows of one article are padded to one length in the model, alone here: their last digits differ.
        assert np.abs(frozen - whole).mean() < 0.01 * np.abs(whole).mean()


@pytest.mark.parametrize("text", ["", " \n\n ", "نص", "🙂" * 50, "ـ" * 3000, "123 456\n\n\n.", "word " * 40])
def test_any_text_is_read_without_failing(pipeline: Language, text: str) -> None:
    (found,) = read(pipeline, Article(id="odd", text=text))
    assert found.id == "odd"


def test_a_long_article_is_read_in_windows_to_its_end(pipeline: Language, article: Article) -> None:
    long = Article(id="long", text="\n".join([article.text] * 30), date=article.date)
    (found,) = read(pipeline, long)
    last = max(m.end for e in found.entities for m in e.mentions)
    assert last > len(long.content) * 0.95


def test_inference_and_training_give_tokens_the_same_wordpieces(pipeline: Language, gold: list[Extraction]) -> None:
    tokenizer = pipeline.get_pipe("transformer").model.tokenizer  # type: ignore[attr-defined]
    for example in gold:
        with pipeline.select_pipes(enable=["isnad_sentences", "transformer"]):
            doc = pipeline(example.content)
        data = doc._.trf_data
        width = data.model_output.last_hidden_state.shape[1]
        ours: dict[int, set[int]] = {}
        for window, position, token in encode_doc(doc, tokenizer, 500, 64).alignment:
            if not doc[token].is_space:
                ours.setdefault(token, set()).add(window * width + position)
        theirs: dict[int, set[int]] = {}
        for token, piece in zip(*own_pieces(doc, data), strict=True):
            theirs.setdefault(token, set()).add(piece)
        # Marks and figures may share a piece («").», «1997.»); one alignment gives it to both, the other to the last.
        words = [t.i for t in doc if any(c.isalpha() for c in t.text)]
        assert [doc[t].text for t in words if ours.get(t) != theirs.get(t)] == []


def test_what_spacy_users_expect(pipeline: Language, article: Article) -> None:
    doc = pipeline(article.content)
    assert doc.tensor.shape == (len(doc), 384)
    assert np.isfinite(doc.tensor).all()
    assert doc.ents
    assert "دير الزور" in displacy.render(doc, style="ent", jupyter=False)
    problems = pipeline.analyze_pipes(pretty=False)["problems"]
    assert not any(problems.values()), problems
    assert {"triggers", "mentions", "dates", "tolls"} <= set(doc.spans)


def test_spacy_loads_the_folder_by_its_path(article: Article) -> None:
    nlp = spacy.load(resource("nlp", "weights", "isnad_ar"))
    assert nlp(article.content).ents


def test_a_folder_that_is_no_pipeline_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        load_pipeline(tmp_path)
