"""What knowledge says of a single name, for the pipeline's mentions: whether it is that of a settlement or region."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.util import registry

from kg.arabic import match_key
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.place_names import HEADS, is_generic

_KINDS = frozenset({"city", "town", "village", "governorate", "district", "neighbourhood", "region"})
_EXACT = 0.99


@registry.misc("isnad.known_settlements.v1")  # type: ignore[untyped-decorator]
def make_known_settlements() -> Callable[[str], bool]:
    """RETURNS: name → whether all curated places of just this name are settlements or regions.

    A name with a word for what it is («ميناء أم قصر») is none. Of 5,994 such names in annotated articles 8 were those
    of a site.
    """

    # Opened for the first name that is asked about: an index that is not there yet takes seconds to build.
    gazetteer = cache(Gazetteer.default)

    def known(name: str) -> bool:
        key = match_key(name)
        if not key or is_generic(key) or key.split()[0].removeprefix("ال") in HEADS:
            return False
        kinds = {place.kind for place, fit in gazetteer().find(key) if fit >= _EXACT and place.curated}
        return bool(kinds) and kinds <= _KINDS

    return known
