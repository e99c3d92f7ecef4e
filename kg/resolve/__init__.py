"""Who and where is meant: actors to a knowledge base, places to a gazetteer."""
