"""Checks of the published keys."""
