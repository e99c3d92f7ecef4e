from typing import get_args

import pytest
from pydantic import ValidationError

from kg.extraction import IncidentType
from kg.graph.schema import GraphSchema, graph_schema, incident_types


def test_every_incident_type_of_the_contract_has_its_codes_and_no_other_does() -> None:
    assert set(incident_types()) == set(get_args(IncidentType))


def test_meanings_with_commas_are_read_whole() -> None:
    assert graph_schema().labels["Incident"].properties["date_end"].meaning == "last day, inclusive"


def test_claimed_relationships_have_the_properties_of_claims_beside_their_own() -> None:
    assert set(graph_schema().relationship_properties("HAPPENED_AT")) == {
        "rank",
        "claims",
        "confidence",
        "basis",
        "known",
    }
    assert graph_schema().relationship_properties("STATED_IN") == {}


def test_an_end_that_is_no_label_is_refused() -> None:
    broken = graph_schema().model_dump(by_alias=True)
    broken["relationships"]["LEADS"]["to"] = ["Actr"]
    with pytest.raises(ValidationError, match="LEADS ends at unknown label Actr"):
        GraphSchema.model_validate(broken)
