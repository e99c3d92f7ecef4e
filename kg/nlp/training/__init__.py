"""Training of the learned components from gold articles."""
