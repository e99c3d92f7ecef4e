"""Encoders before they are trained for a task: cut to the vocabulary of a corpus, adapted to its language."""
