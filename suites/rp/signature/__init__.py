"""ID Tokens that the provider did not sign, or not as it has to be."""
