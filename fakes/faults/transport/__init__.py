"""Faults of TLS, HTTP and cookies."""
