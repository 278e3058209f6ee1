"""Clients that register and manage themselves."""
