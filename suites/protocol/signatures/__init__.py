"""Signatures: verified, and forged."""
