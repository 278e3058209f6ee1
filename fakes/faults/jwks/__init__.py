"""Faults of the published keys."""
