"""Clients of the harness: how they come to be, and how they prove themselves."""
