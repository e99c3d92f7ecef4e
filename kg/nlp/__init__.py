"""The Arabic spaCy pipeline: language data, components, configs, training and shipped weights."""
