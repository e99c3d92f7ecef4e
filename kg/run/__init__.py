"""The stages put together: extract in worker processes, build, refresh."""
