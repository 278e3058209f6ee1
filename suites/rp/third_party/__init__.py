"""Logins that somebody else begins, if the application has that."""
