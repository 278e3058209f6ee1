"""Faults of request objects, pushed requests and the claims parameter."""
