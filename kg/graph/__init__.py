"""The graph as a model: its schema, and nodes and edges made from resolved extractions. Knows no database."""
