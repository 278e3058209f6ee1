"""Checks of TLS, HTTP and cookies."""
