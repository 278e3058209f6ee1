"""Checks of ID Tokens."""
