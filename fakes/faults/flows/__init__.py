"""Faults of the flows: code with PKCE, implicit, hybrid, and their response modes."""
