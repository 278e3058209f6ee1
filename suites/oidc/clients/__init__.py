"""Checks of client authentication and of tokens that are bound to a key."""
