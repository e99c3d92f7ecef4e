"""How good extractions are, measured against gold: figures, what went wrong where, and whether gold itself is sound."""
