"""Faults of the comparison of redirect URIs."""
