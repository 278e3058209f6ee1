"""The user's session at the provider: pages, cookies, and its end."""
