"""Grammars over plain strings: Arabic numbers, date expressions, and the figures of dead, wounded and taken."""
