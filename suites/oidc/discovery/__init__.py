"""Checks of the discovery document and of the issuer."""
