"""Checks of the token endpoint and of what is done with tokens."""
