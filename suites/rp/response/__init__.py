"""The authorization response: whose it is, and what comes along with it."""
