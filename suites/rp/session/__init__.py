"""The session at the application: how it begins, is kept, and ends."""
