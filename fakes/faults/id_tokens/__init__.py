"""Faults of ID Tokens."""
