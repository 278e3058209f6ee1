"""Logouts that the provider tells the application through a frame, if it has that."""
