"""Checks of the redirect URI."""
