"""Faults of dynamic client registration."""
