"""The learned parts as plain torch modules over token vectors; no spaCy here."""
