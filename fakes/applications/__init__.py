"""Applications that the harness plays: relying parties at which a person logs in by a browser."""
