"""Checks of the application's own settings."""
