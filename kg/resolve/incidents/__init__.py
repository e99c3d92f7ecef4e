"""Incidents across articles: which reports are of one happening, why, and what its node says."""
