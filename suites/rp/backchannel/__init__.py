"""Logouts that the provider tells the application directly, if it has that."""
