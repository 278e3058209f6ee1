"""Faults of the authorization request and its response."""
