"""Database, cache and chat, asked as the server asks them."""
