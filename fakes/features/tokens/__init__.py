"""Grants and endpoints beyond the code and its exchange."""
