"""Checks of scopes, claims and the UserInfo endpoint."""
