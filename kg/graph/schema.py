"""`schemas/graph.yaml` and `schemas/incident_types.yaml` as typed values, read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kg.errors import SchemaError, violation
from kg.resources import resource

PropertyType = Literal["string", "integer", "float", "boolean", "date", "string_list"]


@lru_cache(maxsize=1)
def graph_schema() -> GraphSchema:
    """The labels, properties and relationships that a graph may have.

    RAISES SchemaError: `schemas/graph.yaml` is broken.
    """
    try:
        return GraphSchema.model_validate(_read("graph.yaml"))
    except ValidationError as error:
        raise _broken("graph.yaml", error) from error


@lru_cache(maxsize=1)
def incident_types() -> dict[str, IncidentTypeSpec]:
    """Incident type → family and the codes of other ontologies.

    RAISES SchemaError: `schemas/incident_types.yaml` is broken.
    """
    try:
        return {name: IncidentTypeSpec.model_validate(spec) for name, spec in _read("incident_types.yaml").items()}
    except ValidationError as error:
        raise _broken("incident_types.yaml", error) from error


class _Spec(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PropertySpec(_Spec):
    """One property: its type, unit of measure, and whether it must be there."""

    type: PropertyType
    meaning: str
    unit: str | None = None
    required: bool = False


class LabelSpec(_Spec):
    """A kind of node. `sublabels`: a node bears exactly one of them beside the label, when there are any."""

    meaning: str
    id: str
    properties: dict[str, PropertySpec]
    sublabels: tuple[str, ...] = ()


class RelationshipSpec(_Spec):
    """A kind of relationship with the labels that may stand at its ends. `claimed`: it must list its claims."""

    from_: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    claimed: bool
    meaning: str
    properties: dict[str, PropertySpec] = {}

    def allows(self, start_label: str, end_label: str) -> bool:
        """Whether the relationship may run between nodes of these labels."""
        return start_label in self.from_ and end_label in self.to


class GraphSchema(_Spec):
    """The whole of `schemas/graph.yaml`."""

    version: int
    labels: dict[str, LabelSpec]
    relationships: dict[str, RelationshipSpec]
    claimed_properties: dict[str, PropertySpec]

    def relationship_properties(self, relationship: str) -> dict[str, PropertySpec]:
        """Properties that a relationship of this type may have, those of every claimed one included."""
        spec = self.relationships[relationship]
        return {**spec.properties, **self.claimed_properties} if spec.claimed else spec.properties

    @model_validator(mode="after")
    def _ends_exist(self) -> GraphSchema:
        for name, spec in self.relationships.items():
            if missing := [label for label in (*spec.from_, *spec.to) if label not in self.labels]:
                raise ValueError(f"{name} ends at unknown label {', '.join(missing)}")
        return self


class IncidentTypeSpec(_Spec):
    """An incident type: family, Arabic name, ACLED sub-event type, PLOVER event type, CAMEO code."""

    family: str
    ar: str
    acled: str
    plover: str
    cameo: str


def _read(name: str) -> dict[str, Any]:
    try:
        content = yaml.safe_load(resource("schemas", name).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SchemaError(" ".join(str(error).split()), where=f"schemas/{name}") from error
    if not isinstance(content, dict):
        raise SchemaError("not a mapping", where=f"schemas/{name}")
    return content


def _broken(name: str, error: ValidationError) -> SchemaError:
    return SchemaError(violation(error), where=f"schemas/{name}")
