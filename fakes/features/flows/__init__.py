"""Flows and response modes beyond code and implicit."""
