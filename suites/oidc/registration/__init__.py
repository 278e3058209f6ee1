"""Checks of dynamic client registration."""
