"""Paths and centrality over the graph, with networkx."""
