"""A run on the terminal, while it lasts and at its end."""
