"""Cypher templates: parsed headers, typed parameters, read-only execution."""
