"""Confidences of whole facts: what the weights make of them, and that nothing else of a doc changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.ar import Arabic
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.article import Article
from kg.errors import ModelError
from kg.nlp.annotations import Cluster, Link
from kg.nlp.components.confidence import Confidence, Weights, weighed
from kg.nlp.labels import INCIDENT_RELATION_LABELS, RELATION_LABELS, ROLE_LABELS
from kg.nlp.pipeline import load_pipeline, read_articles

PROBABILITY = st.floats(0, 1)
FACTOR = st.floats(0, 2)


def doc() -> Doc:
    """A strike on a town, its date and its dead; a second incident that it is part of."""
    made = Doc(Vocab(), words=["قصف"])
    made._.entity_clusters = (Cluster((0,), "PLACE", 0.9), Cluster((1,), "ARMED_GROUP", 0.6))
    made._.incident_clusters = (Cluster((0,), "air_drone_strike", 0.8), Cluster((1,), "armed_clash", 0.7, "planned"))
    made._.roles = (Link("place", 0, 0, 0.95), Link("initiator", 1, 1, 0.95))
    made._.relations = (Link("located_in", 0, 1, 0.5),)
    made._.incident_relations = (Link("part_of", 0, 1, 0.4),)
    made._.date_links = (Link("date", 0, 3, 0.9),)
    made._.toll_links = (Link("toll", 1, 2, 0.9),)
    return made


@given(PROBABILITY, PROBABILITY, PROBABILITY, st.tuples(FACTOR, FACTOR, FACTOR, st.floats(-4, 4)))
def test_a_probability_that_rises_with_each_part(own: float, source: float, target: float, weights: Weights) -> None:
    p = weighed(weights, own, source, target)
    assert 0 <= p <= 1
    assert p <= weighed(weights, 1, source, target) + 1e-12
    assert p <= weighed(weights, own, 1, target) + 1e-12
    assert p <= weighed(weights, own, source, 1) + 1e-12


@given(st.floats(0.001, 0.999))
def test_weights_of_one_and_nothing_change_nothing(own: float) -> None:
    assert weighed((1, 0, 0, 0), own, 0.1, 0.9) == pytest.approx(own)


def test_each_fact_by_its_own_weights() -> None:
    found = Confidence(
        {
            "entity": (2, 0, 0, 0),
            "type": (1, 0, 0, -1),
            "place": (1, 1, 0, 0),
            "casualties": (0, 1, 0, 0),
            "part_of": (0, 0, 1, 0),
        }
    )(doc())
    assert [c.confidence for c in found._.entity_clusters] == pytest.approx([81 / 82, 9 / 13])
    assert found._.incident_clusters[0].confidence == pytest.approx(weighed((1, 0, 0, -1), 0.8))
    # 0.95 / 0.05 times the odds that its incident had before: 0.8 / 0.2.
    assert found._.roles[0].confidence == pytest.approx(76 / 77)
    assert found._.toll_links[0].confidence == pytest.approx(0.7)
    assert found._.incident_relations[0].confidence == pytest.approx(0.7)


def test_without_weights_nothing_changes() -> None:
    keys = ("entity_clusters", "incident_clusters", "roles", "relations", "incident_relations", "date_links")
    before, after = doc(), Confidence({})(doc())
    assert all(before._.get(key) == after._.get(key) for key in (*keys, "toll_links"))


def test_only_confidences_change() -> None:
    before, after = doc(), Confidence({"entity": (1, 0, 0, 1), "type": (1, 0, 0, 1), "place": (1, 1, 1, 1)})(doc())
    for key in ("entity_clusters", "incident_clusters", "roles"):
        assert [x._replace(confidence=0) for x in before._.get(key)] == [
            x._replace(confidence=0) for x in after._.get(key)
        ]
        assert before._.get(key) != after._.get(key)


def test_a_config_with_weights_missing_is_refused() -> None:
    with pytest.raises(ModelError, match="3 weights for «place», not 4"):
        Arabic().add_pipe("isnad_confidence", config={"weights": {"place": [0.1, 0.2, 0.3]}})


def test_the_shipped_pipeline_weighs_every_kind_of_fact_last(pipeline: Language) -> None:
    name, component = pipeline.pipeline[-1]
    assert name == "isnad_confidence"
    assert isinstance(component, Confidence)
    kinds = {"entity", "type", "date", "casualties", *ROLE_LABELS, *RELATION_LABELS, *INCIDENT_RELATION_LABELS}
    assert set(component.weights) == kinds


def test_the_graph_is_the_same_without_it(pipeline: Language, article: Article) -> None:
    plain = load_pipeline()
    plain.remove_pipe("isnad_confidence")
    (with_it,), (without,) = (list(read_articles(nlp, [article])) for nlp in (pipeline, plain))
    exclude = {"entities": {"__all__": {"confidence"}}, "relations": {"__all__": {"confidence"}}, "incidents": True}
    assert with_it.model_dump(exclude=exclude) == without.model_dump(exclude=exclude)
    for one, other in zip(with_it.incidents, without.incidents, strict=True):
        assert set(one.arguments()) == set(other.arguments())
        assert (one.type, one.date, one.triggers) == (other.type, other.date, other.triggers)
        assert one.confidence != other.confidence
