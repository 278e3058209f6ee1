"""What the application believes of the tokens that it gets for a refresh token."""
