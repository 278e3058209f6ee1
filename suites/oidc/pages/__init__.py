"""Checks of the pages that a user sees."""
