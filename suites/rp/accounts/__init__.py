"""Which account of the application a user of the provider gets."""
