"""The label sets of the learned components, in the fixed order that the shipped weights rely on."""

from __future__ import annotations

from typing import get_args

from kg.extraction import EntityType, IncidentType, Modality, Outcome, RelationType

ENTITY_TYPES: tuple[str, ...] = tuple(EntityType)
INCIDENT_TYPES: tuple[str, ...] = get_args(IncidentType)
MODALITIES: tuple[str, ...] = get_args(Modality)
ROLE_LABELS: tuple[str, ...] = ("initiator", "target", "participant", "place", "reported_by")
RELATION_LABELS: tuple[str, ...] = get_args(RelationType)
INCIDENT_RELATION_LABELS: tuple[str, ...] = ("retaliation_for", "part_of")
OUTCOMES: tuple[str, ...] = get_args(Outcome)
# Breadths of a date range: a day, up to some days, a month, longer.
DATE_KINDS = 4
