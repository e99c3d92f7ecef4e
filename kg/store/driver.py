"""The official driver, imported here and nowhere else, quickly."""

from __future__ import annotations

import sys

# The driver imports numpy, pandas and pyarrow where they are installed, to accept their scalars as parameters. Nothing
# here passes any, and they cost a short command more time than its query. What is already loaded stays as it is.
_UNUSED = [name for name in ("numpy", "pandas", "pyarrow") if name not in sys.modules]
for _name in _UNUSED:
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    import neo4j
    from neo4j import exceptions
finally:
    for _name in _UNUSED:
        del sys.modules[_name]

__all__ = ["exceptions", "neo4j"]
