"""Verbs of the protocol that several areas of checks share."""
