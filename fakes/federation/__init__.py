"""Identity providers behind a provider: whom it sends there, and what it believes of them."""
