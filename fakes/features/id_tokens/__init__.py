"""ID Tokens as each client registered them."""
