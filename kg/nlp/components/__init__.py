"""spaCy components of the pipeline, each a registered factory."""
