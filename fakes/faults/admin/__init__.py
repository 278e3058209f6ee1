"""Faults of a registration as its administrator sees it, and of the application's settings."""
