"""Honest logins: without them nothing else is judged."""
