"""The shape of every learned part, by the factory that owns it: training and inference build the same module."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from kg.nlp import features as f
from kg.nlp.heads.context import ContextHead
from kg.nlp.heads.pairs import PairHead, SpanHead
from kg.nlp.heads.pooled import PooledHead
from kg.nlp.heads.tagging import TaggerHead
from kg.nlp.labels import (
    DATE_KINDS,
    ENTITY_TYPES,
    INCIDENT_RELATION_LABELS,
    INCIDENT_TYPES,
    MODALITIES,
    OUTCOMES,
    RELATION_LABELS,
    ROLE_LABELS,
)

HEADS = (
    "isnad_entities",
    "isnad_triggers",
    "isnad_trigger_types",
    "isnad_modality",
    "isnad_coreference",
    "isnad_trigger_coreference",
    "isnad_roles",
    "isnad_relations",
    "isnad_incident_relations",
    "isnad_date_links",
    "isnad_toll_links",
)


def make_head(factory: str, width: int) -> nn.Module:
    """An untrained head. width: of the token vectors. RAISES KeyError for a factory without a learned part."""
    ent, inc = len(ENTITY_TYPES), len(INCIDENT_TYPES)
    shapes: dict[str, Callable[[], nn.Module]] = {
        "isnad_entities": lambda: TaggerHead(width, ent),
        "isnad_triggers": lambda: TaggerHead(width, inc),
        "isnad_trigger_types": lambda: ContextHead(width, inc),
        "isnad_modality": lambda: SpanHead(width, inc, len(MODALITIES)),
        "isnad_coreference": lambda: PairHead(width, ent, ent, f.COREFERENCE_FEATURES, 1, shared=True),
        # Blind to types: two triggers of one incident may look like two types before they are seen as one.
        "isnad_trigger_coreference": lambda: PairHead(width, 1, 1, f.TRIGGER_FEATURES, 1, shared=True),
        "isnad_roles": lambda: PooledHead(width, inc, ent, f.ROLE_FEATURES, len(ROLE_LABELS)),
        "isnad_relations": lambda: PooledHead(width, ent, ent, f.RELATION_FEATURES, len(RELATION_LABELS)),
        "isnad_incident_relations": lambda: PooledHead(
            width, inc, inc, f.TRIGGER_FEATURES, len(INCIDENT_RELATION_LABELS)
        ),
        "isnad_date_links": lambda: PooledHead(width, inc, DATE_KINDS, f.LINK_FEATURES, 1),
        "isnad_toll_links": lambda: PooledHead(width, inc, len(OUTCOMES), f.LINK_FEATURES, 1),
    }
    return shapes[factory]()
