"""Sessions that clients are told of."""
