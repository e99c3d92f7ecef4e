"""Places of a user's own: read from GeoNames, OCHA and other tables, kept in one file, joined with those that ship."""
