"""How a check ends."""
