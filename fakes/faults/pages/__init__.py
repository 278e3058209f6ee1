"""Faults of the pages that a user sees."""
