"""TLS of the provider, as the application insists on it or not."""
