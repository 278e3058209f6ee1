"""Faults of sessions and of every way to end them."""
