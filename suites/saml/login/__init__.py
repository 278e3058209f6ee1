"""A login that the service provider begins."""
