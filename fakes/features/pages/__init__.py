"""Pages beyond the login page."""
