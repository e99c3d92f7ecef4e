"""Pictures, tables and pages of the graph for people."""
