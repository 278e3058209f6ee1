"""The relying party that the harness plays: its requests, its keys, and its endpoints."""
