"""Checks of the authorization endpoint."""
