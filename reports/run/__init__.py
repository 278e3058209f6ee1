"""A run: its model, how it is recorded, and where it is kept."""
